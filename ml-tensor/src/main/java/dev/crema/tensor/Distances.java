package dev.crema.tensor;

/** How long vectors are and how far apart; the gradient of a length of 0 is 0. */
public sealed interface Distances permits Tensor {

  /**
   * (Σ |x|^p)^(1/p); for p = infinity the greatest |x|, for minus infinity the least, for 0 how
   * many are not 0.
   */
  default Tensor vectorNorm(double p, boolean keepdim, int... axes) {
    Tensor size = self().abs();
    if (Double.isInfinite(p)) {
      return p > 0 ? size.amax(keepdim, axes) : size.amin(keepdim, axes);
    }
    if (p == 0) {
      return size.ne(0).to(size.dtype()).sum(keepdim, axes);
    }
    if (p == 1) {
      return size.sum(keepdim, axes);
    }
    Tensor total = (p == 2 ? size.square() : size.pow(p)).sum(keepdim, axes);
    Tensor none = total.eq(0);
    Tensor safe = Tensor.where(none, total.onesLike(), total);
    Tensor root = p == 2 ? safe.sqrt() : safe.pow(1 / p);
    return Tensor.where(none, total, root);
  }

  /**
   * The distance of each row of x to each row of another: (…, n, k) and (…, m, k) give (…, n, m).
   *
   * @throws CremaException if they are not rows of one length
   */
  default Tensor cdist(Tensor other, double p) {
    Tensor x = self();
    if (x.ndim() < 2 || other.ndim() < 2 || x.size(-1) != other.size(-1)) {
      throw new CremaException(
          "cdist: shapes %s and %s: give rows of one length, (…, n, k) and (…, m, k)"
              .formatted(x.shape(), other.shape()));
    }
    return x.unsqueeze(-2).sub(other.unsqueeze(-3)).vectorNorm(p, false, -1);
  }

  private Tensor self() {
    return (Tensor) this;
  }
}
