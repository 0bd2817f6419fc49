package dev.crema.train;

import dev.crema.api.Batch;
import dev.crema.api.Batches;
import dev.crema.api.History;
import dev.crema.api.Metric;
import dev.crema.api.Schedule;
import dev.crema.api.TrainingEvent.BatchEnded;
import dev.crema.api.TrainingEvent.BatchStarted;
import dev.crema.api.TrainingEvent.EpochEnded;
import dev.crema.api.TrainingEvent.EpochStarted;
import dev.crema.api.TrainingEvent.EvaluationEnded;
import dev.crema.api.TrainingEvent.GradientsReady;
import dev.crema.api.TrainingEvent.TrainingEnded;
import dev.crema.api.TrainingEvent.TrainingFailed;
import dev.crema.api.TrainingEvent.TrainingStarted;
import dev.crema.tensor.Autograd;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.StepScope;
import dev.crema.tensor.Tensor;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** One training from its first event to its last; see {@link DefaultTrainer} for the order. */
final class FitLoop {
  private final Parts parts;
  private final ListenerChain listeners;
  private final Run run;
  private final Batches training;
  private final @Nullable Batches validation;
  private final MeanLoss meanLoss;
  private String phase = "starting";

  FitLoop(Parts parts, Run run, Batches training, @Nullable Batches validation) {
    this.parts = parts;
    this.listeners = parts.listeners();
    this.run = run;
    this.training = training;
    this.validation = validation;
    this.meanLoss = new MeanLoss(Evaluator.LOSS, parts.loss());
  }

  /** Trains; whatever is thrown on the way, the listeners hear of it before the caller does. */
  History fit() {
    listeners.clear();
    try {
      return train();
    } catch (Throwable cause) {
      String message = describe(cause);
      listeners.tellFailure(new TrainingFailed(run, cause));
      if (cause instanceof Error error) {
        throw error;
      }
      throw new TrainingException(message, cause, run.history());
    }
  }

  private String describe(Throwable cause) {
    String listener = listeners.failed();
    return "the training ended in epoch %d after step %d, %s, by %s. The model keeps its weights;"
            .formatted(
                run.epoch(),
                run.step(),
                listener == null ? phase : "in listener " + listener,
                cause)
        + " history() of this exception has the %d whole epochs".formatted(run.wholeEpochs());
  }

  private History train() {
    int epochs = parts.options().epochs();
    listeners.tell(new TrainingStarted(run, epochs, training.count()));
    while (!run.isStopped() && run.wholeEpochs() < epochs) {
      epoch(run.wholeEpochs());
    }
    String reason = run.stopReason();
    History history = run.history();
    String end = reason == null ? "all " + epochs + " epochs are trained" : reason;
    listeners.tell(new TrainingEnded(run, history, end));
    return history;
  }

  private void epoch(int number) {
    long start = System.nanoTime();
    run.begin(number);
    parts.train();
    listeners.tell(new EpochStarted(run, number));
    if (!trainBatches(number)) {
      return;
    }
    SequencedMap<String, Double> measured = new LinkedHashMap<>();
    measured.put(Evaluator.LOSS, meanLoss.value());
    parts.metrics().forEach(metric -> measured.put(metric.name(), metric.value()));
    measured.putAll(validate(number));
    moveScheduleByEpoch(measured);
    Duration duration = Duration.ofNanos(System.nanoTime() - start);
    History.Epoch done = new History.Epoch(number, measured, duration);
    run.finish(done);
    listeners.tell(new EpochEnded(run, number, done.metrics(), duration));
  }

  /** Trains on the batches of an epoch; false where a listener cut it short. */
  private boolean trainBatches(int epoch) {
    meanLoss.reset();
    parts.metrics().forEach(Metric::reset);
    long count = 0;
    phase = "taking a batch from the training data";
    try (OpenBatches batches = OpenBatches.of(training, epoch)) {
      while (!run.isStopped()) {
        Batch batch = batches.next();
        if (batch == null) {
          break;
        }
        count += trainInScope(batch) ? 1 : 0;
        phase = "taking a batch from the training data";
      }
    }
    if (count == 0 && !run.isStopped()) {
      throw new CremaException("the training data gave no batch in epoch " + epoch);
    }
    return !run.isStopped() || count == training.count();
  }

