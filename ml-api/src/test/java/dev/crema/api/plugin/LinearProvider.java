package dev.crema.api.plugin;

import dev.crema.api.Module;
import dev.crema.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A provider with an option of each type; what it makes only remembers them. */
public final class LinearProvider implements LayerProvider<LinearProvider.Config> {

  /** What to start from. */
  public enum Start {
    ZEROS,
    XAVIER_UNIFORM
  }

  /** An option of each type. */
  public record Config(
      @Option(doc = "size of each input") int inFeatures,
      @Option(doc = "size of each output") int outFeatures,
      @Option(doc = "whether to add a bias", defaultValue = "true") boolean bias,
      @Option(doc = "what to start from", defaultValue = "xavier_uniform") Start start,
      @Option(doc = "factor of the start", defaultValue = "1.0") double gain,
      @Option(doc = "seed of the start", defaultValue = "null") @Nullable Long seed,
      @Option(doc = "name in logs", defaultValue = "") String label,
      @Option(doc = "sizes in between", defaultValue = "4, 5") List<Integer> between) {
    /** Refuses sizes below 1. */
    public Config {
      if (inFeatures < 1) {
        throw new IllegalArgumentException("in_features must be positive, not " + inFeatures);
      }
    }
  }

  /** Remembers its config. */
  public static final class Made extends Module {
    final Config config;

    Made(Config config) {
      this.config = config;
    }

    @Override
    protected Tensor forward(Tensor x) {
      return x;
    }
  }

  /** For ServiceLoader. */
  public LinearProvider() {}

  @Override
  public String name() {
    return "linear";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Module create(Config config) {
    return new Made(config);
  }
}
