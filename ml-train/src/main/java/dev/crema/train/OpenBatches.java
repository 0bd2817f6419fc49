package dev.crema.train;

import dev.crema.api.Batch;
import dev.crema.api.Batches;
import dev.crema.tensor.CremaException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The batches of one epoch while they are iterated; closing frees what the iterator holds. */
final class OpenBatches implements AutoCloseable {
  private final Iterator<Batch> iterator;

  private OpenBatches(Iterator<Batch> iterator) {
    this.iterator = iterator;
  }

  static OpenBatches of(Batches batches, int epoch) {
    return new OpenBatches(batches.epoch(epoch).iterator());
  }

  /** The next batch, or null after the last. */
  @Nullable Batch next() {
    return iterator.hasNext() ? iterator.next() : null;
  }

  @Override
  public void close() {
    if (iterator instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new CremaException("the batches cannot be closed: " + e, e);
      }
    }
  }
}
