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
 * The cross-entropy of a probability that is predicted for yes: {@code -w (y log x + (1 - y) log(1
 * - x))}.
 *
 * <p>Shape: prediction and target are equal in shape and dtype, both from 0 to 1; the weight
 * broadcasts to them.
 *
 * <p>As in PyTorch the logarithms are never below -100, so that a loss is at most 100, and the
 * gradient {@code (x - y) / (x (1 - x))} divides by 1e-12 at least. A model that ends with its
 * logits trains better with {@link BCEWithLogitsLoss}.
 *
 * <pre>{@code
 * new BCELoss().apply(Tensor.of(0.5f, 1f), Tensor.of(1f, 1f));  // tensor(0.3466)
 * }</pre>
 */
public final class BCELoss extends ModuleTree implements Loss {
  /** The settings. */
  public record Config(
      @Option(doc = "weight of each element along the last axis", defaultValue = "null")
          @Nullable List<Double> weight,
      @Option(doc = "what becomes of the elements' losses", defaultValue = "mean")
          Reduction reduction) {}

  private final Reduction reduction;
  private final @Nullable Buffer weight;

  /** The mean over all elements. */
  public BCELoss() {
    this(Reduction.MEAN);
  }

  /** The elements' losses, reduced in this way. */
  public BCELoss(Reduction reduction) {
    this(reduction, null);
  }

  /** A loss with these settings. */
  public BCELoss(Config config) {
    this(config.reduction, LossWeights.tensor(config.weight));
  }

  private BCELoss(Reduction reduction, @Nullable Tensor weight) {
    this.reduction = reduction;
    this.weight = LossWeights.buffer(weight);
  }

  /** This loss with a weight, which broadcasts to the predictions. */
  public BCELoss withWeight(Tensor weight) {
    return new BCELoss(reduction, weight);
  }

  @Override
  public Tensor apply(Tensor prediction, Tensor target) {
    return inside(
        () -> F.binaryCrossEntropy(prediction, target, weight, reduction), prediction, target);
  }

  /** Provides this loss as {@code bce}. */
  public static final class Provider implements LossProvider<Config> {
    @Override
    public String name() {
      return "bce";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public Loss create(Config config) {
      return new BCELoss(config);
    }
  }
}
