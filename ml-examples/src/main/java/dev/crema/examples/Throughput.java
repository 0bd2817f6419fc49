package dev.crema.examples;

import dev.crema.api.TrainingEvent;
import dev.crema.api.TrainingEvent.BatchEnded;
import dev.crema.api.TrainingEvent.EpochStarted;
import dev.crema.api.TrainingEvent.TrainingEnded;
import dev.crema.api.TrainingListener;

/** Tells in the end how many samples a second were trained on; evaluations do not count. */
final class Throughput implements TrainingListener {
  private final Session session;
  private final EpochProgress progress = new EpochProgress(System::nanoTime);
  private long samples;
  private double seconds;
  private double epochSeconds;

  Throughput(Session session) {
    this.session = session;
  }

  @Override
  public void on(TrainingEvent event) {
    if (event instanceof EpochStarted || event instanceof TrainingEnded) {
      samples += progress.samples();
      seconds += epochSeconds;
      epochSeconds = 0;
    }
    progress.on(event);
    if (event instanceof BatchEnded) {
      epochSeconds = progress.seconds();
    }
    if (event instanceof TrainingEnded && samples > 0) {
      session.say(
          "trained on %d samples in %.1f s: %.0f samples/s", samples, seconds, samples / seconds);
    }
  }
}
