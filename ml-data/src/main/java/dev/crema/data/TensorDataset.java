package dev.crema.data;

import dev.crema.api.Dataset;
import dev.crema.api.Sample;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;

/**
 * Samples that are the slices of two tensors along axis 0.
 *
 * <pre>{@code
 * Dataset<Sample> data = new TensorDataset(Tensor.rand(100, 3), Tensor.randint(0, 2, 100));
 * data.get(7).input().shape();  // (3,)
 * }</pre>
 *
 * @param inputs shape (n, …)
 * @param targets shape (n, …)
 */
public record TensorDataset(Tensor inputs, Tensor targets) implements Dataset<Sample> {
  /**
   * A dataset of two tensors.
   *
   * @throws CremaException if they have no axis 0, or axes 0 of different sizes
   */
  public TensorDataset {
    if (inputs.ndim() == 0 || targets.ndim() == 0 || inputs.size(0) != targets.size(0)) {
      throw new CremaException(
          "TensorDataset takes as many inputs as targets, counted along axis 0; given inputs"
              + " %s and targets %s".formatted(inputs.shape(), targets.shape()));
    }
  }

  @Override
  public int size() {
    return inputs.size(0);
  }

  @Override
  public Sample get(int index) {
    if (index < 0 || index >= size()) {
      throw new CremaException(
          "sample %d was asked for: there are samples 0 to %d".formatted(index, size() - 1));
    }
    return new Sample(inputs.get(index), targets.get(index));
  }
}
