package dev.crema.data;

import dev.crema.api.Dataset;
import dev.crema.tensor.CremaException;
import java.util.Objects;

/**
 * Some samples of a dataset, in an order of their own.
 *
 * @param <S> a sample
 */
public final class Subset<S> implements Dataset<S> {
  private final Dataset<S> dataset;
  private final int[] indices;

  /**
   * The samples with these numbers, in this order.
   *
   * @throws CremaException if the dataset has no sample of one of these numbers
   */
  public Subset(Dataset<S> dataset, int... indices) {
    this.dataset = dataset;
    this.indices = indices.clone();
    int size = dataset.size();
    for (int index : indices) {
      if (index < 0 || index >= size) {
        throw new CremaException(
            "Subset was given sample %d of a dataset with %d samples, 0 to %d"
                .formatted(index, size, size - 1));
      }
    }
  }

  @Override
  public int size() {
    return indices.length;
  }

  @Override
  public S get(int index) {
    return dataset.get(indices[Objects.checkIndex(index, indices.length)]);
  }

  @Override
  public Subset<S> atEpoch(int epoch) {
    Dataset<S> view = dataset.atEpoch(epoch);
    return view == dataset ? this : new Subset<>(view, indices);
  }

  /** The numbers of the samples in the whole dataset. */
  public int[] indices() {
    return indices.clone();
  }
}
