package dev.crema.train;

import dev.crema.api.Loss;
import dev.crema.api.Metric;
import dev.crema.api.Module;
import dev.crema.api.Optimizer;
import dev.crema.api.Schedule;
import dev.crema.api.TrainingListener;
import dev.crema.tensor.CremaException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a {@link DefaultTrainer} step by step, without an injector. */
public final class TrainerBuilder {
  private final Module model;
  private final Loss loss;
  private final Optimizer optimizer;
  private final Set<Metric> metrics = new LinkedHashSet<>();
  private final Set<TrainingListener> listeners = new LinkedHashSet<>();
  private @Nullable Schedule schedule;
  private TrainerOptions options = TrainerOptions.DEFAULTS;

  TrainerBuilder(Module model, Loss loss, Optimizer optimizer) {
    this.model = model;
    this.loss = loss;
    this.optimizer = optimizer;
  }

  /** How many epochs to train; 10 if nothing is said. */
  public TrainerBuilder epochs(int count) {
    options = options.withEpochs(count);
    return this;
  }

  /** Seeds the default generator when a training starts. */
  public TrainerBuilder seed(long seed) {
    options = options.withSeed(seed);
    return this;
  }

  /** Changes the learning rate after each epoch. */
  public TrainerBuilder schedule(Schedule rates) {
    return schedule(rates, ScheduleUnit.EPOCH);
  }

  /** Changes the learning rate after each epoch or each step. */
  public TrainerBuilder schedule(Schedule rates, ScheduleUnit unit) {
    schedule = rates;
    options = options.withScheduleUnit(unit);
    return this;
  }

  /** The measured value that the schedule is given after each epoch, if not the loss. */
  public TrainerBuilder scheduleMetric(String metric) {
    options = options.withScheduleMetric(metric);
    return this;
  }

  /** How many rows {@code predict} gives to the model at a time; 256 if nothing is said. */
  public TrainerBuilder predictionBatch(int rows) {
    options = options.withPredictionBatch(rows);
    return this;
  }

  /** Adds metrics. */
  public TrainerBuilder metrics(Metric... more) {
    metrics.addAll(List.of(more));
    return this;
  }

  /** Adds listeners, which hear in the order in which they are added. */
  public TrainerBuilder listeners(TrainingListener... more) {
    listeners.addAll(List.of(more));
    return this;
  }

  /**
   * Makes the trainer.
   *
   * @throws CremaException if the parts do not go together
   */
  public DefaultTrainer build() {
    return new DefaultTrainer(
        model, loss, optimizer, Optional.ofNullable(schedule), metrics, listeners, options);
  }
}
