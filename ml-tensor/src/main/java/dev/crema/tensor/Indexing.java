package dev.crema.tensor;

import java.util.Arrays;

/** Elements chosen by position or by mask. */
public sealed interface Indexing permits Tensor {
  /**
   * The element or sub-tensor at these indices of the leading axes, as a view; negative ones count
   * from the last.
   *
   * @throws CremaException if an index is out of range or there are more than axes
   */
  default Tensor get(int... indices) {
    Tensor x = self();
    if (indices.length > x.ndim()) {
      throw new CremaException(
          "get: %d indices were given for the %d axes of shape %s"
              .formatted(indices.length, x.ndim(), x.shape()));
    }
    for (int index : indices) {
      x = x.select(0, index);
    }
    return x;
  }

  /** y[i][j] = x[index[i][j]][j] (axis 0); the index is int64 and of equal rank. */
  default Tensor gather(int axis, Tensor index) {
    return Dispatcher.apply(new IndexOp.Gather(self().shape().axis(axis)), self(), index);
  }

  /** The entries of an axis that a 1-D int64 tensor names, in its order. */
  default Tensor indexSelect(int axis, Tensor index) {
    Shape shape = self().shape();
    int at = shape.axis(axis);
    if (index.ndim() != 1) {
      throw new CremaException(
          "indexSelect: the index must be 1-D, but has shape " + index.shape());
    }
    int[] wide = new int[shape.rank()];
    java.util.Arrays.fill(wide, 1);
    wide[at] = index.size(0);
    Tensor everywhere = index.to(DType.INT64).reshape(wide).expand(shape.with(at, index.size(0)));
    return gather(at, everywhere);
  }

  /** x with source added where the index says: x[index[i][j]][j] += source[i][j] (axis 0). */
  default Tensor scatterAdd(int axis, Tensor index, Tensor source) {
    Tensor x = self();
    return Dispatcher.apply(
        new IndexOp.ScatterAdd(x.shape().axis(axis)), x, index, source.to(x.dtype()));
  }

  /** x with source written where the index says: x[index[i][j]][j] = source[i][j] (axis 0). */
  default Tensor scatter(int axis, Tensor index, Tensor source) {
    Tensor x = self();
    return Dispatcher.apply(
        new IndexOp.IndexPut(x.shape().axis(axis)), x, index, source.to(x.dtype()));
  }

  /** x with a value where the mask (bool, broadcast) is true. */
  default Tensor maskedFill(Tensor mask, double value) {
    Tensor x = self();
    return Tensor.where(mask, Tensor.full(x.dtype(), value, Shape.of()), x);
  }

  /**
   * The rows (entries of the leading axes) where a bool mask is true: NumPy's {@code x[mask]}.
   *
   * @throws CremaException if the mask is not bool or not of the leading axes' shape
   */
  default Tensor maskedSelect(Tensor mask) {
    Tensor x = self();
    if (mask.dtype() != DType.BOOL) {
      throw new CremaException(
          "maskedSelect: the mask must be bool, but is " + mask.dtype() + "; compare first");
    }
    int[] sizes = x.shape().toArray();
    Shape lead = Shape.of(java.util.Arrays.copyOf(sizes, Math.min(mask.ndim(), sizes.length)));
    if (!lead.equals(mask.shape())) {
      throw new CremaException(
          "maskedSelect: a mask of shape %s does not fit shape %s"
              .formatted(mask.shape(), x.shape()));
    }
    Tensor rows = mask.flatten().nonzero().flatten();
    Tensor flat = mask.ndim() == 0 ? x.unsqueeze(0) : x.flatten(0, mask.ndim() - 1);
    return flat.indexSelect(0, rows);
  }

  /** The positions (int64, a row each) of the elements that are not zero. */
  default Tensor nonzero() {
    Tensor x = self().detach();
    int count = (int) x.ne(0).sum().itemLong();
    return Dispatcher.apply(new OrderOp.Nonzero(count), x);
  }

  /** The positions (int64) that sort an axis upwards; stable, NaN last. */
  default Tensor argsort(int axis) {
    return argsort(axis, false);
  }

  default Tensor argsort(int axis, boolean descending) {
    return Dispatcher.apply(new OrderOp.ArgSort(self().shape().axis(axis), descending), self());
  }

  /** An axis sorted, and where its values were. */
  default ValuesAndIndices sort(int axis, boolean descending) {
    Tensor order = argsort(axis, descending);
    return new ValuesAndIndices(gather(axis, order), order);
  }

  /**
   * A row of zeros with a one at each class number: (…) gives (…, classes), int64.
   *
   * @throws CremaException if a number is not one of the classes
   */
  default Tensor oneHot(int classes) {
    Tensor x = self();
    Tensor zeros = Tensor.zeros(DType.INT64, classes);
    Tensor index = x.to(DType.INT64).unsqueeze(-1);
    int[] shape = Arrays.copyOf(x.shape().toArray(), x.ndim() + 1);
    shape[x.ndim()] = classes;
    return zeros.expand(shape).scatter(-1, index, index.onesLike());
  }

  private Tensor self() {
    return (Tensor) this;
  }
}
