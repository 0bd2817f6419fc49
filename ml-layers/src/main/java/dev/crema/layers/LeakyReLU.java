package dev.crema.layers;

import dev.crema.api.Module;
import dev.crema.api.plugin.LayerProvider;
import dev.crema.api.plugin.Option;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;

/**
 * A rectifier that lets some of the negative side through: {@code x} above 0, else {@code
 * negativeSlope * x}.
 *
 * <p>Shape: any, and the same.
 *
 * <pre>{@code
 * new LeakyReLU(0.1).apply(Tensor.of(-1f, 0f, 2f));  // tensor([-0.1000,  0.0000,  2.0000])
 * }</pre>
 *
 * <p>Source: A. Maas et al., "Rectifier nonlinearities improve neural network acoustic models",
 * 2013.
 */
public final class LeakyReLU extends Module {
  private static final double SLOPE = 0.01;

  /** The settings. */
  public record Config(
      @Option(doc = "slope below 0", defaultValue = "" + SLOPE) double negativeSlope) {
    /**
     * Checks the settings.
     *
     * @throws CremaException if the slope is not finite
     */
    public Config {
      if (!Double.isFinite(negativeSlope)) {
        throw new CremaException(
            "negative_slope of leaky_relu must be finite, but was " + negativeSlope);
      }
    }
  }

  private final Config config;

  /** A layer with slope 0.01. */
  public LeakyReLU() {
    this(SLOPE);
  }

  /** A layer with this slope below 0. */
  public LeakyReLU(double negativeSlope) {
    this(new Config(negativeSlope));
  }

  /** A layer with these settings. */
  public LeakyReLU(Config config) {
    this.config = config;
  }

  @Override
  protected Tensor forward(Tensor x) {
    Expect.floating("leaky_relu", x);
    return x.leakyRelu(config.negativeSlope);
  }

  @Override
  protected String extraRepr() {
    return "negative_slope=" + config.negativeSlope;
  }

  /** Provides this layer as {@code leaky_relu}. */
  public static final class Provider implements LayerProvider<Config> {
    @Override
    public String name() {
      return "leaky_relu";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public Module create(Config config) {
      return new LeakyReLU(config);
    }
  }
}
