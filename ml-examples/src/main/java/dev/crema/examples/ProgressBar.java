package dev.crema.examples;

import dev.crema.api.TrainingEvent;
import dev.crema.api.TrainingEvent.BatchEnded;
import dev.crema.api.TrainingEvent.EpochEnded;
import dev.crema.api.TrainingEvent.EpochStarted;
import dev.crema.api.TrainingEvent.TrainingEnded;
import dev.crema.api.TrainingEvent.TrainingFailed;
import dev.crema.api.TrainingListener;
import java.io.PrintWriter;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * For terminals: a bar that is drawn over itself at most ten times a second, each time whole and in
 * one write, so that nothing flickers. The line that an epoch leaves behind takes its place.
 */
final class ProgressBar implements TrainingListener {
  private static final long NANOS_APART = 100_000_000;
  private static final int LEAST_BAR = 8;

  private final PrintWriter out;
  private final LongSupplier clock;
  private final IntSupplier columns;
  private final EpochProgress progress;
  private int width;
  private int drawn;
  private long last;

  ProgressBar(PrintWriter out) {
    this(out, System::nanoTime, Terminal::columns);
  }

  ProgressBar(PrintWriter out, LongSupplier clock, IntSupplier columns) {
    this.out = out;
    this.clock = clock;
    this.columns = columns;
    this.progress = new EpochProgress(clock);
  }

  @Override
  public void on(TrainingEvent event) {
    progress.on(event);
    switch (event) {
      case EpochStarted _ -> begin();
      case BatchEnded _ -> batch();
      case EpochEnded ended -> epoch(ended);
      case TrainingEnded _ -> clear();
      case TrainingFailed _ -> clear();
      default -> {}
    }
  }

  private void begin() {
    if (drawn == 0) {
      width = columns.getAsInt() - 1; // a full line would wrap in some terminals
    }
    last = clock.getAsLong();
  }

  private void batch() {
    long now = clock.getAsLong();
    if (now - last >= NANOS_APART || (drawn > 0 && progress.fraction() == 1)) {
      last = now;
      write(line());
    }
  }

  private void epoch(EpochEnded ended) {
    if (ProgressLines.isTold(ended.epoch() + 1, progress.epochs())) {
      write(ProgressLines.line(progress, ended));
      out.println();
      out.flush();
      drawn = 0;
    }
  }

  private void clear() {
    if (drawn > 0) {
      write("");
      out.print('\r');
      out.flush();
    }
  }

  /** {@code epoch 1/2 [=====> ] 45 % loss 0.1234 9812 samples/s ETA 0:07}. */
  private String line() {
    String name = progress.name();
    String numbers = progress.numbers();
    int room = width - name.length() - numbers.length() - " [] ".length();
    String text = name + "  " + numbers;
    if (room >= LEAST_BAR) {
      int filled = (int) (room * progress.fraction());
      String head = filled < room ? ">" : "";
      String bar = "=".repeat(filled) + head + " ".repeat(Math.max(0, room - filled - 1));
      text = name + " [" + bar + "] " + numbers;
    }
    return text.substring(0, Math.min(text.length(), Math.max(0, width)));
  }

  /** Draws a text over what is there. */
  private void write(String text) {
    out.print('\r' + text + " ".repeat(Math.max(0, drawn - text.length())));
    out.flush();
    drawn = text.length();
  }
}
