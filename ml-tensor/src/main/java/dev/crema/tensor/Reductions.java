package dev.crema.tensor;

import dev.crema.tensor.ReductionOp.ReduceFn;

/**
 * One value of many. Without axes all elements are reduced; a negative axis counts from the last;
 * {@code keepdim} leaves reduced axes in place with size 1.
 */
public sealed interface Reductions permits Tensor {
  /** The sum; of integers and bool in int64. */
  default Tensor sum(int... axes) {
    return sum(false, axes);
  }

  default Tensor sum(boolean keepdim, int... axes) {
    return reduce(self(), ReduceFn.SUM, keepdim, axes);
  }

  /** The product; of integers and bool in int64. */
  default Tensor prod(int... axes) {
    return prod(false, axes);
  }

  default Tensor prod(boolean keepdim, int... axes) {
    return reduce(self(), ReduceFn.PROD, keepdim, axes);
  }

  /**
   * The arithmetic mean; NaN over an empty axis.
   *
   * @throws CremaException if the dtype is not floating
   */
  default Tensor mean(int... axes) {
    return mean(false, axes);
  }

  default Tensor mean(boolean keepdim, int... axes) {
    checkFloating("mean");
    return sum(keepdim, axes).div(count(axes));
  }

  /**
   * The variance with Bessel's correction: the sum of squared deviations over n - 1.
   *
   * @throws CremaException if the dtype is not floating
   */
  default Tensor var(int... axes) {
    return var(1, false, axes);
  }

  /** The variance: the sum of squared deviations over n - correction. */
  default Tensor var(int correction, boolean keepdim, int... axes) {
    checkFloating("var");
    Tensor deviation = self().sub(mean(true, axes));
    double degrees = Math.max(0, count(axes) - correction);
    return deviation.square().sum(keepdim, axes).div(degrees);
  }

  /** The square root of {@link #var(int...)}. */
  default Tensor std(int... axes) {
    return var(axes).sqrt();
  }

  default Tensor std(int correction, boolean keepdim, int... axes) {
    return var(correction, keepdim, axes).sqrt();
  }

  /** The greatest element; NaN if there is one. Equal greatest ones share the gradient evenly. */
  default Tensor max() {
    return amax(false);
  }

  /** The smallest element; NaN if there is one. */
  default Tensor min() {
    return amin(false);
  }

  default Tensor amax(int... axes) {
    return amax(false, axes);
  }

  default Tensor amax(boolean keepdim, int... axes) {
    return reduce(self(), ReduceFn.MAX, keepdim, axes);
  }

  default Tensor amin(int... axes) {
    return amin(false, axes);
  }

  default Tensor amin(boolean keepdim, int... axes) {
    return reduce(self(), ReduceFn.MIN, keepdim, axes);
  }

  /** The position (int64) of the greatest element along an axis; the first of equals. */
  default Tensor argmax(int axis) {
    return Dispatcher.apply(new ReductionOp.ArgReduce(true, self().shape().axis(axis)), self());
  }

  /** The position (int64) of the greatest element in row-major order. */
  default Tensor argmax() {
    return self().flatten().argmax(0);
  }

  /** The position (int64) of the smallest element along an axis; the first of equals. */
  default Tensor argmin(int axis) {
    return Dispatcher.apply(new ReductionOp.ArgReduce(false, self().shape().axis(axis)), self());
  }

  /** The position (int64) of the smallest element in row-major order. */
  default Tensor argmin() {
    return self().flatten().argmin(0);
  }

  /** Whether all elements are not zero (bool); true over an empty axis. */
  default Tensor all(int... axes) {
    return all(false, axes);
  }

  default Tensor all(boolean keepdim, int... axes) {
    Tensor zeros = self().eq(0).to(DType.UINT8);
    return zeros.sum(keepdim, axes).eq(0);
  }

  /** Whether any element is not zero (bool); false over an empty axis. */
  default Tensor any(int... axes) {
    return any(false, axes);
  }

  default Tensor any(boolean keepdim, int... axes) {
    return self().ne(0).sum(keepdim, axes).gt(0);
  }

  /** log(sum(exp(x))), without overflow. */
  default Tensor logsumexp(int... axes) {
    return logsumexp(false, axes);
  }

