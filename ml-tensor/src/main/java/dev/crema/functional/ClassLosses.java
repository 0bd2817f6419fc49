package dev.crema.functional;

import dev.crema.tensor.Composite;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Dispatcher;
import dev.crema.tensor.LossCompositions;
import dev.crema.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Losses of the probabilities of classes. */
final class ClassLosses {
  private static final String CROSS_ENTROPY = "crossEntropy";
  private static final Composite PLAIN = new Composite(new LossCompositions.CrossEntropy());

  private ClassLosses() {}

  static Tensor nll(
      Tensor x, Tensor target, @Nullable Tensor weight, long ignoreIndex, Reduction reduction) {
    ClassIndices labels = ClassIndices.of("nllLoss", x, target, ignoreIndex);
    Tensor classes = ClassIndices.classWeights("nllLoss", weight, x, labels.axis());
    Tensor weights = labels.weights(classes, x.dtype());
    Tensor losses = labels.pick(x).neg();
    return labels.reduce(weights == null ? losses : losses.mul(weights), weights, reduction);
  }

  static Tensor crossEntropy(Tensor x, Tensor target, CrossEntropyOptions options) {
    boolean soft = target.isFloating() && target.shape().equals(x.shape());
    return soft ? ofRows(x, target, options) : ofLabels(x, target, options);
  }

  private static Tensor ofLabels(Tensor x, Tensor target, CrossEntropyOptions options) {
    ClassIndices labels = ClassIndices.of(CROSS_ENTROPY, x, target, options.ignoreIndex());
    int axis = labels.axis();
    Tensor classes = ClassIndices.classWeights(CROSS_ENTROPY, options.weight(), x, axis);
    Tensor weights = labels.weights(classes, x.dtype());
    if (isPlain(x, labels, weights, options)) {
      return Dispatcher.apply(PLAIN, x, labels.labels());
    }
    Tensor logs = x.logSoftmax(axis);
    Tensor losses = labels.pick(logs).neg();
    losses = weights == null ? losses : losses.mul(weights);
    double s = options.labelSmoothing();
    if (s > 0) {
      Tensor all = classes == null ? logs : logs.mul(along(classes, axis, logs));
      losses = losses.mul(1 - s).sub(all.sum(axis).mul(s / x.size(axis)));
    }
    return labels.reduce(losses, weights, options.reduction());
  }

  /** A mean over rows that all count alike, for which there is one operation. */
  private static boolean isPlain(
      Tensor x, ClassIndices labels, @Nullable Tensor weights, CrossEntropyOptions options) {
    return weights == null
        && labels.kept() == null
        && x.ndim() == 2
        && options.labelSmoothing() == 0
        && options.reduction() == Reduction.MEAN;
  }

  /** A probability of 0 counts for nothing, even where the logit is -infinity. */
  private static Tensor ofRows(Tensor x, Tensor target, CrossEntropyOptions options) {
    int axis = ClassIndices.axis(CROSS_ENTROPY, x);
    LossInputs.sameDtype(CROSS_ENTROPY, x, target);
    if (options.ignoreIndex() >= 0) {
      throw new CremaException(
          "%s: ignoreIndex %s was given, but the target is rows of probabilities, not labels"
              .formatted(CROSS_ENTROPY, options.ignoreIndex()));
    }
    Tensor logs = x.logSoftmax(axis);
    Tensor smooth = smooth(target, options.labelSmoothing(), x.size(axis));
    Tensor nothing = smooth.eq(0).logicalAnd(logs.isinf());
    Tensor terms = logs.maskedFill(nothing, 0).mul(smooth);
    Tensor classes = ClassIndices.classWeights(CROSS_ENTROPY, options.weight(), x, axis);
    Tensor weighted = classes == null ? terms : terms.mul(along(classes, axis, terms));
    return options.reduction().of(weighted.sum(axis).neg());
  }

  private static Tensor smooth(Tensor target, double s, int classes) {
    return s == 0 ? target : target.mul(1 - s).add(s / classes);
  }

  /** One value a class, shaped to broadcast along the axis of the classes. */
  private static Tensor along(Tensor classes, int axis, Tensor x) {
    int[] sizes = new int[x.ndim() - axis];
    Arrays.fill(sizes, 1);
    sizes[0] = classes.size(0);
    return classes.reshape(sizes);
  }

  static Tensor klDiv(Tensor x, Tensor target, boolean logTarget, Reduction reduction) {
    return reduction.of(divergences("klDiv", x, target, logTarget));
  }

  static Tensor klDivBatchMean(Tensor x, Tensor target, boolean logTarget) {
    Tensor total = divergences("klDivBatchMean", x, target, logTarget).sum();
    return x.ndim() == 0 ? total : total.div((double) x.size(0));
  }

  private static Tensor divergences(String name, Tensor x, Tensor target, boolean logTarget) {
    LossInputs.matching(name, x, target);
    return logTarget ? target.exp().mul(target.sub(x)) : target.xlogy(target).sub(target.mul(x));
  }
}
