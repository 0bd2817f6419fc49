package dev.crema.functional;

import dev.crema.tensor.Composite;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Dispatcher;
import dev.crema.tensor.LossCompositions;
import dev.crema.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Losses of the probabilities of classes. */
abstract sealed class ClassLosses extends BinaryLosses permits MarginLosses {
  /** The label that counts for nothing unless another is named. */
  public static final long IGNORE_INDEX = -100;

  private static final String CROSS_ENTROPY = "crossEntropy";
  private static final Composite PLAIN = new Composite(new LossCompositions.CrossEntropy());

  /** {@link #nllLoss(Tensor, Tensor, Tensor, long, Reduction)} without weights. */
  public static Tensor nllLoss(Tensor x, Tensor target) {
    return nllLoss(x, target, null, IGNORE_INDEX, Reduction.MEAN);
  }

  /**
   * -w[y] x[y] for labels y. The mean is over the weights of the labels that count.
   *
   * @param x x: (classes), (n, classes) or (n, classes, a, b, …)
   * @param target integers, of the same shape without the classes
   * @param weight one a class
   * @throws CremaException if shapes do not fit or a label is no class
   */
  public static Tensor nllLoss(
      Tensor x, Tensor target, @Nullable Tensor weight, long ignoreIndex, Reduction reduction) {
    ClassIndices labels = ClassIndices.of("nllLoss", x, target, ignoreIndex);
    Tensor classes = ClassIndices.classWeights("nllLoss", weight, x, labels.axis());
    Tensor weights = labels.weights(classes, x.dtype());
    Tensor losses = labels.pick(x).neg();
    return labels.reduce(weights == null ? losses : losses.mul(weights), weights, reduction);
  }

  /** {@link #crossEntropy(Tensor, Tensor, CrossEntropyOptions)} without weights and smoothing. */
  public static Tensor crossEntropy(Tensor x, Tensor target) {
    return crossEntropy(x, target, CrossEntropyOptions.DEFAULT);
  }

  /**
   * -Σ w[c] q[c] logSoftmax(x)[c], where q is 1 at the label, or a row of probabilities; label
   * smoothing s takes (1 - s) q + s / classes for it (C. Szegedy et al., "Rethinking the Inception
   * architecture", 2015). The mean is over the weights of the labels that count, or over the rows.
   *
   * <pre>{@code
   * Tensor logits = Tensor.of(new float[][] {{2, 0, 0}, {0, 0, 0}});
   * F.crossEntropy(logits, Tensor.of(0L, 2L));  // tensor(0.6691)
   * }</pre>
   *
   * @param x x: (classes), (n, classes) or (n, classes, a, b, …)
   * @param target integers, of the same shape without the classes, or probabilities of that shape
   * @throws CremaException if shapes do not fit or a label is no class
   */
  public static Tensor crossEntropy(Tensor x, Tensor target, CrossEntropyOptions options) {
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

  /** The mean over all elements; {@link #klDivBatchMean} is the divergence of distributions. */
  public static Tensor klDiv(Tensor x, Tensor target) {
    return klDiv(x, target, false, Reduction.MEAN);
  }

  /**
   * y (log y - x) for log-probabilities x: the Kullback-Leibler divergence; 0 where y is 0.
   *
   * @param target y, or log y
   * @param logTarget whether the target is log y
   * @throws CremaException if shapes or dtypes differ
   */
  public static Tensor klDiv(Tensor x, Tensor target, boolean logTarget, Reduction reduction) {
    return reduction.of(divergences("klDiv", x, target, logTarget));
  }

  /** The sum of {@link #klDiv} over the length of the first axis: PyTorch's {@code batchmean}. */
  public static Tensor klDivBatchMean(Tensor x, Tensor target, boolean logTarget) {
    Tensor total = divergences("klDivBatchMean", x, target, logTarget).sum();
    return x.ndim() == 0 ? total : total.div((double) x.size(0));
  }

  private static Tensor divergences(String name, Tensor x, Tensor target, boolean logTarget) {
    LossInputs.matching(name, x, target);
    return logTarget ? target.exp().mul(target.sub(x)) : target.xlogy(target).sub(target.mul(x));
  }

  /** {@link #ctcLoss(Tensor, Tensor, Tensor, Tensor, CtcOptions)} with class 0 as the blank. */
  public static Tensor ctcLoss(
      Tensor logProbs, Tensor targets, Tensor inputLengths, Tensor targetLengths) {
    return ctcLoss(logProbs, targets, inputLengths, targetLengths, CtcOptions.DEFAULT);
  }

  /**
   * The negative logarithm of the probability that a sequence of classes, without repetitions and
   * blanks, reads as its target: A. Graves et al., "Connectionist Temporal Classification", 2006.
   *
   * @param logProbs logSoftmax over the classes: (time, n, classes), or (time, classes) for one
   * @param targets labels, integers: (n, longest), padded with anything, or all in one row
   * @param inputLengths integers (n): how many times of each input count
   * @param targetLengths integers (n)
   * @throws CremaException if shapes or lengths do not fit or a label is no class or the blank
   */
  public static Tensor ctcLoss(
      Tensor logProbs,
      Tensor targets,
      Tensor inputLengths,
      Tensor targetLengths,
      CtcOptions options) {
    return CtcLoss.of(logProbs, targets, inputLengths, targetLengths, options);
  }
}
