package dev.crema.layers;

import dev.crema.api.Module;
import dev.crema.api.plugin.LayerProvider;
import dev.crema.api.plugin.Option;
import dev.crema.functional.F;
import dev.crema.tensor.Tensor;
import java.util.List;

/**
 * Means over a grid of as many fields as are asked for, whatever the size of the image: along each
 * axis field i is from i length / outputSize, rounded down, to (i + 1) length / outputSize, rounded
 * up.
 *
 * <p>Shape: (n, channels, height, width) to (n, channels, outputSize…); without the batch, too.
 *
 * <pre>{@code
 * AdaptiveAvgPool2d layer = new AdaptiveAvgPool2d(1);
 * layer.apply(Tensor.ones(2, 8, 7, 5)).shape();  // (2, 8, 1, 1)
 * layer.toString();  // AdaptiveAvgPool2d(output_size=1)
 * }</pre>
 *
 * <p>Source: {@code torch.nn.AdaptiveAvgPool2d}.
 */
public final class AdaptiveAvgPool2d extends Module {

  /** The settings. */
  public record Config(
      @Option(doc = "height and width of the output, or one for both") List<Integer> outputSize) {
    /**
     * Checks the settings.
     *
     * @throws dev.crema.tensor.CremaException if there are more than two sizes or one is below 1
     */
    public Config {
      outputSize = List.copyOf(outputSize);
      Expect.numbers("adaptive_avg_pool2d", "output_size", outputSize, 2, 1);
    }
  }

  private final Config config;

  /** A layer with square outputs. */
  public AdaptiveAvgPool2d(int outputSize) {
    this(new Config(List.of(outputSize)));
  }

  /** A layer with outputs of this height and width. */
  public AdaptiveAvgPool2d(int height, int width) {
    this(new Config(List.of(height, width)));
  }

  /** A layer with these settings. */
  public AdaptiveAvgPool2d(Config config) {
    this.config = config;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return F.adaptiveAvgPool2d(x, config.outputSize.getFirst(), config.outputSize.getLast());
  }

  @Override
  protected String extraRepr() {
    return "output_size=" + Expect.python(config.outputSize);
  }

  /** Provides this layer as {@code adaptive_avg_pool2d}. */
  public static final class Provider implements LayerProvider<Config> {
    @Override
    public String name() {
      return "adaptive_avg_pool2d";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public Module create(Config config) {
      return new AdaptiveAvgPool2d(config);
    }
  }
}
