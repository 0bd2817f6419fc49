package dev.crema.train;

import dev.crema.api.TrainingEvent;
import dev.crema.api.TrainingEvent.EpochEnded;
import dev.crema.api.TrainingEvent.TrainingEnded;
import dev.crema.api.TrainingEvent.TrainingStarted;
import dev.crema.api.TrainingRun;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.io.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Saves the training in a folder after each epoch:
 *
 * <ul>
 *   <li>{@code training.safetensors}: everything that {@link DefaultTrainer#resume} goes on from;
 *   <li>{@code model.safetensors}: the weights of the same epoch, under PyTorch's names;
 *   <li>{@code best.safetensors}: the weights of the best epoch, if a {@link Monitor} says which.
 * </ul>
 *
 * <pre>{@code
 * DefaultTrainer trainer =
 *     DefaultTrainer.builder(model, loss, optimizer)
 *         .listeners(Checkpoints.in(folder).best(Monitor.min("validation_loss")))
 *         .build();
 * if (Checkpoints.exist(folder)) {
 *   trainer.resume(folder);
 * }
 * trainer.fit(training, validation);
 * }</pre>
 *
 * <p>Each file is written beside the old one, flushed to the disk, and put in its place in one
 * step. A process that is killed at whatever moment leaves whole files. The training file comes
 * last and alone counts: if the others are of a later epoch than it is, the resumed training
 * repeats that epoch and writes the same bits again.
 */
public final class Checkpoints implements StatefulListener, ConcludingListener {
  private final Path folder;
  private final @Nullable Monitor monitor;
  private final int every;
  private double best;
  private long bestEpoch = -1;
  private int epochs;
  private int savedEpoch = -1;
  private boolean restored;

  private Checkpoints(Path folder, @Nullable Monitor monitor, int every) {
    this.folder = folder;
    this.monitor = monitor;
    this.every = every;
    this.best = worst();
    if (every < 1) {
      throw new CremaException("checkpoints every " + every + " epochs: give 1 or more");
    }
  }

  private double worst() {
    return monitor == null ? Double.NaN : monitor.worst();
  }

  /** Checkpoints in a folder, which is made when the training starts. */
  public static Checkpoints in(Path folder) {
    return new Checkpoints(folder, null, 1);
  }

  /** The same, and the weights of the best epoch too. */
  public Checkpoints best(Monitor which) {
    return new Checkpoints(folder, which, every);
  }

  /** The same after every so many epochs and after the last; best weights are always kept. */
  public Checkpoints every(int count) {
    return new Checkpoints(folder, monitor, count);
  }

  /** Whether a folder holds a training to resume. */
  public static boolean exist(Path folder) {
    return Files.isRegularFile(trainingFile(folder));
  }

  /** Where everything that a training goes on from is saved. */
  public static Path trainingFile(Path folder) {
    return folder.resolve("training.safetensors");
  }

  /** Where the last weights are saved. */
  public static Path modelFile(Path folder) {
    return folder.resolve("model.safetensors");
  }

  /** Where the best weights are saved. */
  public static Path bestFile(Path folder) {
    return folder.resolve("best.safetensors");
  }

  @Override
  public void on(TrainingEvent event) {
    switch (event) {
      case TrainingStarted started -> start(started);
      case EpochEnded ended -> end(ended);
      case TrainingEnded ended -> finish(savable(ended.run()));
      default -> {}
    }
  }

  private void start(TrainingStarted started) {
    SavableRun run = savable(started.run());
    epochs = started.epochs();
    if (!restored) {
      best = worst();
      bestEpoch = -1;
    }
    restored = false;
    savedEpoch = lastEpoch(run);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new CremaException("checkpoints: folder " + folder + " cannot be made: " + e, e);
    }
  }

  private void end(EpochEnded ended) {
    if (monitor != null) {
      double value = monitor.read(ended.metrics());
      if (monitor.improves(value, best)) {
        best = value;
        bestEpoch = ended.epoch();
        saveWeights(bestFile(folder), ended.run(), ended.metrics());
      }
    }
    int done = ended.epoch() + 1;
    if (done % every == 0 || done == epochs) {
      saveLast(savable(ended.run()), ended.metrics());
    }
  }

  /** Saves what a stop left unsaved. */
  private void finish(SavableRun run) {
    if (run.isBetweenEpochs() && lastEpoch(run) > savedEpoch) {
      saveLast(run, run.history().last().metrics());
    }
  }

  private static int lastEpoch(SavableRun run) {
    return run.history().epochs().isEmpty() ? -1 : run.history().last().number();
  }

  private void saveLast(SavableRun run, Map<String, Double> metrics) {
    saveWeights(modelFile(folder), run, metrics);
    savedEpoch = lastEpoch(run);
    Path file = trainingFile(folder);
    try {
      run.save(file);
    } catch (IOException e) {
      throw failed(file, run, e);
    }
  }

  private static void saveWeights(Path file, TrainingRun run, Map<String, Double> metrics) {
    Map<String, String> words = new TreeMap<>();
    words.put("format", "pt");
    words.put("epoch", Integer.toString(run.epoch()));
    words.put("step", Long.toString(run.step()));
    words.put("optimizer", run.optimizer().getClass().getSimpleName());
    metrics.forEach((name, value) -> words.put("metric." + name, Double.toString(value)));
    try {
      Safetensors.save(file, run.model().stateDict(), words);
    } catch (IOException e) {
      throw failed(file, run, e);
    }
  }

  private static CremaException failed(Path file, TrainingRun run, IOException e) {
    return new CremaException(
        "the checkpoint of epoch %d cannot be written to %s, where an older one stays as it was: %s"
            .formatted(run.epoch(), file, e),
        e);
  }

  private static SavableRun savable(TrainingRun run) {
    if (run instanceof SavableRun savable) {
      return savable;
    }
    throw new CremaException(
        "checkpoints need a run that can be saved, as those of DefaultTrainer, but this is a "
            + run.getClass().getName());
  }

  /** The value of the best epoch so far; infinite or NaN where there is none. */
  public double bestValue() {
    return best;
  }

  /** The best epoch so far, from 0; -1 where there is none. */
  public long bestEpoch() {
    return bestEpoch;
  }

  @Override
  public String stateName() {
    return monitor == null ? "checkpoints" : "checkpoints_" + monitor.metric();
  }

  @Override
  public SequencedMap<String, Tensor> stateDict() {
    SequencedMap<String, Tensor> state = new LinkedHashMap<>();
    state.put("best", Tensor.of(new double[] {best}));
    state.put("best_epoch", Tensor.of(new long[] {bestEpoch}));
    return state;
  }

  @Override
  public void loadStateDict(Map<String, ? extends Tensor> state) {
    double value = ListenerState.number(state, stateName(), "best").item();
    bestEpoch = ListenerState.number(state, stateName(), "best_epoch").itemLong();
    best = value;
    restored = true;
  }
}
