package dev.crema.train;

import dev.crema.api.TrainingEvent;
import dev.crema.api.TrainingEvent.CheckpointSaved;
import dev.crema.api.TrainingEvent.EpochEnded;
import dev.crema.api.TrainingEvent.TrainingEnded;
import dev.crema.api.TrainingEvent.TrainingFailed;
import dev.crema.api.TrainingEvent.TrainingStarted;
import dev.crema.api.TrainingListener;
import java.util.Locale;
import java.util.StringJoiner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a line for each epoch into the log: {@code epoch 3/20: loss 0.1234, accuracy 0.9500}. */
public final class LoggingListener implements TrainingListener {
  private final Logger log;
  private int epochs;

  /** Writes into the log of this class. */
  public LoggingListener() {
    this(LoggerFactory.getLogger(LoggingListener.class));
  }

  /** Writes into a given log. */
  public LoggingListener(Logger log) {
    this.log = log;
  }

  @Override
  public void on(TrainingEvent event) {
    switch (event) {
      case TrainingStarted started -> {
        epochs = started.epochs();
        String from =
            started.run().epoch() == 0 ? "" : " from epoch " + (started.run().epoch() + 1);
        log.info("training{} to epoch {}{}", from, epochs, batches(started.batches()));
      }
      case EpochEnded ended -> log.info("epoch {}/{}: {}", ended.epoch() + 1, epochs, line(ended));
      case CheckpointSaved saved -> log.debug("saved {}", saved.path());
      case TrainingEnded ended -> log.info("training ended: {}", ended.reason());
      case TrainingFailed failed -> log.error("training failed: {}", failed.cause().toString());
      default -> {}
    }
  }

  private static String batches(long count) {
    return count < 0 ? "" : ", " + count + " batches each";
  }

  private static String line(EpochEnded ended) {
    StringJoiner line = new StringJoiner(", ");
    ended.metrics().forEach((name, value) -> line.add(name + " " + number(value)));
    line.add(String.format(Locale.ROOT, "%.1f s", ended.duration().toNanos() / 1e9));
    return line.toString();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
