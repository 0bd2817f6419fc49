package dev.crema.tensor;

/** Elements read by position. */
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
    Places places = Places.of("gather", self(), axis, index);
    Tensor found = Dispatcher.apply(new IndexOp.Gather(places.axis()), places.x(), places.index());
    return found.reshape(index.shape());
  }

  /** The entries of an axis that a 1-D tensor of integers names, in its order. */
  default Tensor indexSelect(int axis, Tensor index) {
    Shape shape = self().shape();
    if (index.ndim() > 1) {
      throw new CremaException(
          "indexSelect: the index must be 1-D, but has shape " + index.shape());
    }
    if (shape.rank() == 0) {
      return gather(axis, index.to(DType.INT64)).reshape();
    }
    int at = shape.axis(axis);
    return gather(at, Places.along(index, at, shape.with(at, (int) index.numel())));
  }

  /**
   * {@link #gather}, where index and tensor are broadcast but for the axis.
   *
   * @throws CremaException if they have not equally many axes, or do not broadcast
   */
  default Tensor takeAlongDim(Tensor index, int axis) {
    Tensor x = self();
    if (index.ndim() != x.ndim()) {
      throw new CremaException(
          "takeAlongDim: an index of shape %s for shape %s: give as many axes"
              .formatted(index.shape(), x.shape()));
    }
    int at = x.shape().axis(axis);
    Shape all = Shape.broadcast("takeAlongDim", x.shape().with(at, 1), index.shape().with(at, 1));
    return x.expand(all.with(at, x.size(at)))
        .gather(at, index.expand(all.with(at, index.size(at))));
  }

  /** {@link #gather} of all elements in row-major order, in one axis. */
  default Tensor takeAlongDim(Tensor index) {
    return self().flatten().gather(0, index.flatten());
  }

  /**
   * The elements at places in row-major order, in the shape of the index; negative ones count from
   * the last.
   *
   * @throws CremaException if the index is not int64, or a place is out of range
   */
  default Tensor take(Tensor index) {
    Tensor places = Places.fromFirst(index, self().numel()).flatten();
    return self().flatten().gather(0, places).reshape(index.shape());
  }

  /** The positions (int64, a row each) of the elements that are not zero. */
  default Tensor nonzero() {
    Tensor x = self().detach();
    int count = (int) x.ne(0).sum().itemLong();
    return Dispatcher.apply(new OrderOp.Nonzero(count), x);
  }

  private Tensor self() {
    return (Tensor) this;
  }
}
