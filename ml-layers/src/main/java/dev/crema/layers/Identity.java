package dev.crema.layers;

import dev.crema.api.Module;
import dev.crema.api.plugin.LayerProvider;
import dev.crema.tensor.Tensor;

/**
 * The input itself: a place where another layer may stand.
 *
 * <p>Shape: any, and the same.
 *
 * <pre>{@code
 * new Identity().apply(Tensor.of(-1f, 2f));  // tensor([-1.,  2.])
 * }</pre>
 */
public final class Identity extends Module {

  /** It has no settings. */
  public record Config() {}

  /** The layer. */
  public Identity() {}

  @Override
  protected Tensor forward(Tensor x) {
    return x;
  }

  /** Provides this layer as {@code identity}. */
  public static final class Provider implements LayerProvider<Config> {
    @Override
    public String name() {
      return "identity";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public Module create(Config config) {
      return new Identity();
    }
  }
}
