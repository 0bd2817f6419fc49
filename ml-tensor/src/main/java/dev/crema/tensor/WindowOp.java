package dev.crema.tensor;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Operations on windows: pieces of axes that slide along them and may overlap. */
public sealed interface WindowOp extends Op {

  /** What a window becomes. */
  enum WindowFn {
    MAX,
    SUM
  }

  /**
   * The windows of an axis, each laid along a new last axis: y[…, i, …, j] = x[…, i * step + j *
   * dilation, …]. With dilation 1 this is PyTorch's {@code Tensor.unfold}: the axis becomes (length
   * - span) / step + 1 long, where span = dilation * (size - 1) + 1; what is left over is dropped.
   */
  record Unfold(int axis, int size, int step, int dilation) implements WindowOp {
    @Override
    public String name() {
      return "unfold";
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      Shape from = inputs[0].shape();
      int length = from.get(axis);
      Window window = new Window(size, step, dilation).checked(name());
      if (window.count(length) == 0) {
        throw new CremaException(
            "unfold: a window of %d elements (dilation %d) spans %d, but axis %d of shape %s has %d"
                .formatted(size, dilation, window.span(), axis, from, length));
      }
      return Op.one(inputs[0].dtype(), windows(from));
    }

    private Shape windows(Shape from) {
      int[] sizes = Arrays.copyOf(from.toArray(), from.rank() + 1);
      sizes[axis] = (int) new Window(size, step, dilation).count(from.get(axis));
      sizes[from.rank()] = size;
      return Shape.owning(sizes);
    }

    /** Where the windows lie in the storage of the input: they overlap, nothing is copied. */
    public Layout layout(Layout input) {
      int rank = input.shape().rank();
      int[] strides = Arrays.copyOf(input.strides(), rank + 1);
      strides[rank] = strides[axis] * dilation;
      strides[axis] *= step;
      return new Layout(windows(input.shape()), strides, input.offset());
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      Op fold = new Fold(axis, context.shape(0).get(axis), step, dilation);
      return new @Nullable Tensor[] {Dispatcher.apply(fold, context.grad())};
    }
  }

  /**
   * The adjoint of {@link Unfold}: windows, which lie along the last axis, are added into an axis
   * of a given length: y[…, i * step + j * dilation, …] += x[…, i, …, j], in the order of i, then
   * j.
   */
  record Fold(int axis, int length, int step, int dilation) implements WindowOp {
    @Override
    public String name() {
      return "fold";
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      Shape from = inputs[0].shape();
      if (from.rank() < 2) {
        throw new CremaException(
            "fold: windows lie along the last axis and are counted along another, but the shape is "
                + from);
      }
      Shape to = from.without(from.rank() - 1);
      int size = from.get(-1);
      Window window = new Window(size, step, dilation).checked(name());
      if (window.count(length) != to.get(axis)) {
        throw new CremaException(
            "fold: %d windows of %d elements (step %d, dilation %d) fit into a length of %d, but axis %d of shape %s has %d"
                .formatted(
                    window.count(length), size, step, dilation, length, axis, from, to.get(axis)));
      }
      return Op.one(inputs[0].dtype(), to.with(axis, length));
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      Op unfold = new Unfold(axis, context.shape(0).get(-1), step, dilation);
      return new @Nullable Tensor[] {Dispatcher.apply(unfold, context.grad())};
    }
  }

