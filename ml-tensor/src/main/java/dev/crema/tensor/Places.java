package dev.crema.tensor;

/**
 * What an index operation is given, made fit for it: tensors of no axes have one.
 *
 * @param x read from or written to
 * @param axis counted from the first
 * @param index of the rank of x
 * @param scalar whether x has no axes
 */
record Places(Tensor x, int axis, Tensor index, boolean scalar) {

  static Places of(String name, Tensor x, int axis, Tensor index) {
    if (x.ndim() > 0) {
      Tensor one = index.ndim() == 0 && x.ndim() == 1 ? index.reshape(1) : index;
      return new Places(x, x.shape().axis(axis), one, false);
    }
    checkScalarAxis(name, axis);
    return new Places(x.reshape(1), 0, index.reshape(-1), true);
  }

  /** A tensor of no axes is asked as one of one axis. */
  static void checkScalarAxis(String name, int axis) {
    if (axis != 0 && axis != -1) {
      throw new CremaException("%s: axis %d of a 0-d tensor: give 0 or -1".formatted(name, axis));
    }
  }

  /** The part of a source that the index covers. */
  Tensor fit(Tensor source) {
    Tensor part = source.ndim() == 0 && index.ndim() == 1 ? source.reshape(1) : source;
    for (int i = 0; part.ndim() == index.ndim() && i < part.ndim(); i++) {
      part = part.size(i) > index.size(i) ? part.narrow(i, 0, index.size(i)) : part;
    }
    return part;
  }

  /** A result in the shape that x had. */
  Tensor shaped(Tensor result) {
    return scalar ? result.reshape() : result;
  }

  /** A 1-D index of an axis as one for each element of a source. */
  static Tensor everywhere(String name, Tensor x, int axis, Tensor index, Tensor source) {
    int at = x.ndim() == 0 ? 0 : x.shape().axis(axis);
    int entries = (int) index.numel();
    boolean fits = x.ndim() == 0 || source.shape().equals(x.shape().with(at, entries));
    if (!fits || index.ndim() > 1 || !index.dtype().isIntegral() || source.dtype() != x.dtype()) {
      throw new CremaException(
          "%s along axis %d of %s%s: an index %s%s and a source %s%s: give a 1-D index of integers, and a source of the same dtype with as many entries in this axis"
              .formatted(
                  name,
                  axis,
                  x.dtype(),
                  x.shape(),
                  index.dtype(),
                  index.shape(),
                  source.dtype(),
                  source.shape()));
    }
    return along(index, at, source.shape());
  }

  /** A 1-D index along one axis of a shape, the same along the others. */
  static Tensor along(Tensor index, int axis, Shape shape) {
    Tensor whole = index.to(DType.INT64);
    if (shape.rank() == 0) {
      return whole.reshape();
    }
    int[] wide = new int[shape.rank()];
    java.util.Arrays.fill(wide, 1);
    wide[axis] = (int) index.numel();
    return whole.reshape(wide).expand(shape);
  }

  /** Places counted from the first, where negative ones count from the last. */
  static Tensor fromFirst(Tensor index, long size) {
    return Tensor.where(index.lt(0), index.add(size), index);
  }
}
