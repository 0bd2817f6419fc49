package dev.crema.data;

import dev.crema.api.Batch;
import java.util.Iterator;

/** The batches of an epoch; closing it early frees threads and files. */
interface BatchIterator extends Iterator<Batch>, AutoCloseable {
  @Override
  void close();
}
