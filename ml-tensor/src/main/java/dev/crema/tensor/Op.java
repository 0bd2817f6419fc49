package dev.crema.tensor;

import org.jspecify.annotations.Nullable;

/**
 * An operation as data: what to compute, without what to compute it on.
 *
 * <p>The set is closed. Each record states its shape-and-dtype rule and its gradient rule; every
 * other fact (kernels, samples for tests, names) is one exhaustive {@code switch} in one file, so
 * that javac lists what a new record still lacks. Gradient rules are written with tensor
 * operations, so derivatives of any order need no further work.
 */
public sealed interface Op
    permits ElementwiseOp,
        MovementOp,
        ReductionOp,
        OrderOp,
        ProductOp,
        IndexOp,
        WindowOp,
        LinalgOp,
        SourceOp,
        Composite,
        Custom {

  /** The name in errors and, capitalised with "Backward0" behind it, in {@code grad_fn}. */
  String name();

  /**
   * The shape and dtype of each output.
   *
   * @throws CremaException if the inputs do not fit: this is the check at the door
   */
  TensorType[] infer(Typed... inputs);

  /**
   * The gradient of each input, given those of the outputs; null where there is none. A gradient
   * may have the broadcast shape of the output: the walk sums it to the input's.
   */
  @Nullable Tensor[] gradient(Backward context);

  /** The rule of an operation whose result does not vary smoothly: no input gets a gradient. */
  static @Nullable Tensor[] none(Backward context) {
    return new @Nullable Tensor[context.inputs()];
  }

  /** One output. */
  static TensorType[] one(DType dtype, Shape shape) {
    return new TensorType[] {new TensorType(dtype, shape)};
  }
}
