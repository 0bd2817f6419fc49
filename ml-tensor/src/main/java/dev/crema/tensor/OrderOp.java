package dev.crema.tensor;

import org.jspecify.annotations.Nullable;

/** Operations whose result depends on an order: running totals, sorting, positions. */
public sealed interface OrderOp extends Op {

  /** What runs along the axis. */
  enum ScanFn {
    CUMSUM,
    CUMPROD,
    CUMMAX,
    CUMMIN
  }

  /**
   * Running totals along an axis. Maximum and minimum also give the position (int64) of the last of
   * the greatest so far, as in PyTorch.
   */
  record Scan(ScanFn fn, int axis) implements OrderOp {
    @Override
    public String name() {
      return UnaryFn.camelCase(fn.name());
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      Shape shape = inputs[0].shape();
      shape.axis(axis);
      DType dtype = inputs[0].dtype();
      boolean extreme = fn == ScanFn.CUMMAX || fn == ScanFn.CUMMIN;
      if (extreme) {
        return new TensorType[] {new TensorType(dtype, shape), new TensorType(DType.INT64, shape)};
      }
      return Op.one(dtype.isFloating() ? dtype : DType.INT64, shape);
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      Tensor gradient = context.grad();
      return new @Nullable Tensor[] {
        switch (fn) {
          case CUMSUM -> Dispatcher.apply(this, gradient.flip(axis)).flip(axis);
          case CUMPROD -> Composite.bodyGradient(new ProductByDoubling(axis), context)[0];
          case CUMMAX, CUMMIN ->
              Tensor.zeros(gradient.dtype(), context.shape(0))
                  .scatterAdd(axis, context.output(1), gradient);
        }
      };
    }
  }

  /** The positions (int64) that sort an axis; stable, NaN last, as in PyTorch. */
  record ArgSort(int axis, boolean descending) implements OrderOp {
    @Override
    public String name() {
      return "argsort";
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      inputs[0].shape().axis(axis);
      return Op.one(DType.INT64, inputs[0].shape());
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      return Op.none(context);
    }
  }

  /**
   * The positions (int64, one row each) of the {@code count} non-zero elements. The caller counts
   * first, so that shapes never depend on data behind the door.
   */
  record Nonzero(int count) implements OrderOp {
    @Override
    public String name() {
      return "nonzero";
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      return Op.one(DType.INT64, Shape.of(count, inputs[0].shape().rank()));
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      return Op.none(context);
    }
  }

  /** The running product in log2(n) doubling steps: right derivatives where factors are zero. */
  record ProductByDoubling(int axis) implements Composition {
    @Override
    public String name() {
      return "cumprod";
    }

    @Override
    public Tensor[] body(Tensor... inputs) {
      Tensor running = inputs[0];
      int size = running.size(axis);
      for (int step = 1; step < size; step *= 2) {
        Tensor done = running.narrow(axis, 0, step);
        Tensor rest =
            running.narrow(axis, step, size - step).mul(running.narrow(axis, 0, size - step));
        running = Dispatcher.apply(new MovementOp.Concat(axis), done, rest);
      }
      return new Tensor[] {running};
    }
  }
}
