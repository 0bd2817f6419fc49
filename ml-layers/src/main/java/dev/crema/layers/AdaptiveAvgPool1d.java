package dev.crema.layers;

import dev.crema.api.Module;
import dev.crema.api.plugin.LayerProvider;
import dev.crema.api.plugin.Option;
import dev.crema.functional.F;
import dev.crema.tensor.Tensor;

/**
 * Means over as many stretches as are asked for, whatever the length: {@code y[i]} is the mean of x
 * from i length / outputSize, rounded down, to (i + 1) length / outputSize, rounded up.
 *
 * <p>Shape: (n, channels, length) to (n, channels, outputSize); without the batch, too.
 *
 * <pre>{@code
 * AdaptiveAvgPool1d layer = new AdaptiveAvgPool1d(2);
 * layer.apply(Tensor.of(new float[][] {{1, 2, 3, 4, 5}}));  // tensor([[2., 4.]])
 * layer.toString();  // AdaptiveAvgPool1d(output_size=2)
 * }</pre>
 *
 * <p>Source: {@code torch.nn.AdaptiveAvgPool1d}.
 */
public final class AdaptiveAvgPool1d extends Module {

  /** The settings. */
  public record Config(@Option(doc = "length of the output") int outputSize) {
    /**
     * Checks the settings.
     *
     * @throws dev.crema.tensor.CremaException if the size is below 1
     */
    public Config {
      Expect.positive("adaptive_avg_pool1d", "output_size", outputSize);
    }
  }

  private final Config config;

  /** A layer with outputs of this length. */
  public AdaptiveAvgPool1d(int outputSize) {
    this(new Config(outputSize));
  }

  /** A layer with these settings. */
  public AdaptiveAvgPool1d(Config config) {
    this.config = config;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return F.adaptiveAvgPool1d(x, config.outputSize);
  }

  @Override
  protected String extraRepr() {
    return "output_size=" + config.outputSize;
  }

  /** Provides this layer as {@code adaptive_avg_pool1d}. */
  public static final class Provider implements LayerProvider<Config> {
    @Override
    public String name() {
      return "adaptive_avg_pool1d";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public Module create(Config config) {
      return new AdaptiveAvgPool1d(config);
    }
  }
}
