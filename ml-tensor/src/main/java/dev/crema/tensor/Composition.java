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
