package dev.crema.data;

import dev.crema.api.Batch;
import java.util.NoSuchElementException;

/** Batches that are made when they are asked for, on the caller's thread. */
final class DirectBatches implements BatchIterator {
  private final BatchTasks tasks;
  private boolean over;

  DirectBatches(BatchTasks tasks) {
    this.tasks = tasks;
  }

  @Override
  public boolean hasNext() {
    if (!over && !tasks.hasNext()) {
      close();
    }
    return !over;
  }

  @Override
  public Batch next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    try {
      return tasks.next().get();
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  @Override
  public void close() {
    if (!over) {
      over = true;
      tasks.close();
    }
  }
}
