package dev.crema.layers;

import dev.crema.api.Module;
import dev.crema.api.plugin.LayerProvider;
import dev.crema.api.plugin.Option;
import dev.crema.tensor.Tensor;

/**
 * Positive numbers whose sum along an axis is 1: {@code exp(xᵢ) / Σ exp(xⱼ)}, without overflow.
 *
 * <p>Shape: any with that axis, and the same. {@link CrossEntropyLoss} takes what comes before it.
 *
 * <pre>{@code
 * new Softmax(0).apply(Tensor.of(0f, 0f, 1f));  // tensor([0.2119, 0.2119, 0.5761])
 * }</pre>
 */
public final class Softmax extends Module {

  /** The settings. */
  public record Config(@Option(doc = "the axis; negative ones count from the last") int dim) {}

  private final Config config;

  /** A layer along an axis; a negative one counts from the last. */
  public Softmax(int dim) {
    this(new Config(dim));
  }

  /** A layer with these settings. */
  public Softmax(Config config) {
    this.config = config;
  }

  @Override
  protected Tensor forward(Tensor x) {
    Expect.floating("softmax", x);
    return x.softmax(config.dim);
  }

  @Override
  protected String extraRepr() {
    return "dim=" + config.dim;
  }

  /** Provides this layer as {@code softmax}. */
  public static final class Provider implements LayerProvider<Config> {
    @Override
    public String name() {
      return "softmax";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public Module create(Config config) {
      return new Softmax(config);
    }
  }
}
