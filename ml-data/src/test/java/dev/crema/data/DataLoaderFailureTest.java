package dev.crema.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crema.api.Batch;
import dev.crema.api.Dataset;
import dev.crema.api.IterableDataset;
import dev.crema.api.Sample;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens when something goes wrong or is left half-way: no thread stays behind. */
@Timeout(60)
class DataLoaderFailureTest {

  /** A dataset of which one sample cannot be fetched. */
  private static final class Flawed implements Dataset<Sample> {
    private final Throwable failure;

    Flawed(Throwable failure) {
      this.failure = failure;
    }

    @Override
    public int size() {
      return 1000;
    }

    @Override
    public Sample get(int index) {
      if (index == 17) {
        switch (failure) {
          case RuntimeException e -> throw e;
          case Error e -> throw e;
          default -> throw new AssertionError(failure);
        }
      }
      return new Sample(Tensor.of((float) index), Tensor.of((long) index));
    }
  }

  private static final class Reader implements Iterator<Sample>, AutoCloseable {
    private final AtomicBoolean closed;
    private int next;

    Reader(AtomicBoolean closed) {
      this.closed = closed;
    }

    @Override
    public boolean hasNext() {
      return true;
    }

    @Override
    public Sample next() {
      if (next == 10) {
        throw new IllegalStateException("line torn");
      }
      return new Sample(Tensor.of((float) next++), Tensor.of(0L));
    }

    @Override
    public void close() {
      closed.set(true);
    }
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("crema-data-"))
        .count();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  @AfterEach
  void noThreadIsLeft() throws InterruptedException {
    await(() -> threads() == 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5})
  void aSampleThatFailsIsNamed(int workers) throws InterruptedException {
    IllegalStateException boom = new IllegalStateException("boom");
    Iterator<Batch> batches =
        DataLoader.of(new Flawed(boom), 4).workers(workers).epoch(0).iterator();
    for (int i = 0; i < 4; i++) {
      assertThat(batches.next().inputs().toFloats()[3]).isEqualTo(4 * i + 3);
    }
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(batches::next)
        .withMessage(
            "sample 17 of Flawed could not be fetched: java.lang.IllegalStateException: boom")
        .withCause(boom);
    await(() -> threads() == 0);
    assertThat(batches.hasNext()).isFalse();
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(batches::next);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void aRefusalKeepsItsWords(int workers) {
    Flawed data = new Flawed(new CremaException("the picture is torn"));
    Iterator<Batch> batches = DataLoader.of(data, 100).workers(workers).epoch(0).iterator();
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(batches::next)
        .withMessage("sample 17 of Flawed could not be fetched: the picture is torn");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void anErrorArrivesAsItIs(int workers) {
    OutOfMemoryError error = new OutOfMemoryError("no room");
    Iterator<Batch> batches =
        DataLoader.of(new Flawed(error), 100).workers(workers).epoch(0).iterator();
    assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(batches::next).isSameAs(error);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void samplesThatCannotBeStackedAreNamed(int workers) {
    Dataset<Sample> ragged =
        Dataset.of(
            java.util.List.of(
                new Sample(Tensor.zeros(2), Tensor.of(0L)),
                new Sample(Tensor.zeros(2), Tensor.of(0L)),
                new Sample(Tensor.zeros(2), Tensor.of(0L)),
                new Sample(Tensor.zeros(3), Tensor.of(0L))));
    Iterator<Batch> batches = DataLoader.of(ragged, 2).workers(workers).epoch(0).iterator();
    assertThat(batches.next().size()).isEqualTo(2);
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(batches::next)
        .withMessageStartingWith("no batch could be made of samples 2, 3: ")
        .withMessageContaining("(2,)")
        .withMessageContaining("(3,)");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void aStreamThatFailsIsClosed(int workers) throws InterruptedException {
    AtomicBoolean closed = new AtomicBoolean();
    IterableDataset<Sample> stream = () -> new Reader(closed);
    Iterator<Batch> batches = DataLoader.of(stream, 4).workers(workers).epoch(0).iterator();
    assertThat(batches.next().size()).isEqualTo(4);
    assertThat(batches.next().size()).isEqualTo(4);
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(batches::next)
        .withMessage(
            "sample 10 of the stream could not be read: java.lang.IllegalStateException: line"
                + " torn");
    await(closed::get);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void closingHalfWayEndsThreadsAndStream(int workers) throws Exception {
    AtomicBoolean closed = new AtomicBoolean();
    IterableDataset<Sample> stream = () -> new Reader(closed);
    Iterator<Batch> batches = DataLoader.of(stream, 2).workers(workers).epoch(0).iterator();
    assertThat(batches.next().size()).isEqualTo(2);
    try (AutoCloseable closing = (AutoCloseable) batches) {
      assertThat(closing).isNotNull();
    }
    await(closed::get);
    assertThat(batches.hasNext()).isFalse();
  }

  private static void readOneBatch(Dataset<Sample> data) {
    for (Batch batch : DataLoader.of(data, 4).workers(3).epoch(0)) {
      assertThat(batch.size()).isEqualTo(4);
      break;
    }
  }

  @Test
  void aLoopThatIsLeftHalfWayIsFoundByTheCollector() throws InterruptedException {
    readOneBatch(new Flawed(new IllegalStateException("never reached")));
    await(
        () -> {
          System.gc();
          return threads() == 0;
        });
  }

  @Test
  void threadsAreNotMoreThanBatches() throws Exception {
    CountDownLatch asked = new CountDownLatch(2);
    CountDownLatch go = new CountDownLatch(1);
    Dataset<Sample> data =
        new MappedDataset<>(
            Datasets.iris().asDataset(),
            sample -> {
              asked.countDown();
              try {
                go.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return sample;
            });
    Iterator<Batch> batches = DataLoader.of(data, 75).workers(9).epoch(0).iterator();
    asked.await();
    assertThat(threads()).isEqualTo(2);
    go.countDown();
    assertThat(batches.next().size()).isEqualTo(75);
    assertThat(batches.next().size()).isEqualTo(75);
    assertThat(batches.hasNext()).isFalse();
  }

  @Test
  void waitingCanBeInterrupted() throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    Dataset<Sample> data =
        new MappedDataset<>(
            Datasets.iris().asDataset(),
            sample -> {
              try {
                go.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return sample;
            });
    Iterator<Batch> batches = DataLoader.of(data, 10).workers(1).epoch(0).iterator();
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(batches::next)
        .withMessage("the thread was interrupted while it waited for a batch");
    assertThat(Thread.interrupted()).isTrue();
    go.countDown();
    assertThat(batches.hasNext()).isFalse();
  }
}
