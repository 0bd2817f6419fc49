package dev.crema.examples;

import dev.crema.api.TrainingEvent;
import dev.crema.api.TrainingEvent.BatchEnded;
import dev.crema.api.TrainingEvent.EpochStarted;
import dev.crema.api.TrainingEvent.TrainingStarted;
import java.util.Locale;
import java.util.function.LongSupplier;

/** How far an epoch has come, how fast it goes, and the mean loss so far. */
final class EpochProgress {
  private static final double NANOS = 1e9;

  private final LongSupplier clock;
  private int epochs;
  private long batches;
  private int epoch;
  private long begun;
  private long done;
  private long samples;
  private double losses;

  /**
   * Progress by a clock.
   *
   * @param clock gives nanoseconds from any point on
   */
  EpochProgress(LongSupplier clock) {
    this.clock = clock;
  }

  /** Takes in what happened. */
  void on(TrainingEvent event) {
    switch (event) {
      case TrainingStarted started -> {
        epochs = started.epochs();
        batches = started.batches();
      }
      case EpochStarted started -> {
        epoch = started.epoch();
        begun = clock.getAsLong();
        done = 0;
        samples = 0;
        losses = 0;
      }
      case BatchEnded ended -> {
        done++;
        samples += ended.size();
        losses += ended.loss() * ended.size();
      }
      default -> {}
    }
  }

  int epochs() {
    return epochs;
  }

  /** From 0 to 1; 0 where nobody knows how many batches there are. */
  double fraction() {
    return batches > 0 ? Math.min(1, (double) done / batches) : 0;
  }

  double seconds() {
    return (clock.getAsLong() - begun) / NANOS;
  }

  long samples() {
    return samples;
  }

  /** {@code epoch 1/2}. */
  String name() {
    return "epoch %d/%d".formatted(epoch + 1, epochs);
  }

  /** {@code 45 % loss 0.1234 9812 samples/s ETA 0:07}. */
  String numbers() {
    double rate = samples / Math.max(seconds(), 1e-9);
    String words = String.format(Locale.ROOT, "loss %.4f  %.0f samples/s", losses / samples, rate);
    double fraction = fraction();
    if (fraction == 0) {
      return words;
    }
    long left = Math.round(seconds() * (1 - fraction) / fraction);
    return String.format(
        Locale.ROOT, "%3.0f %%  %s  ETA %d:%02d", 100 * fraction, words, left / 60, left % 60);
  }
}
