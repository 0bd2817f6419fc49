package dev.crema.tensor;

import org.jspecify.annotations.Nullable;

/** An operation of the user's own, with the gradient that its author states. */
public record Custom(CustomOp operation) implements Op {
  @Override
  public String name() {
    return operation.name();
  }

  /** Known only by running it: the dispatcher never asks. */
  @Override
  public TensorType[] infer(Typed... inputs) {
    throw new IllegalStateException(name() + " finds its shapes by running");
  }

  @Override
  public @Nullable Tensor[] gradient(Backward context) {
    @Nullable Tensor[] gradients = operation.backward(context);
    if (gradients.length != context.inputs()) {
      throw new CremaException(
          "%s.backward gave %d gradients for %d inputs; give one for each, null where there is none"
              .formatted(name(), gradients.length, context.inputs()));
    }
    return gradients;
  }
}
