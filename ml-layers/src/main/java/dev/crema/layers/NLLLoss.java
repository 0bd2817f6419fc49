package dev.crema.layers;

import dev.crema.api.Loss;
import dev.crema.api.ModuleTree;
import dev.crema.api.plugin.LossProvider;
import dev.crema.api.plugin.Option;
import dev.crema.functional.F;
import dev.crema.functional.Reduction;
import dev.crema.tensor.Buffer;
import dev.crema.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The negative log-likelihood of labels: {@code -w[y] x[y]} for log-probabilities x, such as those
 * of {@link LogSoftmax}.
 *
 * <p>Shape: predictions (classes), (n, classes) or (n, classes, a, b, …); targets the same without
 * the classes: labels from 0 to classes - 1, of an integer dtype. Labels equal to ignoreIndex count
 * for nothing. The mean is over the weights of the labels, not their number.
 *
 * <pre>{@code
 * Tensor logits = Tensor.of(new float[][] {{2, 0, 0}, {0, 0, 0}});
 * new NLLLoss().apply(logits.logSoftmax(1), Tensor.of(0L, 2L));  // tensor(0.6691)
 * }</pre>
 */
public final class NLLLoss extends ModuleTree implements Loss {
  /** The settings. */
  public record Config(
      @Option(doc = "weight of each class", defaultValue = "null") @Nullable List<Double> weight,
      @Option(doc = "the label that counts for nothing", defaultValue = "" + F.IGNORE_INDEX)
          long ignoreIndex,
      @Option(doc = "what becomes of the labels' losses", defaultValue = "mean")
          Reduction reduction) {}

  private final Reduction reduction;
  private final long ignoreIndex;
  private final @Nullable Buffer weight;

  /** The mean over all labels but -100. */
  public NLLLoss() {
    this(Reduction.MEAN);
  }

  /** The labels' losses, reduced in this way. */
  public NLLLoss(Reduction reduction) {
    this(reduction, F.IGNORE_INDEX, null);
  }

  /** A loss with these settings. */
  public NLLLoss(Config config) {
    this(config.reduction, config.ignoreIndex, LossWeights.tensor(config.weight));
  }

  private NLLLoss(Reduction reduction, long ignoreIndex, @Nullable Tensor weight) {
    this.reduction = reduction;
    this.ignoreIndex = ignoreIndex;
    this.weight = LossWeights.buffer(weight);
  }

  /** This loss with a weight for each class. */
  public NLLLoss withWeight(Tensor weight) {
    return new NLLLoss(reduction, ignoreIndex, weight);
  }

  /** This loss with another label that counts for nothing. */
  public NLLLoss withIgnoreIndex(long ignoreIndex) {
    return new NLLLoss(reduction, ignoreIndex, weight);
  }

  @Override
  public Tensor apply(Tensor prediction, Tensor target) {
    return inside(
        () -> F.nllLoss(prediction, target, weight, ignoreIndex, reduction), prediction, target);
  }

  /** Provides this loss as {@code nll}. */
  public static final class Provider implements LossProvider<Config> {
    @Override
    public String name() {
      return "nll";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public Loss create(Config config) {
      return new NLLLoss(config);
    }
  }
}
