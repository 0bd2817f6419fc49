package com.example.plugin;

import dev.crema.api.Module;
import dev.crema.api.plugin.LayerProvider;
import dev.crema.api.plugin.Option;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;

/**
 * An activation that waves: {@code y = x + sin(a x)² / a}, with a trained frequency a for each
 * feature (Ziyin, Hartwig, Ueda, "Neural networks fail to learn periodic functions and how to fix
 * it", 2020).
 *
 * <p>Shape: (…, numFeatures) and the same.
 */
public final class Snake extends Module {

  /** The options, by name: {@code num_features} and {@code frequency}. */
  public record Config(
      @Option(doc = "size of the last axis") int numFeatures,
      @Option(doc = "the first a of each feature", defaultValue = "1.0") double frequency) {
    /** Refuses what makes no sense before anything is computed. */
    public Config {
      if (numFeatures < 1 || !(frequency > 0)) {
        throw new CremaException(
            "%d features with frequency %s: give numbers above 0"
                .formatted(numFeatures, frequency));
      }
    }
  }

  private final Parameter a;

  /** A layer that begins with this frequency. */
  public Snake(int numFeatures, double frequency) {
    this(new Config(numFeatures, frequency));
  }

  /** A layer with these options. */
  public Snake(Config config) {
    this.a = new Parameter(Tensor.full(config.frequency(), config.numFeatures()));
  }

  @Override
  protected Tensor forward(Tensor x) {
    return snake(x, a);
  }

  static Tensor snake(Tensor x, Tensor a) {
    return x.add(x.mul(a).sin().square().div(a));
  }

  /** Provides this layer as {@code snake}; its line is in META-INF/services. */
  public static final class Provider implements LayerProvider<Config> {
    @Override
    public String name() {
      return "snake";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public Module create(Config config) {
      return new Snake(config);
    }
  }
}
