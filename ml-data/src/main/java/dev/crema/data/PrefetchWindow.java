package dev.crema.data;

import dev.crema.api.Batch;
import dev.crema.tensor.CremaException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the threads of an epoch and its reader share: the batches from the next one to be read to
 * the farthest one that may be made.
 *
 * <p>A thread claims the next task under one lock, makes the batch outside of all locks, and puts
 * it under its number; the reader takes numbers in order. So the order of batches is that of the
 * tasks, whoever makes them. Claiming has a lock of its own, since a stream may let its reader
 * wait: batches that are ready can be taken meanwhile.
 *
 * <p>Threads are not interrupted when the window closes: an interrupt would close the file channels
 * of a dataset that is read again in the next epoch. A thread that waits wakes up and ends; one
 * that makes a batch ends after it.
 */
final class PrefetchWindow {
  private static final AtomicInteger THREADS = new AtomicInteger();

  /** A batch, or what was thrown in its place. */
  record Outcome(@Nullable Batch batch, @Nullable Throwable failure) {
    Batch get() {
      return switch (failure) {
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case null, default -> {
          if (batch == null) {
            throw new IllegalStateException(failure);
          }
          yield batch;
        }
      };
    }
  }

  private record Claim(long number, Supplier<Batch> task) {}

  private final BatchTasks tasks;
  private final int threads;
  private final int capacity;

  private final ReentrantLock claiming = new ReentrantLock();
  private long claimed;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Long, Outcome> made = new HashMap<>();
  private long taken;
  private long end = Long.MAX_VALUE;
  private boolean closed;
  private int running;

  PrefetchWindow(BatchTasks tasks, int threads, int capacity) {
    this.tasks = tasks;
    this.threads = threads;
    this.capacity = capacity;
    this.running = threads;
  }

  void start() {
    for (int i = 0; i < threads; i++) {
      Thread.ofPlatform()
          .daemon()
          .name("crema-data-" + THREADS.getAndIncrement())
          .start(this::work);
    }
  }

  private void work() {
    try {
      for (Claim claim = claim(); claim != null; claim = claim()) {
        put(claim.number, outcome(claim.task));
      }
    } finally {
      leave();
    }
  }

  private @Nullable Claim claim() {
    claiming.lock();
    try {
      if (!awaitRoom(claimed)) {
        return null;
      }
      if (!tasks.hasNext()) {
        endAt(claimed);
        return null;
      }
      Supplier<Batch> task = tasks.next();
      return new Claim(claimed++, task);
    } catch (RuntimeException | Error e) {
      put(claimed, new Outcome(null, e));
      endAt(claimed + 1);
      return null;
    } finally {
      claiming.unlock();
    }
  }

  private static Outcome outcome(Supplier<Batch> task) {
    try {
      return new Outcome(task.get(), null);
    } catch (RuntimeException | Error e) {
      return new Outcome(null, e);
    }
  }

  /** Waits until a batch may be made; false where it need not be. */
  private boolean awaitRoom(long number) {
    lock.lock();
    try {
      while (!closed && number < end && number >= taken + capacity) {
        changed.awaitUninterruptibly();
      }
      return !closed && number < end;
    } finally {
      lock.unlock();
    }
  }

  private void put(long number, Outcome outcome) {
    lock.lock();
    try {
      if (!closed) {
        made.put(number, outcome);
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void endAt(long number) {
    lock.lock();
    try {
      end = number;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The next batch in order, once it is made; null after the last. */
  @Nullable Outcome take() {
    lock.lock();
    try {
      while (!closed && taken < end && !made.containsKey(taken)) {
        changed.await();
      }
      Outcome outcome = made.remove(taken);
      if (outcome != null) {
        taken++;
        changed.signalAll();
      }
      return outcome;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CremaException("the thread was interrupted while it waited for a batch", e);
    } finally {
      lock.unlock();
    }
  }

  /** Ends all threads, at the latest after the batch that each is making. */
  void close() {
    lock.lock();
    try {
      closed = true;
      made.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The last thread closes what the tasks hold open. */
  private void leave() {
    lock.lock();
    try {
      running--;
      if (running > 0) {
        return;
      }
    } finally {
      lock.unlock();
    }
    tasks.close();
  }
}
