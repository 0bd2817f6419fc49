package dev.crema.tensor;

import org.jspecify.annotations.Nullable;

/** Operations that multiply and add along an axis that both operands have. */
public sealed interface ProductOp extends Op {

  /**
   * (…, m, k) times (…, k, n) is (…, m, n); the leading axes broadcast. Any strides: a transpose is
   * never copied.
   */
  record MatMul() implements ProductOp {
    @Override
    public String name() {
      return "matmul";
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      Shape a = inputs[0].shape();
      Shape b = inputs[1].shape();
      if (inputs[0].dtype() != inputs[1].dtype()) {
        throw new CremaException(
            "matmul: the operands are %s and %s; cast one of them with to(…)"
                .formatted(inputs[0].dtype(), inputs[1].dtype()));
      }
      if (a.rank() < 2 || b.rank() < 2 || a.get(-1) != b.get(-2)) {
        throw new CremaException(
            "matmul: %s times %s: the last axis of the left must be as long as the last but one of the right"
                .formatted(a, b));
      }
      Shape batch = Shape.broadcast("matmul", lead(a), lead(b));
      int[] sizes = java.util.Arrays.copyOf(batch.toArray(), batch.rank() + 2);
      sizes[batch.rank()] = a.get(-2);
      sizes[batch.rank() + 1] = b.get(-1);
      return Op.one(inputs[0].dtype(), Shape.owning(sizes));
    }

    private static Shape lead(Shape shape) {
      return Shape.owning(java.util.Arrays.copyOf(shape.toArray(), shape.rank() - 2));
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      Tensor gradient = context.grad();
      return new @Nullable Tensor[] {
        context.needs(0)
            ? Dispatcher.apply(this, gradient, context.input(1).transpose(-2, -1))
            : null,
        context.needs(1)
            ? Dispatcher.apply(this, context.input(0).transpose(-2, -1), gradient)
            : null
      };
    }
  }
}
