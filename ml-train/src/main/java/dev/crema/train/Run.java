package dev.crema.train;

import dev.crema.api.History;
import dev.crema.api.ModuleTree;
import dev.crema.api.Optimizer;
import dev.crema.api.TrainingEvent;
import dev.crema.tensor.Crema;
import dev.crema.tensor.CremaException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The state of one training in progress. */
final class Run implements SavableRun {
  private final Parts parts;
  private final List<History.Epoch> epochs;
  private int epoch;
  private int whole;
  private long step;
  private boolean inEpoch;
  private @Nullable String stopReason;

  Run(Parts parts, Progress from) {
    this.parts = parts;
    this.epochs = new ArrayList<>(from.history().epochs());
    this.whole = from.epochs();
    this.epoch = from.epochs();
    this.step = from.step();
  }

  @Override
  public ModuleTree model() {
    return parts.model();
  }

  @Override
  public Optimizer optimizer() {
    return parts.optimizer();
  }

  @Override
  public int epoch() {
    return epoch;
  }

  @Override
  public long step() {
    return step;
  }

  @Override
  public History history() {
    return new History(epochs);
  }

  @Override
  public boolean isBetweenEpochs() {
    return !inEpoch;
  }

  @Override
  public void stop(String reason) {
    if (stopReason == null) {
      stopReason = reason;
    }
  }

  boolean isStopped() {
    return stopReason != null;
  }

  /** Why the training was stopped; null where it was not. */
  @Nullable String stopReason() {
    return stopReason;
  }

  /** The whole epochs behind the training. */
  int wholeEpochs() {
    return whole;
  }

  void begin(int number) {
    epoch = number;
    inEpoch = true;
  }

  long nextStep() {
    return ++step;
  }

  void finish(History.Epoch done) {
    epochs.add(done);
    whole = epoch + 1;
    inEpoch = false;
  }

  @Override
  public void save(Path file) throws IOException {
    if (inEpoch) {
      throw new CremaException(
          "the training can be saved between epochs only, and it is in the middle of epoch "
              + epoch
              + ": save at EpochEnded");
    }
    byte[] generator = Crema.generator().state();
    TrainingFile.save(file, parts, new Progress(whole, step, history(), generator));
    parts.listeners().tell(new TrainingEvent.CheckpointSaved(this, epoch, file));
  }
}
