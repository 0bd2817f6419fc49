package dev.crema.tensor;

import org.jspecify.annotations.Nullable;

/** Gradients of a tensor with respect to what it depends on, and ways out of the graph. */
public sealed interface Differentiation permits Tensor {
  /** Accumulates the gradients of this scalar in the leaves that it depends on. */
  default void backward() {
    Autograd.backward(self(), null, false, false);
  }

  /** Like {@link #backward()}, from a gradient of this tensor. */
  default void backward(Tensor gradient) {
    Autograd.backward(self(), gradient, false, false);
  }

  /**
   * Like {@link #backward()}.
   *
   * @param gradient the gradient of this tensor, or null for one where it is a scalar
   * @param retainGraph keep the saved values, so that backward can run again
   * @param createGraph record the gradients' own computation, so that they can be differentiated
   */
  default void backward(@Nullable Tensor gradient, boolean retainGraph, boolean createGraph) {
    Autograd.backward(self(), gradient, retainGraph, createGraph);
  }

  /** The same values outside of the graph. */
  default Tensor detach() {
    return new Tensor(self().operand());
  }

  /**
   * A copy of the values outside of the graph and of any {@link StepScope}; later writes to a
   * parameter do not reach it.
   */
  default Tensor snapshot() {
    return StepScope.outside(
        () -> Autograd.noGrad(() -> Dispatcher.apply(new ElementwiseOp.Copy(), self())));
  }

  private Tensor self() {
    return (Tensor) this;
  }
}
