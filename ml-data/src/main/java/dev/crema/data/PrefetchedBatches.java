package dev.crema.data;

import dev.crema.api.Batch;
import dev.crema.data.PrefetchWindow.Outcome;
import java.lang.ref.Cleaner;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Batches that threads make ahead of the caller.
 *
 * <p>The threads know the {@link PrefetchWindow} and not this iterator. So a loop that is left
 * half-way leaves this to the garbage collector, whose {@link Cleaner} closes the window, and the
 * threads end.
 */
final class PrefetchedBatches implements BatchIterator {
  private static final Cleaner CLEANER = Cleaner.create();

  private final PrefetchWindow window;
  private final Cleaner.Cleanable cleanable;
  private @Nullable Outcome ahead;
  private boolean over;

  PrefetchedBatches(BatchTasks tasks, int threads, int capacity) {
    this.window = new PrefetchWindow(tasks, threads, capacity);
    this.cleanable = CLEANER.register(this, window::close);
    window.start();
  }

  @Override
  public boolean hasNext() {
    if (ahead == null && !over) {
      ahead = take();
    }
    return ahead != null;
  }

  /** The next batch; the epoch is over where there is none, or the wait for it was interrupted. */
  private @Nullable Outcome take() {
    Outcome taken = null;
    try {
      taken = window.take();
    } finally {
      if (taken == null) {
        close();
      }
    }
    return taken;
  }

  @Override
  public Batch next() {
    Outcome outcome = hasNext() ? ahead : null;
    if (outcome == null) {
      throw new NoSuchElementException();
    }
    ahead = null;
    try {
      return outcome.get();
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  @Override
  public void close() {
    over = true;
    ahead = null;
    cleanable.clean();
  }
}
