package dev.crema.tensor;

import org.jspecify.annotations.Nullable;

/** Operations that place elements elsewhere and compute nothing. */
public sealed interface MovementOp extends Op {

  /** Those that only change how storage is read; backends never see them. */
  sealed interface View extends MovementOp {
    /** The layout after the operation, or null where the values must be copied first. */
    @Nullable Layout layout(Layout input);
  }

  /** The same elements in the same order under another shape. */
  record Reshape(Shape to) implements View {
    @Override
    public String name() {
      return "reshape";
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      Shape from = inputs[0].shape();
      if (from.numel() != to.numel()) {
        throw new CremaException(
            "reshape: shape %s has %d elements, %s would have %d"
                .formatted(from, from.numel(), to, to.numel()));
      }
      return Op.one(inputs[0].dtype(), to);
    }

    @Override
    public @Nullable Layout layout(Layout input) {
      return input.reshape(to);
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      return new @Nullable Tensor[] {context.grad().reshape(context.shape(0))};
    }
  }

  /** Axis i of the output is axis axes[i] of the input. */
  record Permute(Ints axes) implements View {
    @Override
    public String name() {
      return "permute";
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      Shape from = inputs[0].shape();
      long seen = 0;
      for (int i = 0; i < axes.size(); i++) {
        seen |= 1L << axes.get(i);
      }
      if (axes.size() != from.rank() || seen != (1L << from.rank()) - 1) {
        throw new CremaException(
            "permute: axes %s are not an order of the %d axes of shape %s"
                .formatted(axes, from.rank(), from));
      }
      int[] sizes = new int[from.rank()];
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] = from.get(axes.get(i));
      }
      return Op.one(inputs[0].dtype(), Shape.owning(sizes));
    }

    @Override
    public Layout layout(Layout input) {
      return input.permute(axes.shared());
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      int[] inverse = new int[axes.size()];
      for (int i = 0; i < inverse.length; i++) {
        inverse[axes.get(i)] = i;
      }
      return new @Nullable Tensor[] {context.grad().permute(inverse)};
    }
  }

  /** Repeats axes of size 1, and puts new axes in front, without copying. */
  record Expand(Shape to) implements View {
    @Override
    public String name() {
      return "expand";
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      Shape from = inputs[0].shape();
      int lead = to.rank() - from.rank();
      boolean fits = lead >= 0;
      for (int i = 0; fits && i < from.rank(); i++) {
        fits = from.get(i) == 1 || from.get(i) == to.get(lead + i);
      }
      if (!fits) {
        throw new CremaException(
            "expand: shape %s cannot be read as %s: aligned at the last axis, each size must be equal or 1"
                .formatted(from, to));
      }
      return Op.one(inputs[0].dtype(), to);
    }

    @Override
    public Layout layout(Layout input) {
      return input.expand(to);
    }

    /** The walk sums it to the input's shape. */
    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      return new @Nullable Tensor[] {context.grad()};
    }
  }

  /** Elements start, start + step, … (count of them) of one axis; the step may be negative. */
  record Slice(int axis, int start, int step, int count) implements View {
    @Override
    public String name() {
      return "slice";
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      Shape from = inputs[0].shape();
      int size = from.get(axis);
      long last = start + (long) step * (count - 1);
      if (count > 0 && (start < 0 || start >= size || last < 0 || last >= size)) {
        throw new CremaException(
            "slice: elements %d to %d were asked of axis %d of shape %s"
                .formatted(start, last, axis, from));
      }
      return Op.one(inputs[0].dtype(), from.with(axis, count));
    }

    @Override
    public Layout layout(Layout input) {
      return input.slice(axis, start, step, count);
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      int size = context.shape(0).get(axis);
      Tensor gradient = context.grad();
      if (count == 0) {
        return new @Nullable Tensor[] {Tensor.zeros(gradient.dtype(), context.shape(0))};
      }
      Tensor forward = step < 0 ? gradient.flip(axis) : gradient;
      int first = step < 0 ? start + step * (count - 1) : start;
      int stride = Math.abs(step);
      int high = size - first - (stride * (count - 1) + 1);
      return new @Nullable Tensor[] {
        Dispatcher.apply(new Pad(axis, first, high, stride - 1, 0), forward)
      };
    }
  }

  /** Puts a value before, behind and between (interior) the elements of one axis. */
  record Pad(int axis, int low, int high, int interior, double value) implements MovementOp {
    @Override
    public String name() {
      return "pad";
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      if (low < 0 || high < 0 || interior < 0) {
        throw new CremaException(
            "pad: axis %d was given %d before, %d behind, %d between; none may be negative"
                .formatted(axis, low, high, interior));
      }
      Shape from = inputs[0].shape();
      int size = from.get(axis);
      int inner = size == 0 ? 0 : size + (size - 1) * interior;
      return Op.one(inputs[0].dtype(), from.with(axis, low + inner + high));
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      int count = context.shape(0).get(axis);
      return new @Nullable Tensor[] {
        Dispatcher.apply(new Slice(axis, low, interior + 1, count), context.grad())
      };
    }
  }

  /** The inputs one after the other along an axis. */
  record Concat(int axis) implements MovementOp {
    @Override
    public String name() {
      return "cat";
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      Shape first = inputs[0].shape();
      int total = 0;
      for (int i = 0; i < inputs.length; i++) {
        Shape shape = inputs[i].shape();
        if (shape.rank() != first.rank()
            || !shape.with(axis, 0).equals(first.with(axis, 0))
            || inputs[i].dtype() != inputs[0].dtype()) {
          throw new CremaException(
              "cat: input 0 is %s%s, input %d is %s%s; all but axis %d must be equal"
                  .formatted(inputs[0].dtype(), first, i, inputs[i].dtype(), shape, axis));
        }
        total += shape.get(axis);
      }
      return Op.one(inputs[0].dtype(), first.with(axis, total));
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      @Nullable Tensor[] gradients = new @Nullable Tensor[context.inputs()];
      int start = 0;
      for (int i = 0; i < gradients.length; i++) {
        int size = context.shape(i).get(axis);
        gradients[i] = context.needs(i) ? context.grad().narrow(axis, start, size) : null;
        start += size;
      }
      return gradients;
    }
  }
}