  /**
   * One value of each window over the trailing axes, one entry of each list an axis: XLA's
   * ReduceWindow, the heart of pooling. The elements are first spread to lie {@code inputDilations}
   * apart; gaps and padding are absent, not zero; negative padding drops elements. The axis becomes
   * (spread + low + high - span) / stride + 1 long.
   *
   * <p>MAX gives a second output (int64): where in the row-major trailing axes of the input the
   * maximum lies, as PyTorch's {@code return_indices}. The first of equals is chosen, and the first
   * NaN before all else. A window without elements is refused.
   *
   * <p>SUM of integers and bool is int64; sums of floats are formed in float64.
   */
  record ReduceWindow(
      WindowFn fn,
      Ints sizes,
      Ints strides,
      Ints dilations,
      Ints inputDilations,
      Ints low,
      Ints high)
      implements WindowOp {
    /** Windows over elements that lie side by side. */
    public ReduceWindow(
        WindowFn fn, Ints sizes, Ints strides, Ints dilations, Ints low, Ints high) {
      this(fn, sizes, strides, dilations, ones(sizes.size()), low, high);
    }

    private static Ints ones(int count) {
      int[] ones = new int[count];
      Arrays.fill(ones, 1);
      return Ints.owning(ones);
    }

    @Override
    public String name() {
      return switch (fn) {
        case MAX -> "maxPool";
        case SUM -> "sumPool";
      };
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      Shape from = inputs[0].shape();
      checkLists(from);
      int[] to = from.toArray();
      int lead = from.rank() - sizes.size();
      for (int i = 0; i < sizes.size(); i++) {
        to[lead + i] = windows(i, lead + i, from);
      }
      Shape shape = Shape.owning(to);
      DType dtype = inputs[0].dtype();
      return switch (fn) {
        case MAX ->
            new TensorType[] {new TensorType(dtype, shape), new TensorType(DType.INT64, shape)};
        case SUM -> Op.one(dtype.isFloating() ? dtype : DType.INT64, shape);
      };
    }

    private void checkLists(Shape from) {
      int count = sizes.size();
      boolean equal =
          strides.size() == count
              && dilations.size() == count
              && inputDilations.size() == count
              && low.size() == count
              && high.size() == count;
      if (!equal || count == 0 || count > from.rank()) {
        throw new CremaException(
            "%s over shape %s: sizes %s, strides %s, dilations %s and %s, padding %s and %s need one entry an axis, for at least one axis"
                .formatted(name(), from, sizes, strides, dilations, inputDilations, low, high));
      }
    }

    private Window window(int i) {
      return new Window(sizes.get(i), strides.get(i), dilations.get(i));
    }

    private int windows(int i, int axis, Shape from) {
      Window window = window(i).checked(name());
      int length = from.get(axis);
      if (length == 0 || inputDilations.get(i) < 1) {
        throw new CremaException(
            "%s: axis %d of shape %s has %d elements with input dilation %d; both must be at least 1"
                .formatted(name(), axis, from, length, inputDilations.get(i)));
      }
      long spread = Window.spread(length, inputDilations.get(i));
      long count = window.count(spread + low.get(i) + high.get(i));
      String setting =
          "size %d, stride %d, dilation %d, axis of %d elements with padding of %d and %d"
              .formatted(
                  window.size(), window.step(), window.dilation(), length, low.get(i), high.get(i));
      if (count == 0) {
        throw new CremaException(
            "%s: no window fits into axis %d of shape %s (%s)"
                .formatted(name(), axis, from, setting));
      }
      for (long w = 0; w < count && fn == WindowFn.MAX; w++) {
        if (!holdsElements(i, w * window.step() - low.get(i), length)) {
          throw new CremaException(
              "maxPool: window %d along axis %d of shape %s holds no element and has no maximum (%s)"
                  .formatted(w, axis, from, setting));
        }
      }
      return Math.toIntExact(count);
    }

    private boolean holdsElements(int i, long start, int length) {
      for (long k = 0; k < sizes.get(i); k++) {
        long at = start + k * dilations.get(i);
        if (at >= 0 && at % inputDilations.get(i) == 0 && at / inputDilations.get(i) < length) {
          return true;
        }
      }
      return false;
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      return new @Nullable Tensor[] {
        switch (fn) {
          case MAX -> scattered(context);
          case SUM -> spread(context.grad(), context.shape(0));
        }
      };
    }

    /** Each gradient goes to where its maximum was. */
    private Tensor scattered(Backward context) {
      Shape from = context.shape(0);
      Tensor gradient = context.grad();
      Tensor positions = context.output(1);
      int planes = 1;
      int area = 1;
      int windows = 1;
      for (int axis = 0; axis < from.rank(); axis++) {
        boolean lead = axis < from.rank() - sizes.size();
        planes *= lead ? from.get(axis) : 1;
        area *= lead ? 1 : from.get(axis);
        windows *= lead ? 1 : gradient.size(axis);
      }
      return Dispatcher.apply(
              new Composite(new Scattered(area)),
              gradient.reshape(planes, windows),
              positions.reshape(planes, windows))
          .reshape(from);
    }

    /** Each element gets the sum over the windows that it lies in: windows over the gradient. */
    private Tensor spread(Tensor gradient, Shape from) {
      int count = sizes.size();
      int lead = from.rank() - count;
      if (from.numel() == 0) {
        return Tensor.zeros(gradient.dtype(), from);
      }
      int[] before = new int[count];
      int[] behind = new int[count];
      for (int i = 0; i < count; i++) {
        long apart = Window.spread(gradient.size(lead + i), strides.get(i));
        long length = Window.spread(from.get(lead + i), inputDilations.get(i));
        before[i] = (int) (window(i).span() - 1 - low.get(i));
        behind[i] = (int) (length - apart + low.get(i));
      }
      Op sum =
          new ReduceWindow(
              WindowFn.SUM,
              sizes,
              /* strides= */ inputDilations,
              dilations,
              /* inputDilations= */ strides,
              /* low= */ Ints.owning(before),
              /* high= */ Ints.owning(behind));
      return Dispatcher.apply(sum, gradient);
    }
  }

  /**
   * Rows of zeros, to which the values are added at their positions (int64): the gradient of a
   * maximum.
   *
   * @param length elements of a row
   */
  record Scattered(int length) implements Composition {
    @Override
    public String name() {
      return "maxPoolGrad";
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      return Op.one(inputs[0].dtype(), Shape.of(inputs[0].shape().get(0), length));
    }

    @Override
    public Tensor[] body(Tensor... inputs) {
      Tensor values = inputs[0];
      return new Tensor[] {
        Tensor.zeros(values.dtype(), values.size(0), length).scatterAdd(1, inputs[1], values)
      };
    }
  }
}
