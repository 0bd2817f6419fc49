package dev.crema.config;

import dev.crema.api.plugin.Option;
import dev.crema.api.plugin.Provider;
import dev.crema.tensor.CremaException;
import org.jspecify.annotations.Nullable;

/**
 * How a model is trained.
 *
 * @param epochs how often it sees the training rows
 * @param batch rows a step
 * @param seed of the first weights, the order of the rows, and which are held out
 * @param clipNorm the greatest norm of all gradients together; null for any
 */
public record TrainSettings(
    @Option(doc = "how often to see all rows", defaultValue = "10") int epochs,
    @Option(doc = "rows a step", defaultValue = "32") int batch,
    @Option(doc = "of weights, order and split", defaultValue = "0") long seed,
    @Option(doc = "greatest norm of the gradients", defaultValue = "null")
        @Nullable Double clipNorm) {
  /**
   * Checked settings.
   *
   * @throws CremaException if a number is not above 0
   */
  public TrainSettings {
    positive("epochs", epochs);
    positive("batch", batch);
    if (clipNorm != null && !(clipNorm > 0)) {
      throw new CremaException("clip_norm is %s: give a number above 0".formatted(clipNorm));
    }
  }

  private static void positive(String name, int value) {
    if (value < 1) {
      throw new CremaException("%s is %d: give 1 or more".formatted(name, value));
    }
  }

  /** Reads the section {@code train} as the options of a plugin are read. */
  static final class Section implements Provider<TrainSettings, TrainSettings> {
    @Override
    public String name() {
      return "train";
    }

    @Override
    public Class<TrainSettings> configType() {
      return TrainSettings.class;
    }

    @Override
    public TrainSettings create(TrainSettings config) {
      return config;
    }
  }
}
