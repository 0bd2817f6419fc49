package dev.crema.examples;

import dev.crema.api.TrainingEvent;
import dev.crema.api.TrainingEvent.EpochEnded;
import dev.crema.api.TrainingEvent.TrainingEnded;
import dev.crema.api.TrainingEvent.TrainingFailed;
import dev.crema.api.TrainingEvent.TrainingStarted;
import dev.crema.api.TrainingListener;
import org.jspecify.annotations.Nullable;

/**
 * Says after Ctrl-C, or another signal that ends the process, what is kept and how to go on. The
 * checkpoint itself needs nothing done: it is whole at any moment.
 */
final class Interruption implements TrainingListener {
  private final Session session;
  private int epochs;
  private @Nullable Thread farewell;

  Interruption(Session session) {
    this.session = session;
  }

  @Override
  public void on(TrainingEvent event) {
    switch (event) {
      case TrainingStarted started -> {
        epochs = started.run().epoch();
        Thread thread = Thread.ofPlatform().unstarted(this::say);
        Runtime.getRuntime().addShutdownHook(thread);
        farewell = thread;
      }
      case EpochEnded ended -> epochs = ended.epoch() + 1;
      case TrainingEnded _, TrainingFailed _ -> over();
      default -> {}
    }
  }

  private void say() {
    session.say("");
    session.say(
        "interrupted: %s in %s; the same command with --resume goes on from there",
        epochs == 1 ? "1 whole epoch is" : epochs + " whole epochs are", session.folder());
  }

  private void over() {
    if (farewell != null) {
      try {
        Runtime.getRuntime().removeShutdownHook(farewell);
      } catch (IllegalStateException _) {
        // the process is ending already, and says so
      }
      farewell = null;
    }
  }
}
