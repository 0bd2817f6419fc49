package dev.crema.examples;

import dev.crema.api.TrainingEvent;
import dev.crema.api.TrainingEvent.EpochEnded;
import dev.crema.api.TrainingEvent.TrainingEnded;
import dev.crema.api.TrainingEvent.TrainingFailed;
import dev.crema.api.TrainingEvent.TrainingStarted;
import dev.crema.api.TrainingListener;
import dev.crema.api.TrainingRun;
import dev.crema.tensor.CremaException;
import dev.crema.train.Checkpoints;
import dev.crema.train.SavableRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Lets a run be interrupted at any moment: there is a checkpoint from the start on, each is whole,
 * and after Ctrl-C, or another signal that ends the process, it says what is kept and how to go on.
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
        saveStart(started.run());
        Thread thread = Thread.ofPlatform().unstarted(this::say);
        Runtime.getRuntime().addShutdownHook(thread);
        farewell = thread;
      }
      case EpochEnded ended -> epochs = ended.epoch() + 1;
      case TrainingEnded _, TrainingFailed _ -> over();
      default -> {}
    }
  }

  /** Before the first epoch ends there would be nothing to resume. */
  private void saveStart(TrainingRun run) {
    Path file = Checkpoints.trainingFile(session.folder());
    if (run instanceof SavableRun savable && !Files.exists(file)) {
      try {
        savable.save(file);
      } catch (IOException e) {
        throw new CremaException("%s cannot be written: %s".formatted(file, e), e);
      }
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
