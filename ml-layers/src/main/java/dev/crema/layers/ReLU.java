package dev.crema.layers;

import dev.crema.api.Module;
import dev.crema.api.plugin.LayerProvider;
import dev.crema.tensor.Tensor;

/**
 * The rectifier: {@code max(x, 0)}, with gradient 0 at 0.
 *
 * <p>Shape: any, and the same.
 *
 * <pre>{@code
 * new ReLU().apply(Tensor.of(-1f, 0f, 2f));  // tensor([0., 0., 2.])
 * }</pre>
 */
public final class ReLU extends Module {

  /** It has no settings. */
  public record Config() {}

  /** The layer. */
  public ReLU() {}

  @Override
  protected Tensor forward(Tensor x) {
    return x.relu();
  }

  /** Provides this layer as {@code relu}. */
  public static final class Provider implements LayerProvider<Config> {
    @Override
    public String name() {
      return "relu";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public Module create(Config config) {
      return new ReLU();
    }
  }
}
