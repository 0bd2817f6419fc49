package dev.crema.api;

import dev.crema.tensor.Tensor;

/**
 * How far a prediction is from its target: a 0-d tensor to call {@code backward()} on, or one value
 * an element where the loss is told not to reduce. A loss with weights extends {@link ModuleTree}
 * as well.
 */
@FunctionalInterface
public interface Loss {
  /**
   * Computes the loss.
   *
   * @param prediction what the model gave
   * @param target what it should have given
   * @return the loss
   */
  Tensor apply(Tensor prediction, Tensor target);
}
