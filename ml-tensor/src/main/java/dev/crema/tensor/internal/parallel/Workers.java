package dev.crema.tensor.internal.parallel;

import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the blocks of one operation on several threads, the caller's among them.
 *
 * <p>How work is cut into blocks is the operation's affair and never depends on the number of
 * threads, so neither do results. Each thread has a part of the blocks, takes them one by one from
 * a counter, and then helps with the other parts. So the same blocks of one operation after the
 * other mostly fall to the same thread, whose caches hold what they need. A block that itself asks
 * for blocks runs them on its own thread.
 *
 * <p>The operations of a training step follow each other within microseconds, and waking a parked
 * thread takes longer than many of them. So who waits, a worker for work or the caller for the last
 * block, looks again at once for a moment, then lets others run between two looks, then parks.
 * Looking alone collapses as soon as there are more threads than processors: who waits then keeps
 * out who works.
 */
public final class Workers {
  private static final long SPIN_NANOS = 20_000;
  private static final long YIELD_NANOS = 200_000;
  private static final long PARK_NANOS = 1_000_000;

  /** Ints in a cache line. */
  private static final int LINE = 16;

  /**
   * What still takes helpers. A worker looks at the first only, which is removed once it is full.
   */
  private static final ConcurrentLinkedQueue<Job> OPEN = new ConcurrentLinkedQueue<>();

  private static final ThreadLocal<Boolean> BUSY = ThreadLocal.withInitial(() -> false);
  private static volatile int threads =
      Math.max(1, Integer.getInteger("crema.threads", Runtime.getRuntime().availableProcessors()));
  private static volatile Worker[] workers = {};

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
    Job job = new Job(block, count, helpers);
    offer(job, helpers);
    BUSY.set(true);
    try {
      job.work(0);
    } finally {
      BUSY.set(false);
      OPEN.remove(job);
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
    // Not (i + 1) * size, which the last piece of the longest range has beyond what an int holds.
    forEach(blocks, i -> range.run(i * size, i * size + Math.min(size, total - i * size)));
  }

  /** A piece of work from an index to another (excluded). */
  @FunctionalInterface
  public interface Range {
    void run(int from, int to);
  }

  /** Shows a job to the workers and wakes as many as it wants of those that sleep. */
  private static void offer(Job job, int helpers) {
    Worker[] all = workers;
    if (all.length < helpers) {
      all = start(helpers);
    }
    OPEN.add(job);
    int woken = 0;
    for (int i = 0; i < all.length && woken < helpers; i++) {
      if (all[i].parked) {
        LockSupport.unpark(all[i].thread);
        woken++;
      }
    }
  }

  private static synchronized Worker[] start(int helpers) {
    Worker[] all = workers;
    if (all.length < helpers) {
      Worker[] more = Arrays.copyOf(all, helpers);
      for (int i = all.length; i < helpers; i++) {
        more[i] = new Worker(i);
      }
      workers = more;
      for (int i = all.length; i < helpers; i++) {
        more[i].thread.start();
      }
    }
    return workers;
  }

  /** The blocks of one call: which is next, how many are done, and what went wrong. */
  private static final class Job {
    private final IntConsumer block;
    private final int count;

    /** The next block of each part, in cache lines of their own. */
    private final AtomicIntegerArray next;

    private final int parts;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger places;
    private volatile @Nullable Throwable failure;
    private volatile @Nullable Thread waiter;

    Job(IntConsumer block, int count, int helpers) {
      this.block = block;
      this.count = count;
      this.parts = helpers + 1;
      this.next = new AtomicIntegerArray(parts * LINE);
      for (int part = 0; part < parts; part++) {
        next.set(part * LINE, begin(part));
      }
      this.places = new AtomicInteger(helpers);
    }

    /** Takes a helper's place; who finds or leaves none sees to it that nobody looks here again. */
    boolean join() {
      int left = places.decrementAndGet();
      if (left <= 0) {
        OPEN.remove(this);
      }
      return left >= 0;
    }

    /** The first block of a part. */
    private int begin(int part) {
      return (int) ((long) count * part / parts);
    }

    /** Works off one's own part, then what is left of the others. */
    void work(int own) {
      for (int i = 0; i < parts; i++) {
        workOff((own + i) % parts);
      }
    }

    private void workOff(int part) {
      int end = begin(part + 1);
      int at = part * LINE;
      for (int i = next.getAndIncrement(at); i < end; i = next.getAndIncrement(at)) {
        try {
          if (failure == null) {
            block.accept(i);
          }
        } catch (Throwable e) {
          failure = e;
        }
        if (done.incrementAndGet() == count && waiter != null) {
          LockSupport.unpark(waiter);
        }
      }
    }

    void await() {
      long start = System.nanoTime();
      while (done.get() < count) {
        if (rest(start)) {
          waiter = Thread.currentThread();
          if (done.get() < count) {
            LockSupport.parkNanos(this, PARK_NANOS);
          }
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

  private static final class Worker {
    private final Thread thread;
    private final int index;
    private volatile boolean parked;

    Worker(int index) {
      this.index = index;
      thread = Thread.ofPlatform().daemon().name("crema-worker-" + index).unstarted(this::serve);
    }

    private void serve() {
      BUSY.set(true);
      while (true) {
        awaitJob();
        Job job = OPEN.peek();
        if (job != null && job.join()) {
          job.work(index + 1);
        }
      }
    }

    /**
     * The caller adds a job before it looks who is parked; so the last look comes after saying so.
     */
    private void awaitJob() {
      long start = System.nanoTime();
      while (OPEN.isEmpty()) {
        if (rest(start)) {
          parked = true;
          if (OPEN.isEmpty()) {
            LockSupport.park(this);
            Thread.interrupted();
          }
          parked = false;
        }
      }
    }
  }

  /** Waits a little; returns true when it is time to park. */
  @SuppressWarnings("ThreadPriorityCheck") // yield is for speed alone: nothing relies on it
  private static boolean rest(long start) {
    long waited = System.nanoTime() - start;
    if (waited < SPIN_NANOS) {
      Thread.onSpinWait();
    } else if (waited < YIELD_NANOS) {
      Thread.yield();
    }
    return waited >= YIELD_NANOS;
  }
}
