package dev.crema.train;

import dev.crema.tensor.CremaException;
import org.jspecify.annotations.Nullable;

/**
 * How a trainer trains.
 *
 * <pre>{@code
 * TrainerOptions options = TrainerOptions.DEFAULTS.withEpochs(20).withSeed(42);
 * }</pre>
 *
 * @param epochs how many epochs a training has, those before a resume included
 * @param seed what the default generator is seeded with when a training starts; null leaves it
 * @param scheduleUnit how often the schedule moves on
 * @param scheduleMetric the measured value that is given to the schedule after each epoch; null for
 *     {@code validation_loss} where there is validation data and {@code loss} where not
 * @param predictionBatch how many rows {@code predict} gives to the model at a time
 * @param reuseMemory whether each step is a {@link dev.crema.tensor.StepScope}: faster, but what a
 *     listener or the model keeps of a step must be a {@code snapshot()}
 */
public record TrainerOptions(
    int epochs,
    @Nullable Long seed,
    ScheduleUnit scheduleUnit,
    @Nullable String scheduleMetric,
    int predictionBatch,
    boolean reuseMemory) {

  /** 10 epochs, no seed, the schedule after each epoch, 256 rows a prediction, fresh memory. */
  public static final TrainerOptions DEFAULTS =
      new TrainerOptions(10, null, ScheduleUnit.EPOCH, null, 256, false);

  /**
   * Options.
   *
   * @throws CremaException if there are no epochs or the prediction batch is empty
   */
  public TrainerOptions {
    if (epochs < 1) {
      throw new CremaException("epochs is " + epochs + ": a training has at least 1");
    }
    if (predictionBatch < 1) {
      throw new CremaException("predictionBatch is " + predictionBatch + ": give at least 1 row");
    }
  }

  /** These options with another number of epochs. */
  public TrainerOptions withEpochs(int count) {
    return new TrainerOptions(
        count, seed, scheduleUnit, scheduleMetric, predictionBatch, reuseMemory);
  }

  /** These options with a seed. */
  public TrainerOptions withSeed(long value) {
    return new TrainerOptions(
        epochs, value, scheduleUnit, scheduleMetric, predictionBatch, reuseMemory);
  }

  /** These options with the schedule moved on in another rhythm. */
  public TrainerOptions withScheduleUnit(ScheduleUnit unit) {
    return new TrainerOptions(epochs, seed, unit, scheduleMetric, predictionBatch, reuseMemory);
  }

  /** These options with another value for the schedule to watch. */
  public TrainerOptions withScheduleMetric(String metric) {
    return new TrainerOptions(epochs, seed, scheduleUnit, metric, predictionBatch, reuseMemory);
  }

  /** These options with another number of rows for each call of {@code predict}. */
  public TrainerOptions withPredictionBatch(int rows) {
    return new TrainerOptions(epochs, seed, scheduleUnit, scheduleMetric, rows, reuseMemory);
  }

  /** These options with memory that serves again from step to step, or without. */
  public TrainerOptions withReuseMemory(boolean reuse) {
    return new TrainerOptions(epochs, seed, scheduleUnit, scheduleMetric, predictionBatch, reuse);
  }
}
