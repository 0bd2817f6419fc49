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

  /** What is taken where a quantile lies between two elements. */
  enum Interpolation {
    LINEAR,
    LOWER,
    HIGHER,
    MIDPOINT,
    NEAREST
  }

  /** {@link #quantile(double, int, boolean, Interpolation)}, linear between two elements. */
  default Tensor quantile(double q, int axis, boolean keepdim) {
    return quantile(q, axis, keepdim, Interpolation.LINEAR);
  }

  /**
   * The value below which a share q of the elements along an axis lies. NaN where there is one.
   *
   * @throws CremaException if q is not from 0 to 1, or the axis is empty
   */
  default Tensor quantile(double q, int axis, boolean keepdim, Interpolation between) {
    Tensor x = self();
    if (!(q >= 0 && q <= 1) || x.size(axis) == 0 || !x.isFloating()) {
      throw new CremaException(
          "quantile %s along axis %d of %s%s: give a share from 0 to 1 of floating numbers"
              .formatted(q, axis, x.dtype(), x.shape()));
    }
    double exact = q * (x.size(axis) - 1);
    double place = between == Interpolation.NEAREST ? Math.rint(exact) : exact;
    int below = (int) place;
    int above = Math.min(below + 1, x.size(axis) - 1);
    double weight =
        switch (between) {
          case LINEAR, NEAREST -> place - below;
          case LOWER -> 0;
          case HIGHER -> place > below ? 1 : 0;
          case MIDPOINT -> place > below ? 0.5 : 0;
        };
    Tensor sorted = x.sort(axis, false).values();
    Tensor low = sorted.narrow(axis, below, 1);
    Tensor value = low.lerp(sorted.narrow(axis, above, 1), low.scalar(weight));
    Tensor known = Tensor.where(x.isnan().any(true, axis), low.scalar(Double.NaN), value);
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

  /**
   * The most frequent element along an axis, of several the least, and the last of its places. Each
   * NaN is one of its own.
   *
   * @throws CremaException if the axis is empty
   */
  default ValuesAndIndices mode(int axis) {
    Tensor x = self();
    if (x.ndim() == 0) {
      Places.checkScalarAxis("mode", axis);
      return new ValuesAndIndices(x, Tensor.zeros(DType.INT64));
    }
    if (x.size(axis) == 0) {
      throw new CremaException(
          "mode: axis %d of shape %s has no elements".formatted(axis, x.shape()));
    }
    ValuesAndIndices sorted = x.detach().sort(axis, false);
    Tensor group = groups(sorted.values(), axis);
    Tensor counts = group.zerosLike().scatterAdd(axis, group, group.onesLike());
    Tensor best = counts.gather(axis, group).argmax(axis).unsqueeze(axis);
    Tensor last = best.add(counts.gather(axis, group.gather(axis, best))).sub(1L);
    return at(axis, sorted.indices().gather(axis, last).squeeze(axis));
  }

  /** The distinct elements in rising order. Each NaN is one of its own. */
  default Unique unique() {
    Tensor x = self();
    ValuesAndIndices sorted = x.detach().flatten().sort(0, false);
    Unique runs = sorted.values().uniqueConsecutive();
    Tensor group = runs.inverse();
    Tensor inverse = group.zerosLike().scatter(0, sorted.indices(), group).reshape(x.shape());
    return new Unique(runs.values(), inverse, runs.counts());
  }

  /** The elements, in row-major order, without those equal to the one before them. */
  default Unique uniqueConsecutive() {
    Tensor x = self();
    Tensor flat = x.detach().flatten();
    Tensor group = groups(flat, 0);
    int count = flat.numel() == 0 ? 0 : (int) group.get(-1).itemLong() + 1;
    Tensor none = Tensor.zeros(DType.INT64, count);
    Tensor values = Tensor.zeros(flat.dtype(), count).scatter(0, group, flat);
    return new Unique(
        values, group.reshape(x.shape()), none.scatterAdd(0, group, group.onesLike()));
  }

  /** The number (int64) of the run of equal neighbours in which each element lies. */
  private static Tensor groups(Tensor values, int axis) {
    int size = values.size(axis);
    if (size == 0) {
      return Tensor.zeros(DType.INT64, values.shape());
    }
    Tensor first = Tensor.zeros(DType.BOOL, values.narrow(axis, 0, 1).shape());
    Tensor changes = values.narrow(axis, 1, size - 1).ne(values.narrow(axis, 0, size - 1));
    return Tensor.cat(List.of(first, changes), axis).to(DType.INT64).cumsum(axis);
  }

  private Tensor self() {
    return (Tensor) this;
  }
}
