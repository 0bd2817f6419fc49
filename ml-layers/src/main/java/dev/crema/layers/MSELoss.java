package dev.crema.layers;

import dev.crema.api.Loss;
import dev.crema.api.ModuleTree;
import dev.crema.api.plugin.LossProvider;
import dev.crema.api.plugin.Option;
import dev.crema.functional.F;
import dev.crema.functional.Reduction;
import dev.crema.tensor.Tensor;

/**
 * The squared error: {@code (x - y)²}, by default its mean over all elements.
 *
 * <p>Shape: prediction and target are equal in shape and dtype; nothing is broadcast.
 *
 * <pre>{@code
 * new MSELoss().apply(Tensor.of(1f, 2f), Tensor.of(1f, 4f));  // tensor(2.)
 * }</pre>
 */
public final class MSELoss extends ModuleTree implements Loss {

  /** The settings. */
  public record Config(
      @Option(doc = "what becomes of the elements' losses", defaultValue = "mean")
          Reduction reduction) {}

  private final Config config;

  /** The mean of the squares. */
  public MSELoss() {
    this(Reduction.MEAN);
  }

  /** The squares, reduced in this way. */
  public MSELoss(Reduction reduction) {
    this(new Config(reduction));
  }

  /** A loss with these settings. */
  public MSELoss(Config config) {
    this.config = config;
  }

  @Override
  public Tensor apply(Tensor prediction, Tensor target) {
    return inside(() -> F.mseLoss(prediction, target, config.reduction), prediction, target);
  }

  /** Provides this loss as {@code mse}. */
  public static final class Provider implements LossProvider<Config> {
    @Override
    public String name() {
      return "mse";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public Loss create(Config config) {
      return new MSELoss(config);
    }
  }
}
