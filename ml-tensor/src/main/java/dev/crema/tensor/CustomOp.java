package dev.crema.tensor;

import org.jspecify.annotations.Nullable;

/**
 * An operation of one's own with its own gradient: PyTorch's {@code autograd.Function}.
 *
 * <pre>{@code
 * final class Cube extends CustomOp {
 *   @Override protected Tensor[] forward(Tensor... in) {
 *     return new Tensor[] {in[0].mul(in[0]).mul(in[0])};
 *   }
 *   @Override protected Tensor[] backward(Backward context) {
 *     Tensor x = context.input(0);
 *     return new Tensor[] {context.grad().mul(x.mul(x).mul(3))};
 *   }
 * }
 * Tensor y = new Cube().apply(x);
 * }</pre>
 *
 * <p>{@code forward} runs unrecorded and may leave Tensor altogether ({@code toFloats}, a loop,
 * {@code Tensor.of}). A {@code backward} written with tensor operations can be differentiated
 * again. Check it with {@link GradCheck}.
 */
public abstract class CustomOp {
  /** The name in errors and in {@code grad_fn}; by default the class's. */
  public String name() {
    String simple = getClass().getSimpleName();
    return simple.isEmpty() ? "custom" : simple;
  }

  /** Computes the outputs, at least one. */
  protected abstract Tensor[] forward(Tensor... inputs);

  /** Gives the gradient of each input, null where there is none. */
  protected abstract @Nullable Tensor[] backward(Backward context);

  /** Applies an operation with one output. */
  public final Tensor apply(Tensor... inputs) {
    return applyAll(inputs)[0];
  }

  /** Applies the operation and gives all outputs. */
  public final Tensor[] applyAll(Tensor... inputs) {
    return Dispatcher.applyAll(new Custom(this), inputs.clone());
  }
}