  private boolean trainInScope(Batch batch) {
    if (!parts.options().reuseMemory()) {
      return trainOn(batch);
    }
    try (StepScope _ = StepScope.open()) {
      return trainOn(batch);
    }
  }

  /** Makes one step on a batch; false where a listener stopped the training before the step. */
  private boolean trainOn(Batch batch) {
    listeners.tell(new BatchStarted(run, batch));
    if (run.isStopped()) {
      return false;
    }
    Attempt attempt = new Attempt(batch);
    try {
      parts.optimizer().step(attempt::run);
    } catch (Halt _) {
      return false;
    }
    phase = "after the optimizer's step";
    long step = run.nextStep();
    double loss = attempt.loss().item();
    meanLoss.add(loss, batch.size());
    Autograd.noGrad(
        () -> parts.metrics().forEach(each -> each.update(attempt.prediction(), batch.targets())));
    Schedule schedule = parts.schedule();
    if (schedule != null && parts.options().scheduleUnit() == ScheduleUnit.STEP) {
      schedule.step();
    }
    listeners.tell(new BatchEnded(run, step, loss, batch.size()));
    return true;
  }

  /** The forward and backward pass of a batch, which some optimizers repeat within one step. */
  private final class Attempt {
    private final Batch batch;
    private @Nullable Tensor firstLoss;
    private @Nullable Tensor firstPrediction;

    Attempt(Batch batch) {
      this.batch = batch;
    }

    Tensor run() {
      phase = "in the forward pass";
      parts.optimizer().zeroGrad();
      Tensor prediction = parts.model().apply(batch.inputs());
      phase = "in the loss";
      Tensor loss = MeanLoss.checked(parts.loss().apply(prediction, batch.targets()));
      if (firstLoss == null) {
        firstLoss = loss.detach();
        firstPrediction = prediction.detach();
      }
      phase = "in the backward pass";
      loss.backward();
      listeners.tell(new GradientsReady(FitLoop.this.run, loss));
      if (FitLoop.this.run.isStopped()) {
        throw new Halt();
      }
      phase = "in the optimizer's step";
      return loss;
    }

    /** The loss before the step. */
    Tensor loss() {
      return computed(firstLoss);
    }

    /** The prediction before the step. */
    Tensor prediction() {
      return computed(firstPrediction);
    }

    private Tensor computed(@Nullable Tensor tensor) {
      if (tensor == null) {
        throw new CremaException(
            "optimizer %s made a step without calling the closure that computes the loss"
                .formatted(parts.optimizer().getClass().getSimpleName()));
      }
      return tensor;
    }
  }

  /** Leaves the optimizer's step when the training was stopped between gradients and step. */
  private static final class Halt extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Halt() {
      super("the training was stopped before the optimizer's step", null, false, false);
    }
  }

  private SequencedMap<String, Double> validate(int epoch) {
    SequencedMap<String, Double> named = new LinkedHashMap<>();
    if (validation != null) {
      phase = "in the evaluation";
      parts.evaluator().evaluate(validation).forEach((k, v) -> named.put(Parts.VALIDATION + k, v));
      listeners.tell(new EvaluationEnded(run, epoch, new LinkedHashMap<>(named)));
    }
    return named;
  }

  private void moveScheduleByEpoch(SequencedMap<String, Double> measured) {
    Schedule schedule = parts.schedule();
    TrainerOptions options = parts.options();
    if (schedule == null || options.scheduleUnit() != ScheduleUnit.EPOCH) {
      return;
    }
    phase = "in the schedule's step";
    String named = options.scheduleMetric();
    if (named == null) {
      named = validation == null ? Evaluator.LOSS : Parts.VALIDATION + Evaluator.LOSS;
    }
    schedule.step(Monitor.min(named).read(measured));
  }
}
