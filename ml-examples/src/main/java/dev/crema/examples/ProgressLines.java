package dev.crema.examples;

import dev.crema.api.TrainingEvent;
import dev.crema.api.TrainingEvent.BatchEnded;
import dev.crema.api.TrainingEvent.EpochEnded;
import dev.crema.api.TrainingEvent.EpochStarted;
import dev.crema.api.TrainingListener;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * For files and pipes: a line an epoch; of many epochs, about 30 lines and the last. In a long
 * epoch also a line about every tenth of it.
 */
final class ProgressLines implements TrainingListener {
  private static final int LINES = 30;
  private static final int TENTHS = 10;
  private static final double SECONDS_APART = 5;

  private final Session session;
  private final EpochProgress progress;
  private int tenths;
  private double told;

  ProgressLines(Session session) {
    this(session, System::nanoTime);
  }

  ProgressLines(Session session, LongSupplier clock) {
    this.session = session;
    this.progress = new EpochProgress(clock);
  }

  @Override
  public void on(TrainingEvent event) {
    progress.on(event);
    switch (event) {
      case EpochStarted _ -> {
        tenths = 0;
        told = 0;
      }
      case BatchEnded _ -> batch();
      case EpochEnded ended -> epoch(ended);
      default -> {}
    }
  }

  private void batch() {
    int reached = (int) (progress.fraction() * TENTHS);
    if (reached > tenths && reached < TENTHS && progress.seconds() - told >= SECONDS_APART) {
      tenths = reached;
      told = progress.seconds();
      session.say("%s  %s", progress.name(), progress.numbers());
    }
  }

  private void epoch(EpochEnded ended) {
    int done = ended.epoch() + 1;
    if (isTold(done, progress.epochs())) {
      session.say("%s", line(progress, ended));
    }
  }

  /** Whether an epoch is one of about 30, or the last. */
  static boolean isTold(int done, int epochs) {
    return done % Math.ceilDiv(epochs, LINES) == 0 || done == epochs;
  }

  /** What was measured in an epoch. */
  static String line(EpochProgress progress, EpochEnded ended) {
    double loss = ended.metrics().getOrDefault("loss", Double.NaN);
    Map.Entry<String, Double> last = ended.metrics().lastEntry();
    return String.format(
        Locale.ROOT,
        "%s  loss %.4f  %s %.4f",
        progress.name(),
        loss,
        last.getKey().replace('_', ' '),
        last.getValue());
  }
}
