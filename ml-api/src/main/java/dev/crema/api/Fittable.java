package dev.crema.api;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;

/**
 * A module that takes its state from the training data before the training begins, as a
 * standardizing layer takes their mean.
 */
public interface Fittable {
  /**
   * Takes its state from inputs.
   *
   * @param inputs what the training will give to the module, shape (n, …)
   * @throws CremaException if nothing can be learned of them; the state stays as it was
   */
  void fit(Tensor inputs);
}
