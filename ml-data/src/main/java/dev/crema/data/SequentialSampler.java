package dev.crema.data;

import dev.crema.api.Sampler;
import dev.crema.tensor.CremaException;
import java.util.stream.IntStream;

/**
 * All samples in order: 0, 1, 2, …
 *
 * @param size the number of samples
 */
public record SequentialSampler(int size) implements Sampler {
  /**
   * A sampler for a dataset of this size.
   *
   * @throws CremaException if the size is negative
   */
  public SequentialSampler {
    if (size < 0) {
      throw new CremaException("SequentialSampler: size " + size + ": give 0 or more");
    }
  }

  @Override
  public int[] indices(int epoch) {
    return IntStream.range(0, size).toArray();
  }
}