  default Tensor logsumexp(boolean keepdim, int... axes) {
    Tensor x = self().floating();
    Tensor top = x.detach().amax(true, axes);
    Tensor safe = Tensor.where(top.isfinite(), top, top.zerosLike());
    Tensor total = x.sub(safe).exp().sum(true, axes).log().add(safe);
    return keepdim ? total : total.reshape(x.shape().without(x.shape().axes(axes), false));
  }

  /** The Euclidean norm: the square root of the sum of squares; the gradient of 0 is 0. */
  default Tensor norm(int... axes) {
    checkFloating("norm");
    return self().vectorNorm(2, false, axes);
  }

  /** Running sums along an axis. */
  default Tensor cumsum(int axis) {
    return scan(OrderOp.ScanFn.CUMSUM, axis)[0];
  }

  /** Running products along an axis. */
  default Tensor cumprod(int axis) {
    return scan(OrderOp.ScanFn.CUMPROD, axis)[0];
  }

  /**
   * Running log(sum(exp(x))) along an axis, without overflow: in log2(n) doubling steps.
   *
   * @throws CremaException if the dtype is not floating
   */
  default Tensor logcumsumexp(int axis) {
    checkFloating("logcumsumexp");
    Tensor running = self();
    int size = running.ndim() == 0 ? 1 : running.size(axis);
    for (int step = 1; step < size; step *= 2) {
      Tensor done = running.narrow(axis, 0, step);
      Tensor before = running.narrow(axis, 0, size - step);
      Tensor rest = running.narrow(axis, step, size - step).logaddexp(before);
      running = Tensor.cat(java.util.List.of(done, rest), axis);
    }
    return running;
  }

  /** Running maxima along an axis, and where they were met. */
  default ValuesAndIndices cummax(int axis) {
    Tensor[] found = scan(OrderOp.ScanFn.CUMMAX, axis);
    return new ValuesAndIndices(found[0], found[1]);
  }

  /** Running minima along an axis, and where they were met. */
  default ValuesAndIndices cummin(int axis) {
    Tensor[] found = scan(OrderOp.ScanFn.CUMMIN, axis);
    return new ValuesAndIndices(found[0], found[1]);
  }

  private Tensor[] scan(OrderOp.ScanFn fn, int axis) {
    Tensor x = self();
    return Dispatcher.applyAll(new OrderOp.Scan(fn, x.shape().axis(axis)), x);
  }

  /** Sums what broadcasting repeated, back to the shape before. */
  default Tensor sumTo(Shape shape) {
    Tensor x = self();
    if (x.shape().equals(shape)) {
      return x;
    }
    new MovementOp.Expand(x.shape()).infer(new TensorType(x.dtype(), shape));
    int lead = x.ndim() - shape.rank();
    int[] axes = new int[x.ndim()];
    int count = 0;
    for (int i = 0; i < x.ndim(); i++) {
      if (i < lead || (shape.get(i - lead) == 1 && x.size(i) != 1)) {
        axes[count++] = i;
      }
    }
    int[] summed = java.util.Arrays.copyOf(axes, count);
    Tensor total = Dispatcher.apply(new ReductionOp.Reduce(ReduceFn.SUM, Ints.owning(summed)), x);
    return total.reshape(shape);
  }

  private static Tensor reduce(Tensor x, ReduceFn fn, boolean keepdim, int... axes) {
    int[] named = x.shape().axes(axes);
    Tensor reduced = Dispatcher.apply(new ReductionOp.Reduce(fn, Ints.owning(named)), x);
    return keepdim ? reduced.reshape(x.shape().without(named, true)) : reduced;
  }

  private double count(int... axes) {
    Shape shape = self().shape();
    double count = 1;
    for (int axis : shape.axes(axes)) {
      count *= shape.get(axis);
    }
    return count;
  }

  private void checkFloating(String name) {
    if (!self().isFloating()) {
      throw new CremaException(
          name
              + " needs a floating dtype, but was given "
              + self().dtype()
              + "; cast with to(FLOAT32)");
    }
  }

  private Tensor self() {
    return (Tensor) this;
  }
}
