package dev.crema.train;

import dev.crema.api.Module;
import dev.crema.api.plugin.LayerProvider;
import dev.crema.api.plugin.Option;
import dev.crema.tensor.Tensor;

/** Provides a layer that doubles its input a number of times. */
public final class DoublingProvider implements LayerProvider<DoublingProvider.Config> {
  /** How often it doubles. */
  public record Config(@Option(doc = "how often", defaultValue = "1") int times) {}

  /** A provider, as the service loader needs it. */
  public DoublingProvider() {}

  @Override
  public String name() {
    return "doubling";
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
        return x.mul((double) (1 << config.times()));
      }
    };
  }
}
