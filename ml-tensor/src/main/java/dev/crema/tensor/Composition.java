package dev.crema.tensor;

import org.jspecify.annotations.Nullable;

/**
 * An operation written with other operations, under a name that a backend may claim with a fused
 * kernel. A record: two of equal components are the same operation.
 *
 * <p>The fused kernel must equal the body to the bit; an own gradient must equal the body's.
 */
public interface Composition {
  String name();

  /** The operation itself. Outputs past {@link #outputs()} are residuals kept for the gradient. */
  Tensor[] body(Tensor... inputs);

  /**
   * The types of the body's outputs, residuals included. Asked only where the composition is
   * claimed; one that is claimed often states them, since by default the body is run for them.
   *
   * @throws CremaException if the inputs do not fit
   */
  default TensorType[] infer(Typed... inputs) {
    Tensor[] stand = new Tensor[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      Typed input = inputs[i];
      stand[i] =
          input instanceof Tensor tensor ? tensor : Tensor.zeros(input.dtype(), input.shape());
    }
    Tensor[] outputs = Autograd.noGrad(() -> body(stand));
    TensorType[] types = new TensorType[outputs.length];
    for (int i = 0; i < outputs.length; i++) {
      types[i] = new TensorType(outputs[i].dtype(), outputs[i].shape());
    }
    return types;
  }

  /** How many of the body's outputs the caller sees. */
  default int outputs() {
    return 1;
  }

  /** Whether {@link #gradient} is stated; otherwise the body's is used. */
  default boolean hasGradient() {
    return false;
  }

  /** The gradient of each input, in tensor operations; like {@link Op#gradient}. */
  default @Nullable Tensor[] gradient(Backward context) {
    throw new IllegalStateException(name() + " states no gradient of its own");
  }
}
