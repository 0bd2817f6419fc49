package dev.crema.tensor;

import dev.crema.tensor.internal.kernels.Fn;
import org.jspecify.annotations.Nullable;

/** Operations that make one value of many. */
public sealed interface ReductionOp extends Op {

  /** How two values become one, and the value to begin with. */
  enum ReduceFn {
    SUM((a, b) -> a + b, (a, b) -> a + b, (a, b) -> a + b, 0, 0),
    PROD((a, b) -> a * b, (a, b) -> a * b, (a, b) -> a * b, 1, 1),
    MAX(Math::max, Math::max, Math::max, Double.NEGATIVE_INFINITY, Long.MIN_VALUE),
    MIN(Math::min, Math::min, Math::min, Double.POSITIVE_INFINITY, Long.MAX_VALUE);

    private final String label = UnaryFn.camelCase(name());
    private final Fn.F2 floats;
    private final Fn.D2 doubles;
    private final Fn.L2 longs;
    private final double start;
    private final long longStart;

    ReduceFn(Fn.F2 floats, Fn.D2 doubles, Fn.L2 longs, double start, long longStart) {
      this.floats = floats;
      this.doubles = doubles;
      this.longs = longs;
      this.start = start;
      this.longStart = longStart;
    }

    public String label() {
      return label;
    }

    public Fn.F2 floats() {
      return floats;
    }

    public Fn.D2 doubles() {
      return doubles;
    }

    public Fn.L2 longs() {
      return longs;
    }

    /** The value that changes nothing, for floating dtypes. */
    public double start() {
      return start;
    }

    /** The value that changes nothing, for integers. */
    public long longStart() {
      return longStart;
    }

    /** Whether an empty reduction has no value. */
    public boolean needsElements() {
      return this == MAX || this == MIN;
    }
  }

  /**
   * Reduces some axes, which disappear. Sums and products of integers and bool are int64.
   *
   * <p>The order of combination depends on the shape and the axes only: see {@code
   * docs/architecture.md}, "One answer".
   */
  record Reduce(ReduceFn fn, Ints axes) implements ReductionOp {
    @Override
    public String name() {
      return fn.label();
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      Shape from = inputs[0].shape();
      for (int i = 0; i < axes.size() && fn.needsElements(); i++) {
        if (from.get(axes.get(i)) == 0) {
          throw new CremaException(
              "%s over axis %d of shape %s: an empty axis has no %s"
                  .formatted(name(), axes.get(i), from, name()));
        }
      }
      DType dtype = inputs[0].dtype();
      boolean widened = !fn.needsElements() && !dtype.isFloating();
      return Op.one(widened ? DType.INT64 : dtype, from.without(axes.shared(), false));
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      Shape kept = context.shape(0).without(axes.shared(), true);
      Tensor gradient = context.grad().reshape(kept);
      return new @Nullable Tensor[] {
        switch (fn) {
          case SUM -> gradient.expand(context.shape(0));
          case PROD -> Composite.bodyGradient(new ProductByHalves(axes), context)[0];
          case MAX, MIN -> {
            Tensor x = context.input(0);
            Tensor chosen = x.eq(context.output(0).reshape(kept)).to(x.dtype());
            Tensor ties = Dispatcher.apply(new Reduce(ReduceFn.SUM, axes), chosen).reshape(kept);
            yield chosen.mul(gradient.div(ties));
          }
        }
      };
    }
  }

  /** The position (int64) of the greatest or smallest along an axis; the first of equals. */
  record ArgReduce(boolean max, int axis) implements ReductionOp {
    @Override
    public String name() {
      return max ? "argmax" : "argmin";
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      Shape from = inputs[0].shape();
      if (from.get(axis) == 0) {
        throw new CremaException(
            "%s over axis %d of shape %s: an empty axis has no %s"
                .formatted(name(), axis, from, name()));
      }
      return Op.one(DType.INT64, from.without(axis));
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      return Op.none(context);
    }
  }

  /**
   * The product as a tree of multiplications: slow, but its derivatives of any order are right
   * where factors are zero. Only the gradient of PROD runs it.
   */
  record ProductByHalves(Ints axes) implements Composition {
    @Override
    public String name() {
      return "prod";
    }

    @Override
    public Tensor[] body(Tensor... inputs) {
      Tensor product = inputs[0];
      for (int i = axes.size() - 1; i >= 0; i--) {
        product = along(product, axes.get(i));
      }
      return new Tensor[] {product};
    }

    private static Tensor along(Tensor x, int axis) {
      Tensor left = x;
      while (left.size(axis) > 1) {
        int half = left.size(axis) / 2;
        Tensor pairs = left.narrow(axis, 0, half).mul(left.narrow(axis, half, half));
        left =
            left.size(axis) % 2 == 0
                ? pairs
                : Dispatcher.apply(
                    new MovementOp.Concat(axis), pairs, left.narrow(axis, 2 * half, 1));
      }
      return left.size(axis) == 0
          ? Tensor.ones(x.dtype(), x.shape().without(axis))
          : left.select(axis, 0);
    }
  }
}
