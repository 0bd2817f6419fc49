package dev.crema.layers;

import dev.crema.api.Loss;
import dev.crema.api.ModuleTree;
import dev.crema.api.plugin.LossProvider;
import dev.crema.api.plugin.Option;
import dev.crema.tensor.Buffer;
import dev.crema.tensor.Composite;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Dispatcher;
import dev.crema.tensor.LossCompositions;
import dev.crema.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cross-entropy of logits x: {@link NLLLoss} of their {@link LogSoftmax}, {@code -Σ w[c] q[c]
 * logSoftmax(x)[c]}, where q is 1 at the label, or a row of probabilities.
 *
 * <p>Shape: predictions (classes), (n, classes) or (n, classes, a, b, …). Targets are labels, as
 * for {@link NLLLoss}, or probabilities of the predictions' shape and dtype. The mean is over the
 * weights of the labels, or over the rows of probabilities.
 *
 * <p>Label smoothing s takes {@code (1 - s) q + s / classes} for q (C. Szegedy et al., "Rethinking
 * the Inception architecture", 2015).
 *
 * <pre>{@code
 * Tensor logits = Tensor.of(new float[][] {{2, 0, 0}, {0, 0, 0}});
 * Tensor labels = Tensor.of(0L, 2L);
 * new CrossEntropyLoss().apply(logits, labels);  // tensor(0.6691)
 * new CrossEntropyLoss().withLabelSmoothing(0.1).apply(logits, labels);  // tensor(0.7357)
 * }</pre>
 */
public final class CrossEntropyLoss extends ModuleTree implements Loss {
  private static final String NAME = "cross_entropy";
  private static final Composite PLAIN = new Composite(new LossCompositions.CrossEntropy());

  /** The settings. */
  public record Config(
      @Option(doc = "weight of each class", defaultValue = "null") @Nullable List<Double> weight,
      @Option(doc = "the label that counts for nothing", defaultValue = "" + NLLLoss.IGNORED)
          long ignoreIndex,
      @Option(doc = "how much of the target is spread over all classes", defaultValue = "0.0")
          double labelSmoothing,
      @Option(doc = "what becomes of the labels' losses", defaultValue = "mean")
          Reduction reduction) {
    /**
     * Checks the settings.
     *
     * @throws CremaException if the label smoothing is not from 0 to 1
     */
    public Config {
      Expect.fraction(NAME, "label_smoothing", labelSmoothing);
    }
  }

  private final Config config;
  private final @Nullable Buffer weight;

  /** The mean over all labels but -100. */
  public CrossEntropyLoss() {
    this(Reduction.MEAN);
  }

  /** The labels' losses, reduced in this way. */
  public CrossEntropyLoss(Reduction reduction) {
    this(new Config(null, NLLLoss.IGNORED, 0, reduction));
  }

  /** A loss with these settings. */
  public CrossEntropyLoss(Config config) {
    this(config, LossInputs.tensor(config.weight));
  }

  private CrossEntropyLoss(Config config, @Nullable Tensor weight) {
    this.config = config;
    this.weight = LossInputs.buffer(weight);
  }

  /** This loss with a weight for each class. */
  public CrossEntropyLoss withWeight(Tensor weight) {
    return new CrossEntropyLoss(config, weight);
  }

  /** This loss with another label that counts for nothing. */
  public CrossEntropyLoss withIgnoreIndex(long ignoreIndex) {
    return new CrossEntropyLoss(
        new Config(config.weight, ignoreIndex, config.labelSmoothing, config.reduction), weight);
  }

  /** This loss with label smoothing, from 0 to 1. */
  public CrossEntropyLoss withLabelSmoothing(double labelSmoothing) {
    return new CrossEntropyLoss(
        new Config(config.weight, config.ignoreIndex, labelSmoothing, config.reduction), weight);
  }

  @Override
  public Tensor apply(Tensor prediction, Tensor target) {
    return inside(() -> loss(prediction, target), prediction, target);
  }

  private Tensor loss(Tensor prediction, Tensor target) {
    boolean soft = target.isFloating() && target.shape().equals(prediction.shape());
    return soft ? softLoss(prediction, target) : hardLoss(prediction, target);
  }

  private Tensor hardLoss(Tensor prediction, Tensor target) {
    ClassIndices labels = ClassIndices.of(NAME, prediction, target, config.ignoreIndex);
    Tensor classes = ClassIndices.classWeights(NAME, weight, prediction, labels.axis());
    Tensor weights = labels.weights(classes, prediction.dtype());
    if (isPlain(prediction, labels, weights)) {
      return Dispatcher.apply(PLAIN, prediction, labels.labels());
    }
    Tensor logs = prediction.logSoftmax(labels.axis());
    Tensor losses = labels.pick(logs).neg();
    losses = weights == null ? losses : losses.mul(weights);
    if (config.labelSmoothing > 0) {
      Tensor all = classes == null ? logs : logs.mul(along(classes, labels.axis(), logs));
      double spread = config.labelSmoothing / prediction.size(labels.axis());
      losses = losses.mul(1 - config.labelSmoothing).sub(all.sum(labels.axis()).mul(spread));
    }
    return labels.reduce(losses, weights, config.reduction);
  }

  /** A mean over rows that all count alike, for which there is one operation. */
  private boolean isPlain(Tensor prediction, ClassIndices labels, @Nullable Tensor weights) {
    return weights == null
        && labels.kept() == null
        && prediction.ndim() == 2
        && config.labelSmoothing == 0
        && config.reduction == Reduction.MEAN;
  }

  /** A probability of 0 counts for nothing, even where the logit is -infinity. */
  private Tensor softLoss(Tensor prediction, Tensor target) {
    int axis = ClassIndices.axis(NAME, prediction);
    LossInputs.sameDtype(NAME, prediction, target);
    if (config.ignoreIndex >= 0) {
      throw new CremaException(
          "%s: ignore_index %s was given, but the target is rows of probabilities, not labels"
              .formatted(NAME, config.ignoreIndex));
    }
    Tensor logs = prediction.logSoftmax(axis);
    Tensor smooth = smooth(target, prediction.size(axis));
    Tensor terms = Tensor.where(smooth.eq(0), logs.zerosLike(), logs.mul(smooth));
    Tensor classes = ClassIndices.classWeights(NAME, weight, prediction, axis);
    Tensor weighted = classes == null ? terms : terms.mul(along(classes, axis, terms));
    return config.reduction.of(weighted.sum(axis).neg());
  }

  private Tensor smooth(Tensor target, int classes) {
    double s = config.labelSmoothing;
    return s == 0 ? target : target.mul(1 - s).add(s / classes);
  }

  /** One value a class, shaped to broadcast along the axis of the classes. */
  private static Tensor along(Tensor classes, int axis, Tensor x) {
    int[] sizes = new int[x.ndim() - axis];
    Arrays.fill(sizes, 1);
    sizes[0] = classes.size(0);
    return classes.reshape(sizes);
  }

  /** Provides this loss as {@code cross_entropy}. */
  public static final class Provider implements LossProvider<Config> {
    @Override
    public String name() {
      return NAME;
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public Loss create(Config config) {
      return new CrossEntropyLoss(config);
    }
  }
}
