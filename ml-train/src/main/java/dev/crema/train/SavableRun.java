package dev.crema.train;

import dev.crema.api.History;
import dev.crema.api.TrainingRun;
import dev.crema.tensor.CremaException;
import java.io.IOException;
import java.nio.file.Path;

/** A training that can write down where it stands; the runs of {@link DefaultTrainer} can. */
public interface SavableRun extends TrainingRun {
  /** What was measured in the whole epochs so far. */
  History history();

  /** Whether the training stands between two epochs, the only place where it can be saved. */
  boolean isBetweenEpochs();

  /**
   * Writes everything that the training goes on from: parameters and buffers, the states of the
   * optimizer, the schedule, the default generator and the {@link StatefulListener}s, the history.
   * Then all listeners hear {@link dev.crema.api.TrainingEvent.CheckpointSaved}.
   *
   * @param file where to; it is replaced in one step when the new one is complete and on the disk
   * @throws IOException if the file cannot be written; an old one is then untouched
   * @throws CremaException in the middle of an epoch
   */
  void save(Path file) throws IOException;
}
