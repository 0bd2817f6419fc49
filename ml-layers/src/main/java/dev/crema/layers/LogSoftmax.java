package dev.crema.layers;

import dev.crema.api.Module;
import dev.crema.api.plugin.LayerProvider;
import dev.crema.api.plugin.Option;
import dev.crema.tensor.Tensor;

/**
 * The logarithm of {@link Softmax}: {@code xᵢ - log Σ exp(xⱼ)}, without overflow or underflow.
 *
 * <p>Shape: any with that axis, and the same. {@link NLLLoss} takes what it gives.
 *
 * <pre>{@code
 * new LogSoftmax(0).apply(Tensor.of(0f, 1000f));  // tensor([-1000.,     0.])
 * }</pre>
 */
public final class LogSoftmax extends Module {

  /** The settings. */
  public record Config(@Option(doc = "the axis; negative ones count from the last") int dim) {}

  private final Config config;

  /** A layer along an axis; a negative one counts from the last. */
  public LogSoftmax(int dim) {
    this(new Config(dim));
  }

  /** A layer with these settings. */
  public LogSoftmax(Config config) {
    this.config = config;
  }

  @Override
  protected Tensor forward(Tensor x) {
    Expect.floating("log_softmax", x);
    return x.logSoftmax(config.dim);
  }

  @Override
  protected String extraRepr() {
    return "dim=" + config.dim;
  }

  /** Provides this layer as {@code log_softmax}. */
  public static final class Provider implements LayerProvider<Config> {
    @Override
    public String name() {
      return "log_softmax";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public Module create(Config config) {
      return new LogSoftmax(config);
    }
  }
}
