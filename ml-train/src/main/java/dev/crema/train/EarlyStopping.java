package dev.crema.train;

import dev.crema.api.TrainingEvent;
import dev.crema.api.TrainingEvent.EpochEnded;
import dev.crema.api.TrainingEvent.TrainingStarted;
import dev.crema.api.TrainingRun;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Stops a training when a measured value has not become better for a number of epochs.
 *
 * <p>With patience p the training stops after the p-th epoch in a row that is not better than the
 * best before it, as the {@link Monitor} reckons. What it remembers goes through checkpoints. A
 * training that it had stopped and that is resumed stops at once, unless the patience was raised.
 */
public final class EarlyStopping implements StatefulListener {
  private final Monitor monitor;
  private final int patience;
  private double best;
  private long bestEpoch = -1;
  private long waited;
  private boolean restored;

  /**
   * Stops on a metric.
   *
   * @param monitor what is watched
   * @param patience after how many epochs without improvement to stop
   * @throws CremaException if the patience is less than 1
   */
  public EarlyStopping(Monitor monitor, int patience) {
    if (patience < 1) {
      throw new CremaException(
          "early stopping with patience " + patience + ": give 1 epoch or more");
    }
    this.monitor = monitor;
    this.patience = patience;
    this.best = monitor.worst();
  }

  /** The same with the parts of the monitor. */
  public EarlyStopping(String metric, int patience, double minDelta, Monitor.Mode mode) {
    this(new Monitor(metric, mode, minDelta), patience);
  }

  @Override
  public void on(TrainingEvent event) {
    switch (event) {
      case TrainingStarted started -> start(started.run());
      case EpochEnded ended -> end(ended);
      default -> {}
    }
  }

  private void start(TrainingRun run) {
    if (!restored) {
      best = monitor.worst();
      bestEpoch = -1;
      waited = 0;
    }
    restored = false;
    stopIfDue(run);
  }

  private void end(EpochEnded ended) {
    double value = monitor.read(ended.metrics());
    if (monitor.improves(value, best)) {
      best = value;
      bestEpoch = ended.epoch();
      waited = 0;
    } else {
      waited++;
      stopIfDue(ended.run());
    }
  }

  private void stopIfDue(TrainingRun run) {
    if (waited >= patience) {
      run.stop(
          String.format(
              Locale.ROOT,
              "%s has not become better for %d epochs; it was best with %.6g in epoch %d",
              monitor.metric(),
              waited,
              best,
              bestEpoch));
    }
  }

  /** The best value so far; infinite where there is none. */
  public double best() {
    return best;
  }

  /** The epoch of the best value, from 0; -1 where there is none. */
  public long bestEpoch() {
    return bestEpoch;
  }

  @Override
  public String stateName() {
    return "early_stopping_" + monitor.metric();
  }

  @Override
  public SequencedMap<String, Tensor> stateDict() {
    SequencedMap<String, Tensor> state = new LinkedHashMap<>();
    state.put("best", Tensor.of(new double[] {best}));
    state.put("best_epoch", Tensor.of(new long[] {bestEpoch}));
    state.put("waited", Tensor.of(new long[] {waited}));
    return state;
  }

  @Override
  public void loadStateDict(Map<String, ? extends Tensor> state) {
    double value = ListenerState.number(state, stateName(), "best").item();
    long epoch = ListenerState.number(state, stateName(), "best_epoch").itemLong();
    waited = ListenerState.number(state, stateName(), "waited").itemLong();
    bestEpoch = epoch;
    best = value;
    restored = true;
  }
}
