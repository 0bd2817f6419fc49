package dev.crema.layers;

import dev.crema.api.Loss;
import dev.crema.api.ModuleTree;
import dev.crema.api.plugin.LossProvider;
import dev.crema.api.plugin.Option;
import dev.crema.tensor.Backward;
import dev.crema.tensor.Buffer;
import dev.crema.tensor.Composite;
import dev.crema.tensor.Composition;
import dev.crema.tensor.Dispatcher;
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
  private static final double LOWEST_LOG = -100;

  /** PyTorch's constant, which is a float. */
  private static final double LEAST_DIVISOR = 1e-12f;

  /** The settings. */
  public record Config(
      @Option(doc = "weight of each element along the last axis", defaultValue = "null")
          @Nullable List<Double> weight,
      @Option(doc = "what becomes of the elements' losses", defaultValue = "mean")
          Reduction reduction) {}

  /** The loss of each element, with a gradient that is finite at 0 and 1. */
  private record BinaryCrossEntropy() implements Composition {
    @Override
    public String name() {
      return "binaryCrossEntropy";
    }

    @Override
    public Tensor[] body(Tensor... inputs) {
      Tensor yes = inputs[1];
      Tensor no = yes.neg().add(1);
      Tensor weighted = yes.mul(logYes(inputs[0])).add(no.mul(logNo(inputs[0])));
      return new Tensor[] {weighted.neg()};
    }

    private static Tensor logYes(Tensor x) {
      return x.log().maximum(LOWEST_LOG);
    }

    private static Tensor logNo(Tensor x) {
      return x.neg().log1p().maximum(LOWEST_LOG);
    }

    @Override
    public boolean hasGradient() {
      return true;
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      @Nullable Tensor[] found = new @Nullable Tensor[2];
      Tensor x = context.input(0);
      if (context.needs(0)) {
        Tensor divisor = x.mul(x.neg().add(1)).maximum(LEAST_DIVISOR);
        found[0] = context.grad().mul(x.sub(context.input(1)).div(divisor));
      }
      if (context.needs(1)) {
        found[1] = context.grad().mul(logNo(x).sub(logYes(x)));
      }
      return found;
    }
  }

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
    this(config.reduction, LossInputs.tensor(config.weight));
  }

  private BCELoss(Reduction reduction, @Nullable Tensor weight) {
    this.reduction = reduction;
    this.weight = LossInputs.buffer(weight);
  }

  /** This loss with a weight, which broadcasts to the predictions. */
  public BCELoss withWeight(Tensor weight) {
    return new BCELoss(reduction, weight);
  }

  @Override
  public Tensor apply(Tensor prediction, Tensor target) {
    return inside(() -> loss(prediction, target), prediction, target);
  }

  private Tensor loss(Tensor prediction, Tensor target) {
    LossInputs.matching("bce", prediction, target);
    LossInputs.probabilities(
        "bce", "predictions", prediction, "; BCEWithLogitsLoss takes any number");
    LossInputs.probabilities("bce", "targets", target, "");
    Tensor losses = Dispatcher.apply(new Composite(new BinaryCrossEntropy()), prediction, target);
    return reduction.of(
        weight == null ? losses : losses.mul(LossInputs.weight("bce", "a weight", weight, losses)));
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
