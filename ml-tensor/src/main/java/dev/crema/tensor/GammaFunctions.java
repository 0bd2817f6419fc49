package dev.crema.tensor;

/** The logarithm of the gamma function and its derivatives; integers become float32. */
public sealed interface GammaFunctions permits Tensor {
  /** log(|Gamma(x)|); infinite at 0, -1, -2, … */
  default Tensor lgamma() {
    return self().unary(UnaryFn.LGAMMA);
  }

  /** The derivative of {@link #lgamma()}; NaN at -1, -2, … */
  default Tensor digamma() {
    return self().unary(UnaryFn.DIGAMMA);
  }

  /**
   * The n-th derivative of {@link #digamma()}. At 0, -1, -2, … it is infinite, and 0 at infinity.
   *
   * @throws CremaException if n is negative
   */
  default Tensor polygamma(int n) {
    if (n < 0) {
      throw new CremaException(
          "polygamma: there is no derivative of order %d; give 0 or more".formatted(n));
    }
    return n == 0
        ? digamma()
        : Dispatcher.apply(new Composite(new Polygamma(n)), self().floating());
  }

  private Tensor self() {
    return (Tensor) this;
  }
}
