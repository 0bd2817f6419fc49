package dev.crema.data;

import dev.crema.api.Batch;
import dev.crema.api.Collate;
import dev.crema.tensor.CremaException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Batches of samples that come one after the other. */
final class StreamTasks<S> implements BatchTasks {
  private final Iterator<S> samples;
  private final int batchSize;
  private final boolean dropLast;
  private final Collate<S> collate;
  private @Nullable Supplier<Batch> ahead;
  private boolean over;
  private long read;

  StreamTasks(Iterator<S> samples, int batchSize, boolean dropLast, Collate<S> collate) {
    this.samples = samples;
    this.batchSize = batchSize;
    this.dropLast = dropLast;
    this.collate = collate;
  }

  @Override
  public boolean hasNext() {
    if (ahead == null && !over) {
      ahead = pull();
      over |= ahead == null;
    }
    return ahead != null;
  }

  @Override
  public Supplier<Batch> next() {
    Supplier<Batch> task = hasNext() ? ahead : null;
    if (task == null) {
      throw new NoSuchElementException();
    }
    ahead = null;
    return task;
  }

  private @Nullable Supplier<Batch> pull() {
    long first = read;
    List<S> pulled = new ArrayList<>();
    try {
      while (pulled.size() < batchSize && samples.hasNext()) {
        pulled.add(samples.next());
        read++;
      }
    } catch (RuntimeException e) {
      over = true;
      CremaException failure =
          BatchTasks.failure("sample %d of the stream could not be read".formatted(read), e);
      return () -> {
        throw failure;
      };
    }
    if (pulled.isEmpty() || (dropLast && pulled.size() < batchSize)) {
      return null;
    }
    List<Long> numbers = LongStream.range(first, read).boxed().toList();
    return () -> BatchTasks.collate(collate, pulled, numbers);
  }

  @Override
  public void close() {
    over = true;
    if (samples instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new CremaException("the stream of samples could not be closed: " + e, e);
      }
    }
  }
}
