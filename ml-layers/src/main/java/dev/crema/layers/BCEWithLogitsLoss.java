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
 * {@link BCELoss} of the sigmoid, without computing the sigmoid: {@code w ((1 - y) x + (1 + (p - 1)
 * y) log(1 + e⁻ˣ))}, exact for logits of any size.
 *
 * <p>Shape: prediction and target are equal in shape and dtype, targets from 0 to 1; the weight w
 * and the weight p of the positive targets broadcast to them.
 *
 * <pre>{@code
 * new BCEWithLogitsLoss().apply(Tensor.of(0f, 1000f), Tensor.of(1f, 1f));  // tensor(0.3466)
 * }</pre>
 */
public final class BCEWithLogitsLoss extends ModuleTree implements Loss {

  /** The settings. */
  public record Config(
      @Option(doc = "weight of each element along the last axis", defaultValue = "null")
          @Nullable List<Double> weight,
      @Option(doc = "weight of positive targets along the last axis", defaultValue = "null")
          @Nullable List<Double> posWeight,
      @Option(doc = "what becomes of the elements' losses", defaultValue = "mean")
          Reduction reduction) {}

  private final Reduction reduction;
  private final @Nullable Buffer weight;
  private final @Nullable Buffer posWeight;

  /** The mean over all elements. */
  public BCEWithLogitsLoss() {
    this(Reduction.MEAN);
  }

  /** The elements' losses, reduced in this way. */
  public BCEWithLogitsLoss(Reduction reduction) {
    this(reduction, null, null);
  }

  /** A loss with these settings. */
  public BCEWithLogitsLoss(Config config) {
    this(config.reduction, LossWeights.tensor(config.weight), LossWeights.tensor(config.posWeight));
  }

  private BCEWithLogitsLoss(
      Reduction reduction, @Nullable Tensor weight, @Nullable Tensor posWeight) {
    this.reduction = reduction;
    this.weight = LossWeights.buffer(weight);
    this.posWeight = LossWeights.buffer(posWeight);
  }

  /** This loss with a weight, which broadcasts to the predictions. */
  public BCEWithLogitsLoss withWeight(Tensor weight) {
    return new BCEWithLogitsLoss(reduction, weight, posWeight);
  }

  /**
   * This loss with a weight of the positive targets, which broadcasts to the predictions: above 1
   * where they are rare.
   */
  public BCEWithLogitsLoss withPosWeight(Tensor posWeight) {
    return new BCEWithLogitsLoss(reduction, weight, posWeight);
  }

  @Override
  public Tensor apply(Tensor prediction, Tensor target) {
    return inside(
        () -> F.binaryCrossEntropyWithLogits(prediction, target, weight, posWeight, reduction),
        prediction,
        target);
  }

  /** Provides this loss as {@code bce_with_logits}. */
  public static final class Provider implements LossProvider<Config> {
    @Override
    public String name() {
      return "bce_with_logits";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public Loss create(Config config) {
      return new BCEWithLogitsLoss(config);
    }
  }
}
