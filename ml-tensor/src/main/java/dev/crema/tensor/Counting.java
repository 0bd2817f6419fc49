package dev.crema.tensor;

import org.jspecify.annotations.Nullable;

/** How often values occur. */
public sealed interface Counting permits Tensor {
  /** How many elements are not 0. */
  default Tensor countNonzero(int... axes) {
    return self().ne(0).sum(axes);
  }

  /**
   * How often (int64) each of the numbers 0, 1, … occurs, up to the greatest; at least {@code
   * minlength} of them.
   *
   * @throws CremaException if this is not a vector of integers that are not negative
   */
  default Tensor bincount(int minlength) {
    return bincount(null, minlength);
  }

  /**
   * The sum of the weights of each of the numbers 0, 1, …: float32 for such weights, else float64.
   *
   * @param weights one for each element; null to count
   * @throws CremaException if this is not a vector of integers that are not negative, there are not
   *     as many weights, or {@code minlength} is negative
   */
  default Tensor bincount(@Nullable Tensor weights, int minlength) {
    Tensor x = self();
    boolean fits = x.ndim() == 1 && x.dtype().isIntegral() && minlength >= 0;
    if (!fits || x.lt(0).any().itemBoolean()) {
      throw new CremaException(
          "bincount of %s%s, at least %d: give a vector of integers; none may be negative"
              .formatted(x.dtype(), x.shape(), minlength));
    }
    if (weights != null && !weights.shape().equals(x.shape())) {
      throw new CremaException(
          "bincount: weights of shape %s for numbers of shape %s"
              .formatted(weights.shape(), x.shape()));
    }
    long most = x.numel() == 0 ? 0 : x.max().itemLong() + 1;
    Tensor each = weights == null ? Tensor.ones(DType.INT64, x.shape()) : weights;
    DType dtype =
        weights == null
            ? DType.INT64
            : weights.dtype() == DType.FLOAT32 ? DType.FLOAT32 : DType.FLOAT64;
    Tensor none = Tensor.zeros(dtype, Math.toIntExact(Math.max(most, minlength)));
    return none.scatterAdd(0, x.to(DType.INT64), each.to(dtype));
  }

  /**
   * How many elements lie in each of some equal bins from low to high, the last one with its upper
   * end; others, and NaN, are not counted. Equal bounds stand for the least and the greatest
   * element.
   *
   * @throws CremaException if the dtype is not floating, there is no bin, low is above high, or a
   *     bound is not finite
   */
  default Tensor histc(int bins, double low, double high) {
    Tensor x = self().detach().flatten();
    double from = low;
    double to = high;
    if (low == high && x.numel() > 0) {
      from = x.min().item();
      to = x.max().item();
    }
    if (from == to) {
      from -= 1;
      to += 1;
    }
    if (bins < 1 || !(from < to) || Double.isInfinite(to - from) || !x.isFloating()) {
      throw new CremaException(
          "histc: %d bins from %s to %s of %s%s: give one bin or more of floating numbers, and a finite range that rises"
              .formatted(bins, from, to, x.dtype(), x.shape()));
    }
    Tensor inside = x.maskedSelect(x.ge(from).logicalAnd(x.le(to)));
    Tensor place = inside.sub(from).mul(bins).div(to - from).to(DType.INT64);
    Tensor last = Tensor.full(DType.INT64, (long) (bins - 1), Shape.of());
    return place.minimum(last).bincount(bins).to(x.dtype());
  }

  private Tensor self() {
    return (Tensor) this;
  }
}
