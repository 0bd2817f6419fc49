package dev.crema.tensor.internal.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WorkersTest {
  private final int threads = Workers.threads();

  @AfterEach
  void restore() {
    Workers.threads(threads);
  }

  private static void eachOnce(int count) {
    AtomicIntegerArray seen = new AtomicIntegerArray(count);
    Workers.forEach(count, seen::incrementAndGet);
    for (int i = 0; i < count; i++) {
      assertThat(seen.get(i)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 16})
  void everyBlockRunsOnce(int count) {
    Workers.threads(count);
    for (int round = 0; round < 2_000; round++) {
      eachOnce(round % 9);
    }
  }

  /** The end of a last piece that is not whole would be beyond what an int holds. */
  @Test
  void theLastPieceOfTheLongestRangeIsNotLost() {
    int size = 1 << 30;
    AtomicLong covered = new AtomicLong();
    Workers.forRange(Integer.MAX_VALUE, size, (from, to) -> covered.addAndGet(to - from));
    assertThat(covered.get()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void workersThatSleptAreWoken() throws InterruptedException {
    Workers.threads(2);
    for (int round = 0; round < 20; round++) {
      Thread.sleep(2);
      CountDownLatch both = new CountDownLatch(2);
      Workers.forEach(
          2,
          i -> {
            both.countDown();
            try {
              assertThat(both.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          });
      assertThat(both.getCount()).isZero();
    }
  }

  @Test
  void noMoreThreadsThanAsked() {
    Workers.threads(5);
    eachOnce(100);
    Workers.threads(2);
    for (int round = 0; round < 200; round++) {
      List<Thread> seen = new CopyOnWriteArrayList<>();
      Workers.forEach(
          8,
          i -> {
            if (!seen.contains(Thread.currentThread())) {
              seen.add(Thread.currentThread());
            }
          });
      assertThat(seen).hasSizeLessThanOrEqualTo(2);
    }
  }

  @Test
  void blocksInsideABlockRunOnItsThread() {
    Workers.threads(3);
    AtomicInteger strangers = new AtomicInteger();
    AtomicInteger runs = new AtomicInteger();
    Workers.forEach(
        6,
        i -> {
          Thread own = Thread.currentThread();
          Workers.forEach(
              4,
              j -> {
                runs.incrementAndGet();
                if (Thread.currentThread() != own) {
                  strangers.incrementAndGet();
                }
              });
        });
    assertThat(runs.get()).isEqualTo(24);
    assertThat(strangers.get()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void whatABlockThrowsReachesTheCaller(int count) {
    Workers.threads(count);
    for (int round = 0; round < 200; round++) {
      int bad = round % 10;
      assertThatThrownBy(
              () ->
                  Workers.forEach(
                      10,
                      i -> {
                        if (i == bad) {
                          throw new IllegalArgumentException("block " + i);
                        }
                      }))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("block " + bad);
    }
    assertThatThrownBy(
            () ->
                Workers.forEach(
                    4,
                    i -> {
                      throw new StackOverflowError();
                    }))
        .isInstanceOf(StackOverflowError.class);
    eachOnce(50);
  }

  @Test
  void severalCallersAtOnce() throws Exception {
    Workers.threads(4);
    try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
      List<Future<?>> results = new ArrayList<>();
      for (int caller = 0; caller < 4; caller++) {
        results.add(
            callers.submit(
                () -> {
                  for (int round = 0; round < 1_000; round++) {
                    eachOnce(7);
                  }
                }));
      }
      for (Future<?> result : results) {
        assertThat(result.get()).isNull();
      }
    }
  }

  @Test
  void anInterruptedCallerStaysInterrupted() {
    Workers.threads(2);
    Thread.currentThread().interrupt();
    try {
      eachOnce(20);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void rangesCoverEverything() {
    Workers.threads(3);
    for (int total : new int[] {0, 1, 9, 10, 11, 1000}) {
      AtomicIntegerArray seen = new AtomicIntegerArray(Math.max(1, total));
      Workers.forRange(
          total,
          10,
          (from, to) -> {
            assertThat(from % 10).isZero();
            for (int i = from; i < to; i++) {
              seen.incrementAndGet(i);
            }
          });
      for (int i = 0; i < total; i++) {
        assertThat(seen.get(i)).isEqualTo(1);
      }
    }
  }
}
