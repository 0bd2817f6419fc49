package dev.crema.tensor;

import org.jspecify.annotations.Nullable;

/** Operations that treat each element by itself. */
public sealed interface ElementwiseOp extends Op {

  /** y = f(x). */
  record Unary(UnaryFn fn) implements ElementwiseOp {
    @Override
    public String name() {
      return fn.label();
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      DType dtype = inputs[0].dtype();
      checkKind(name(), fn.kind(), dtype);
      return Op.one(fn.kind() == UnaryFn.Kind.PREDICATE ? DType.BOOL : dtype, inputs[0].shape());
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      UnaryFn.Rule rule = fn.rule();
      return rule == null
          ? Op.none(context)
          : new @Nullable Tensor[] {rule.apply(context.grad(), context)};
    }
  }

  /** y = f(a, b), broadcast; both of one dtype, to which the methods promote. */
  record Binary(BinaryFn fn) implements ElementwiseOp {
    @Override
    public String name() {
      return fn.label();
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      DType dtype = inputs[0].dtype();
      checkSame(name(), dtype, inputs[1].dtype());
      checkKind(name(), fn.kind(), dtype);
      Shape shape = Shape.broadcast(name(), inputs[0].shape(), inputs[1].shape());
      return Op.one(fn.kind() == UnaryFn.Kind.PREDICATE ? DType.BOOL : dtype, shape);
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      UnaryFn.Rule left = fn.left();
      UnaryFn.Rule right = fn.right();
      if (left == null || right == null) {
        return Op.none(context);
      }
      Tensor gradient = context.grad();
      return new @Nullable Tensor[] {
        context.needs(0) ? left.apply(gradient, context) : null,
        context.needs(1) ? right.apply(gradient, context) : null
      };
    }
  }

  /** y = condition ? a : b, broadcast. */
  record Select() implements ElementwiseOp {
    @Override
    public String name() {
      return "where";
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      if (inputs[0].dtype() != DType.BOOL) {
        throw new CremaException(
            "where: the condition must be bool, but is " + inputs[0].dtype() + "; compare first");
      }
      checkSame(name(), inputs[1].dtype(), inputs[2].dtype());
      Shape values = Shape.broadcast(name(), inputs[1].shape(), inputs[2].shape());
      return Op.one(inputs[1].dtype(), Shape.broadcast(name(), inputs[0].shape(), values));
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      Tensor condition = context.input(0);
      Tensor gradient = context.grad();
      Tensor zero = Tensor.zeros(gradient.dtype());
      return new @Nullable Tensor[] {
        null,
        context.needs(1) ? Tensor.where(condition, gradient, zero) : null,
        context.needs(2) ? Tensor.where(condition, zero, gradient) : null
      };
    }
  }

  /**
   * The values in another dtype. Floating to integer cuts the fraction off; anything to bool asks
   * for non-zero.
   */
  record Cast(DType to) implements ElementwiseOp {
    @Override
    public String name() {
      return "toCopy";
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      return Op.one(to, inputs[0].shape());
    }

    /** The walk casts back to the input's dtype. */
    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      return new @Nullable Tensor[] {context.grad()};
    }
  }

  /** The same values in new row-major storage. */
  record Copy() implements ElementwiseOp {
    @Override
    public String name() {
      return "clone";
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      return Op.one(inputs[0].dtype(), inputs[0].shape());
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      return new @Nullable Tensor[] {context.grad()};
    }
  }

  private static void checkSame(String name, DType a, DType b) {
    if (a != b) {
      throw new CremaException(
          "%s: the operands are %s and %s; cast one of them with to(…)".formatted(name, a, b));
    }
  }

  private static void checkKind(String name, UnaryFn.Kind kind, DType dtype) {
    if (kind == UnaryFn.Kind.FLOATING && !dtype.isFloating()) {
      throw new CremaException(
          name + " is defined for floating dtypes, but was given " + dtype + "; cast with to(…)");
    }
    if (kind == UnaryFn.Kind.BITWISE && dtype.isFloating()) {
      throw new CremaException(name + " is defined for integers and bool, but was given " + dtype);
    }
  }
}
