package dev.crema.train;

import dev.crema.api.Batches;
import dev.crema.api.History;
import dev.crema.api.Loss;
import dev.crema.api.Metric;
import dev.crema.api.Module;
import dev.crema.api.Optimizer;
import dev.crema.api.Schedule;
import dev.crema.api.Trainer;
import dev.crema.api.TrainingListener;
import dev.crema.tensor.Crema;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Trains a model batch by batch, epoch by epoch.
 *
 * <pre>{@code
 * Trainer trainer =
 *     DefaultTrainer.builder(model, new CrossEntropyLoss(), optimizer)
 *         .epochs(20)
 *         .metrics(new Accuracy())
 *         .listeners(new EarlyStopping(Monitor.min("validation_loss"), 3), new LoggingListener())
 *         .build();
 * History history = trainer.fit(training, validation);
 * }</pre>
 *
 * <p>What happens, with the events that the listeners hear, in this order:
 *
 * <pre>
 * TrainingStarted
 * for each epoch:   model.train()                                        EpochStarted
 *   for each batch:                                                      BatchStarted
 *     optimizer.zeroGrad(), forward, loss, backward                      GradientsReady
 *     optimizer.step(), metrics, schedule.step() if it goes by steps     BatchEnded
 *   evaluation of the validation data, if there is any                   EvaluationEnded
 *   schedule.step(metric) if it goes by epochs                           EpochEnded
 * TrainingEnded, or TrainingFailed at any point
 * </pre>
 *
 * <p>Listeners hear each event in their order, {@link ConcludingListener}s after the others. An
 * epoch measures {@code loss} and the metrics on the training data as they were before each step,
 * and the same with {@code validation_} before the name on epoch 0 of the validation data.
 *
 * <p>{@code stop} from a listener takes effect at once: after BatchStarted the batch is left out,
 * after GradientsReady the optimizer's step. An epoch that was cut short is not evaluated, has no
 * EpochEnded and no place in the history; its steps stay in the weights.
 *
 * <p>Whatever model, data, or a listener throws ends the training: all listeners hear
 * TrainingFailed, then the caller gets a {@link TrainingException} with the cause and the history
 * so far, or the {@link Error} itself. Iterators of batches are closed in any case.
 *
 * <p>Each call of {@code fit} is a training of its own with the model, optimizer and schedule as
 * they stand, unless {@link #resume} came before it. A trainer serves one thread.
 */
public final class DefaultTrainer implements Trainer {
  private final Parts parts;
  private Progress from = Progress.START;
  private @Nullable Run running;

  /**
   * A trainer of all these parts; {@link #builder} asks for the needed ones only.
   *
   * @param model what is trained
   * @param loss how far its predictions are from the targets
   * @param optimizer changes the parameters; it was made of those of the model
   * @param schedule changes the optimizer's learning rate
   * @param metrics what is measured beside the loss, in an order that the set keeps
   * @param listeners behaviour beside the loop, in an order that the set keeps
   * @param options epochs, seed and the like
   * @throws CremaException if two metrics have one name, or the schedule is another optimizer's
   */
  @Inject
  public DefaultTrainer(
      Module model,
      Loss loss,
      Optimizer optimizer,
      Optional<Schedule> schedule,
      Set<Metric> metrics,
      Set<TrainingListener> listeners,
      TrainerOptions options) {
    Set<TrainingListener> all = new LinkedHashSet<>();
    all.add(new UntrainedParameters());
    all.add(new PriorPlateau());
    all.add(new DoubleSoftmax());
    all.addAll(listeners);
    this.parts =
        new Parts(
            model,
            loss,
            optimizer,
            schedule.orElse(null),
            new ArrayList<>(metrics),
            new ListenerChain(all),
            options);
  }

  /** Begins a trainer of what every training needs. */
  public static TrainerBuilder builder(Module model, Loss loss, Optimizer optimizer) {
    return new TrainerBuilder(model, loss, optimizer);
  }

  @Override
  public History fit(Batches training) {
    return run(training, null);
  }

  @Override
  public History fit(Batches training, Batches validation) {
    return run(training, validation);
  }

  private History run(Batches training, @Nullable Batches validation) {
    if (running != null) {
      throw new CremaException("fit was called on a trainer that is in the middle of another fit");
    }
    Run run = new Run(parts, from);
    Long seed = parts.options().seed();
    if (from.generator().length > 0) {
      Crema.generator().state(from.generator());
    } else if (seed != null) {
      Crema.manualSeed(seed);
    }
    from = Progress.START;
    running = run;
    try {
      return new FitLoop(parts, run, training, validation).fit();
    } finally {
      running = null;
    }
  }

  /**
   * Takes over the training that {@link Checkpoints} saved in a folder. The next {@code fit} goes
   * on after its last saved epoch and gives, to the bit, what it would have given uninterrupted, if
   * the trainer is made as it was and the data are the same.
   *
   * @param folder the folder of the checkpoints
   * @return how many epochs are done
   * @throws CremaException if there is no checkpoint, it cannot be read, or it is that of a
   *     different model, optimizer or schedule; nothing is changed then
   */
  public int resume(Path folder) {
    if (running != null) {
      throw new CremaException("resume was called in the middle of a fit; call it before");
    }
    Path file = Checkpoints.trainingFile(folder);
    if (!Checkpoints.exist(folder)) {
      throw new CremaException(
          "there is nothing to resume: no file %s; Checkpoints.exist(folder) tells"
              .formatted(file));
    }
    try {
      from = TrainingFile.load(file, parts);
    } catch (IOException e) {
      throw new CremaException("the training cannot be resumed from %s: %s".formatted(file, e), e);
    }
    return from.epochs();
  }

  /**
   * The mean loss as {@code loss}, then the metrics.
   *
   * @throws CremaException if called by a listener in the middle of an epoch, which gathers the
   *     same metrics: make an {@link Evaluator} with metrics of its own there
   */
  @Override
  public SequencedMap<String, Double> evaluate(Batches data) {
    if (running != null && !running.isBetweenEpochs()) {
      throw new CremaException(
          "evaluate was called in the middle of an epoch, which gathers the same metrics; make an"
              + " Evaluator with metrics of its own");
    }
    return parts.evaluator().evaluate(data);
  }

  @Override
  public Tensor predict(Tensor inputs) {
    return parts.evaluator().predict(inputs, parts.options().predictionBatch());
  }

  /** The metrics, in their order. */
  public List<Metric> metrics() {
    return parts.metrics();
  }
}
