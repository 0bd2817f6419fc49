package dev.crema.tensor.internal.parallel;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the blocks of one operation on several threads, the caller's among them.
 *
 * <p>How work is cut into blocks is the operation's affair and never depends on the number of
 * threads, so neither do results. Blocks are taken one by one from a counter. A block that itself
 * asks for blocks runs them on its own thread.
 */
public final class Workers {
  private static final int SPINS = 2_000;
  private static final LinkedBlockingQueue<Job> QUEUE = new LinkedBlockingQueue<>();
  private static final ThreadLocal<Boolean> BUSY = ThreadLocal.withInitial(() -> false);
  private static volatile int threads =
      Math.max(1, Integer.getInteger("crema.threads", Runtime.getRuntime().availableProcessors()));
  private static int started;

  private Workers() {}

  public static int threads() {
    return threads;
  }

  public static void threads(int count) {
    threads = count;
  }

  /** Runs {@code block} for 0 … count - 1; returns when all are done; throws what a block threw. */
  public static void forEach(int count, IntConsumer block) {
    int helpers = Math.min(threads, count) - 1;
    if (helpers <= 0 || BUSY.get()) {
      for (int i = 0; i < count; i++) {
        block.accept(i);
      }
      return;
    }
    ensureStarted(helpers);
    Job job = new Job(block, count);
    for (int i = 0; i < helpers; i++) {
      QUEUE.add(job);
    }
    BUSY.set(true);
    try {
      job.work();
    } finally {
      BUSY.set(false);
    }
    job.await();
  }

  /** Runs {@code range} over [0, total) in pieces of a fixed size. */
  public static void forRange(int total, int size, Range range) {
    int blocks = Math.ceilDiv(total, size);
    if (blocks <= 1) {
      if (total > 0) {
        range.run(0, total);
      }
      return;
    }
    forEach(blocks, i -> range.run(i * size, Math.min(total, (i + 1) * size)));
  }

  /** A piece of work from an index to another (excluded). */
  @FunctionalInterface
  public interface Range {
    void run(int from, int to);
  }

  private static synchronized void ensureStarted(int helpers) {
    while (started < helpers) {
      Thread.ofPlatform().daemon().name("crema-worker-" + started++).start(Workers::serve);
    }
  }

  private static void serve() {
    BUSY.set(true);
    while (true) {
      try {
        QUEUE.take().work();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static final class Job {
    private final IntConsumer block;
    private final int count;
    private final Thread caller = Thread.currentThread();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private volatile @Nullable Throwable failure;

    Job(IntConsumer block, int count) {
      this.block = block;
      this.count = count;
    }

    void work() {
      for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
        try {
          if (failure == null) {
            block.accept(i);
          }
        } catch (RuntimeException | Error e) {
          failure = e;
        } finally {
          if (done.incrementAndGet() == count) {
            LockSupport.unpark(caller);
          }
        }
      }
    }

    /** Spins for a moment, then parks until the last block is done. */
    void await() {
      for (int spins = 0; done.get() < count; spins++) {
        if (spins < SPINS) {
          Thread.onSpinWait();
        } else {
          LockSupport.parkNanos(this, 100_000);
        }
      }
      switch (failure) {
        case null -> {}
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case Throwable e -> throw new IllegalStateException(e);
      }
    }
  }
}
