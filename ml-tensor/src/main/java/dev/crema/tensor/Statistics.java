package dev.crema.tensor;

import java.util.List;

/** Chosen and counted elements: extremes with their places, quantiles, distinct values. */
public sealed interface Statistics permits Tensor {

  /** The distinct values of {@link #unique}, where each element is among them, and how often. */
  record Unique(Tensor values, Tensor inverse, Tensor counts) {}

  /** The greatest element along an axis, the first of equals, and its place; NaN is greatest. */
  default ValuesAndIndices max(int axis) {
    return at(axis, self().argmax(axis));
  }

  /** The least element along an axis, the first of equals, and its place; NaN is least. */
  default ValuesAndIndices min(int axis) {
    return at(axis, self().argmin(axis));
  }

  private ValuesAndIndices at(int axis, Tensor indices) {
    Tensor values = self().gather(axis, indices.unsqueeze(axis)).squeeze(axis);
    return new ValuesAndIndices(values, indices);
  }

  /**
   * The k-th least element along an axis and its place.
   *
   * @param k from 1
   * @throws CremaException if the axis has no k-th element
   */
  default ValuesAndIndices kthvalue(int k, int axis) {
    Tensor x = self();
    if (k < 1 || x.ndim() == 0 || k > x.size(axis)) {
      throw new CremaException(
          "kthvalue: element %d of axis %d of shape %s: give 1 to the size of the axis"
              .formatted(k, axis, x.shape()));
    }
    ValuesAndIndices sorted = x.sort(axis, false);
    return new ValuesAndIndices(
        sorted.values().select(axis, k - 1), sorted.indices().select(axis, k - 1));
  }

  /**
   * The middle element along an axis and its place; of two middle ones the lesser. NaN where there
   * is one.
   *
   * @throws CremaException if the axis is empty
   */
  default ValuesAndIndices median(int axis) {
    Tensor x = self();
    ValuesAndIndices middle = kthvalue((x.size(axis) + 1) / 2, axis);
    if (!x.isFloating()) {
      return middle;
    }
    Tensor unknown = x.isnan().any(axis);
    Tensor place = x.isnan().to(DType.INT64).argmax(axis);
    Tensor index = Tensor.where(unknown, place, middle.indices());
    return at(axis, index);
  }

  /**
   * The middle of all elements; of two middle ones the lesser. NaN where there is one. Elements
   * that are equal to it share the gradient evenly.
   */
  default Tensor median() {
    Tensor x = self();
    Tensor middle = x.detach().flatten().median(0).values();
    if (!x.requiresGrad()) {
      return middle;
    }
    Tensor equal = x.eq(middle).logicalOr(x.isnan().logicalAnd(middle.isnan()));
    // 0 in value, and the gradient of a mean
    Tensor moved = Tensor.where(equal, x.sub(x.detach()), x.zerosLike());
    return middle.add(moved.sum().div(equal.to(x.dtype()).sum()));
  }

  /**
   * The value below which a share q of the elements along an axis lies, linear between two of them.
   * NaN where there is one.
   *
   * @throws CremaException if q is not from 0 to 1, or the axis is empty
   */
  default Tensor quantile(double q, int axis, boolean keepdim) {
    Tensor x = self();
    if (!(q >= 0 && q <= 1) || x.size(axis) == 0 || !x.isFloating()) {
      throw new CremaException(
          "quantile %s along axis %d of %s%s: give a share from 0 to 1 of floating numbers"
              .formatted(q, axis, x.dtype(), x.shape()));
    }
    double place = q * (x.size(axis) - 1);
    int below = (int) place;
    int above = Math.min(below + 1, x.size(axis) - 1);
    Tensor sorted = x.sort(axis, false).values();
    Tensor low = sorted.narrow(axis, below, 1);
    Tensor between = low.lerp(sorted.narrow(axis, above, 1), low.scalar(place - below));
    Tensor known = Tensor.where(x.isnan().any(true, axis), low.scalar(Double.NaN), between);
    return keepdim ? known : known.squeeze(axis);
  }

  /** The differences of neighbours along an axis. */
  default Tensor diff(int axis) {
    Tensor x = self();
    int size = x.size(axis);
    return x.slice(axis, 1, Math.max(1, size)).sub(x.slice(axis, 0, Math.max(0, size - 1)));
  }

  /** The sum of the elements that are not NaN. */
  default Tensor nansum(int... axes) {
    return known().sum(axes);
  }

  /** The mean of the elements that are not NaN; NaN where there is none. */
  default Tensor nanmean(int... axes) {
    Tensor x = self();
    Tensor count = x.isnan().logicalNot().to(x.dtype()).sum(axes);
    return known().sum(axes).div(count);
  }

  private Tensor known() {
    Tensor x = self();
    return Tensor.where(x.isnan(), x.zerosLike(), x);
  }

  /** How many elements are not 0. */
  default Tensor countNonzero(int... axes) {
    return self().ne(0).sum(axes);
  }

  /** The distinct elements in rising order. Each NaN is one of its own. */
  default Unique unique() {
    Tensor x = self();
    ValuesAndIndices sorted = x.detach().flatten().sort(0, false);
    Tensor values = sorted.values();
    int size = values.size(0);
    Tensor first = Tensor.ones(DType.BOOL, Math.min(1, size));
    Tensor changes = size < 2 ? first : Tensor.cat(List.of(first, neighbours(values, size)), 0);
    Tensor group = changes.to(DType.INT64).cumsum(0).sub(1);
    Tensor distinct = values.maskedSelect(changes);
    Tensor inverse = group.zerosLike().scatter(0, sorted.indices(), group).reshape(x.shape());
    Tensor none = Tensor.zeros(DType.INT64, distinct.size(0));
    return new Unique(distinct, inverse, none.scatterAdd(0, group, group.onesLike()));
  }

  private static Tensor neighbours(Tensor values, int size) {
    return values.slice(0, 1, size).ne(values.slice(0, 0, size - 1));
  }

  private Tensor self() {
    return (Tensor) this;
  }
}
