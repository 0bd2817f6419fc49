package dev.crema.data;

import dev.crema.api.Batch;
import dev.crema.api.Collate;
import dev.crema.api.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;

/** Batches of samples that are fetched by number. */
final class IndexedTasks<S> implements BatchTasks {
  private final Dataset<S> dataset;
  private final int[] order;
  private final int batchSize;
  private final Collate<S> collate;
  private int from;

  IndexedTasks(Dataset<S> dataset, int[] order, int batchSize, Collate<S> collate) {
    this.dataset = dataset;
    this.order = order;
    this.batchSize = batchSize;
    this.collate = collate;
  }

  @Override
  public boolean hasNext() {
    return from < order.length;
  }

  @Override
  public Supplier<Batch> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    int to = (int) Math.min((long) from + batchSize, order.length);
    int[] indices = Arrays.copyOfRange(order, from, to);
    from = to;
    return () -> make(indices);
  }

  private Batch make(int[] indices) {
    List<S> samples = new ArrayList<>(indices.length);
    for (int index : indices) {
      samples.add(fetch(index));
    }
    return BatchTasks.collate(collate, samples, Arrays.stream(indices).boxed().toList());
  }

  private S fetch(int index) {
    try {
      return dataset.get(index);
    } catch (RuntimeException e) {
      String name = dataset.getClass().getSimpleName();
      String of = name.isEmpty() ? "the dataset" : name;
      throw BatchTasks.failure("sample %d of %s could not be fetched".formatted(index, of), e);
    }
  }
}
