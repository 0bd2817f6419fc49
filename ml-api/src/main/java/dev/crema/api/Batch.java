package dev.crema.api;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;

/** Several samples stacked along axis 0. */
public record Batch(Tensor inputs, Tensor targets) {
  /**
   * A batch.
   *
   * @throws CremaException if the inputs and the targets are not equally many
   */
  public Batch {
    if (inputs.ndim() == 0 || targets.ndim() == 0 || inputs.size(0) != targets.size(0)) {
      throw new CremaException(
          "a batch has as many inputs as targets, counted along axis 0; given inputs %s and"
                  .formatted(inputs.shape())
              + " targets %s".formatted(targets.shape()));
    }
  }

  /** The number of samples. */
  public int size() {
    return inputs.size(0);
  }
}
