package dev.crema.layers;

import dev.crema.api.Module;
import dev.crema.api.plugin.LayerProvider;
import dev.crema.tensor.Tensor;

/**
 * The hyperbolic tangent, {@code (eˣ - e⁻ˣ) / (eˣ + e⁻ˣ)}.
 *
 * <p>Shape: any, and the same.
 *
 * <pre>{@code
 * new Tanh().apply(Tensor.of(-1f, 0f, 1f));  // tensor([-0.7616,  0.0000,  0.7616])
 * }</pre>
 */
public final class Tanh extends Module {

  /** It has no settings. */
  public record Config() {}

  /** The layer. */
  public Tanh() {}

  @Override
  protected Tensor forward(Tensor x) {
    return x.tanh();
  }

  /** Provides this layer as {@code tanh}. */
  public static final class Provider implements LayerProvider<Config> {
    @Override
    public String name() {
      return "tanh";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public Module create(Config config) {
      return new Tanh();
    }
  }
}
