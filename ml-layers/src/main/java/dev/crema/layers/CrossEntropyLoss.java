package dev.crema.layers;

import dev.crema.api.Loss;
import dev.crema.api.ModuleTree;
import dev.crema.api.plugin.LossProvider;
import dev.crema.api.plugin.Option;
import dev.crema.functional.CrossEntropyOptions;
import dev.crema.functional.F;
import dev.crema.functional.Reduction;
import dev.crema.tensor.Buffer;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
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

  /** The settings. */
  public record Config(
      @Option(doc = "weight of each class", defaultValue = "null") @Nullable List<Double> weight,
      @Option(doc = "the label that counts for nothing", defaultValue = "" + F.IGNORE_INDEX)
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
    this(new Config(null, F.IGNORE_INDEX, 0, reduction));
  }

  /** A loss with these settings. */
  public CrossEntropyLoss(Config config) {
    this(config, LossWeights.tensor(config.weight));
  }

  private CrossEntropyLoss(Config config, @Nullable Tensor weight) {
    this.config = config;
    this.weight = LossWeights.buffer(weight);
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
    return inside(() -> F.crossEntropy(prediction, target, options()), prediction, target);
  }

  private CrossEntropyOptions options() {
    return new CrossEntropyOptions(
        weight, config.ignoreIndex, config.labelSmoothing, config.reduction);
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
