package dev.crema.tensor;

/**
 * Order along an axis, and places in it. NaN is the greatest, as in PyTorch; equals keep theirs.
 */
public sealed interface Ordering permits Tensor {
  /** The positions (int64) that sort an axis upwards; stable, NaN last. */
  default Tensor argsort(int axis) {
    return argsort(axis, false);
  }

  default Tensor argsort(int axis, boolean descending) {
    Tensor x = self();
    if (x.ndim() == 0) {
      Places.checkScalarAxis("argsort", axis);
      return Tensor.zeros(DType.INT64);
    }
    return Dispatcher.apply(new OrderOp.ArgSort(x.shape().axis(axis), descending), x);
  }

  /** An axis sorted, and where its values were. */
  default ValuesAndIndices sort(int axis, boolean descending) {
    Tensor order = argsort(axis, descending);
    return new ValuesAndIndices(self().gather(axis, order), order);
  }

  /** The k greatest elements of the last axis, falling, and where they were. */
  default ValuesAndIndices topk(int k) {
    return topk(k, -1, true);
  }

  /**
   * The k greatest (or least) elements of an axis, the first of equals first, and where they were.
   *
   * @param largest for the greatest, falling; otherwise the least, rising
   * @throws CremaException if k is negative or more than the axis has
   */
  default ValuesAndIndices topk(int k, int axis, boolean largest) {
    Tensor x = self();
    int size = x.ndim() == 0 ? 1 : x.size(axis);
    if (k < 0 || k > size) {
      throw new CremaException(
          "topk: %d elements were asked of axis %d of shape %s: give 0 to %d"
              .formatted(k, axis, x.shape(), size));
    }
    Tensor order = argsort(axis, largest);
    Tensor first = x.ndim() == 0 ? order : order.narrow(axis, 0, k);
    return new ValuesAndIndices(x.gather(axis, first), first);
  }

  /**
   * How many entries (int64) of this rising sequence lie before each value: the place at which it
   * would be put in. By halving, in log2(n) steps.
   *
   * @param values of any shape for a 1-D sequence; for rows of sequences, rows of values
   * @param right whether entries equal to the value lie before it
   * @throws CremaException if the leading axes differ
   */
  default Tensor searchsorted(Tensor values, boolean right) {
    Tensor x = self().detach();
    checkRows(x, values);
    boolean flat = x.ndim() == 1;
    Tensor sought = flat ? values.detach().flatten() : values.detach();
    int size = x.size(-1);
    Tensor start = Tensor.zeros(DType.INT64, sought.shape());
    Tensor end = Tensor.full(DType.INT64, (long) size, sought.shape());
    for (int left = size; left > 0; left /= 2) {
      Tensor open = start.lt(end);
      Tensor middle = start.add(end).floorDivide(2L);
      Tensor found = x.gather(-1, Tensor.where(open, middle, start.zerosLike()));
      Tensor stop = right ? found.gt(sought) : found.ge(sought);
      end = Tensor.where(open.logicalAnd(stop), middle, end);
      start = Tensor.where(open.logicalAnd(stop.logicalNot()), middle.add(1L), start);
    }
    return flat ? start.reshape(values.shape()) : start;
  }

  private static void checkRows(Tensor x, Tensor values) {
    boolean fits =
        x.ndim() == 1
            || (x.ndim() > 1
                && values.ndim() == x.ndim()
                && values.shape().with(x.ndim() - 1, 0).equals(x.shape().with(x.ndim() - 1, 0)));
    if (!fits) {
      throw new CremaException(
          "searchsorted: a sequence of shape %s and values of shape %s: give a 1-D sequence, or equal leading axes"
              .formatted(x.shape(), values.shape()));
    }
  }

  /**
   * The number (int64) of the bucket between rising boundaries in which each element lies.
   *
   * @param right whether a boundary belongs to the bucket above it, and not to that below
   * @throws CremaException if the boundaries are not 1-D
   */
  default Tensor bucketize(Tensor boundaries, boolean right) {
    if (boundaries.ndim() != 1) {
      throw new CremaException(
          "bucketize: the boundaries must be 1-D, but have shape " + boundaries.shape());
    }
    return boundaries.searchsorted(self(), right);
  }

  /** Whether each element is among some others (bool). */
  default Tensor isin(Tensor elements) {
    Tensor x = self().detach();
    int count = (int) elements.numel();
    if (count == 0) {
      return Tensor.zeros(DType.BOOL, x.shape());
    }
    Tensor sorted = elements.detach().flatten().sort(0, false).values();
    Tensor place = sorted.searchsorted(x, false);
    Tensor last = Tensor.full(DType.INT64, (long) (count - 1), Shape.of());
    return sorted.take(place.minimum(last)).eq(x);
  }

  private Tensor self() {
    return (Tensor) this;
  }
}
