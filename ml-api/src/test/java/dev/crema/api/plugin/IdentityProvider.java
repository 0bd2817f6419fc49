package dev.crema.api.plugin;

import dev.crema.api.Module;
import dev.crema.tensor.Tensor;

/** A provider without options. */
public final class IdentityProvider implements LayerProvider<IdentityProvider.Config> {

  /** No options. */
  public record Config() {}

  /** For ServiceLoader. */
  public IdentityProvider() {}

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
    return new Module() {
      @Override
      protected Tensor forward(Tensor x) {
        return x;
      }
    };
  }
}
