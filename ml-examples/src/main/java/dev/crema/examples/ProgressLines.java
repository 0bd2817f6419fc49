package dev.crema.examples;

import dev.crema.api.TrainingEvent;
import dev.crema.api.TrainingEvent.EpochEnded;
import dev.crema.api.TrainingEvent.TrainingStarted;
import dev.crema.api.TrainingListener;

/** A line an epoch; of many epochs, about 30 lines and the last. */
final class ProgressLines implements TrainingListener {
  private static final int LINES = 30;

  private final Session session;
  private int epochs;

  ProgressLines(Session session) {
    this.session = session;
  }

  @Override
  public void on(TrainingEvent event) {
    switch (event) {
      case TrainingStarted started -> epochs = started.epochs();
      case EpochEnded ended -> epoch(ended);
      default -> {}
    }
  }

  private void epoch(EpochEnded ended) {
    int done = ended.epoch() + 1;
    int every = (epochs + LINES - 1) / LINES;
    if (done % every == 0 || done == epochs) {
      session.say(
          "epoch %d/%d  loss %.4f  validation accuracy %.4f",
          done,
          epochs,
          ended.metrics().getOrDefault("loss", Double.NaN),
          ended.metrics().getOrDefault("validation_accuracy", Double.NaN));
    }
  }
}
