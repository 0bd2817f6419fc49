package dev.crema.layers;

import dev.crema.api.Module;
import dev.crema.api.plugin.LayerProvider;
import dev.crema.api.plugin.Option;
import dev.crema.tensor.Tensor;

/**
 * Axes startDim to endDim, both included, as one: by default all but the first, which is the batch.
 *
 * <p>Shape: (n, a, b, …) to (n, a b …).
 *
 * <pre>{@code
 * new Flatten().apply(Tensor.zeros(32, 1, 28, 28)).shape();  // (32, 784)
 * }</pre>
 */
public final class Flatten extends Module {

  /** The settings. */
  public record Config(
      @Option(doc = "the first axis", defaultValue = "1") int startDim,
      @Option(doc = "the last axis; negative ones count from the last", defaultValue = "-1")
          int endDim) {}

  private final Config config;

  /** All axes but the first as one. */
  public Flatten() {
    this(1, -1);
  }

  /** The axes from startDim to endDim as one. */
  public Flatten(int startDim, int endDim) {
    this(new Config(startDim, endDim));
  }

  /** A layer with these settings. */
  public Flatten(Config config) {
    this.config = config;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return x.flatten(config.startDim, config.endDim);
  }

  @Override
  protected String extraRepr() {
    return "start_dim=" + config.startDim + ", end_dim=" + config.endDim;
  }

  /** Provides this layer as {@code flatten}. */
  public static final class Provider implements LayerProvider<Config> {
    @Override
    public String name() {
      return "flatten";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public Module create(Config config) {
      return new Flatten(config);
    }
  }
}
