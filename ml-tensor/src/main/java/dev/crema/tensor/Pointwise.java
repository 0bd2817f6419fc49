package dev.crema.tensor;

/** Exponentials, logarithms, angles: elementwise functions; integers become float32. */
public sealed interface Pointwise permits Tensor {
  /** e to the power of x. */
  default Tensor exp() {
    return self().unary(UnaryFn.EXP);
  }

  /** 2 to the power of x. */
  default Tensor exp2() {
    return self().unary(UnaryFn.EXP2);
  }

  /** exp(x) - 1, exact near 0. */
  default Tensor expm1() {
    return self().unary(UnaryFn.EXPM1);
  }

  /** The natural logarithm; NaN below 0. */
  default Tensor log() {
    return self().unary(UnaryFn.LOG);
  }

  /** log(1 + x), exact near 0. */
  default Tensor log1p() {
    return self().unary(UnaryFn.LOG1P);
  }

  /** The logarithm to base 2. */
  default Tensor log2() {
    return self().unary(UnaryFn.LOG2);
  }

  /** The logarithm to base 10. */
  default Tensor log10() {
    return self().unary(UnaryFn.LOG10);
  }

  /** The sine of x radians. */
  default Tensor sin() {
    return self().unary(UnaryFn.SIN);
  }

  /** The cosine of x radians. */
  default Tensor cos() {
    return self().unary(UnaryFn.COS);
  }

  /** The tangent of x radians. */
  default Tensor tan() {
    return self().unary(UnaryFn.TAN);
  }

  /** The arc sine, in radians. */
  default Tensor asin() {
    return self().unary(UnaryFn.ASIN);
  }

  /** The arc cosine, in radians. */
  default Tensor acos() {
    return self().unary(UnaryFn.ACOS);
  }

  /** The arc tangent, in radians. */
  default Tensor atan() {
    return self().unary(UnaryFn.ATAN);
  }

  /** The hyperbolic sine. */
  default Tensor sinh() {
    return self().unary(UnaryFn.SINH);
  }

  /** The hyperbolic cosine. */
  default Tensor cosh() {
    return self().unary(UnaryFn.COSH);
  }

  /** The inverse hyperbolic sine. */
  default Tensor asinh() {
    return self().unary(UnaryFn.ASINH);
  }

  /** The inverse hyperbolic cosine. */
  default Tensor acosh() {
    return self().unary(UnaryFn.ACOSH);
  }

  /** The inverse hyperbolic tangent. */
  default Tensor atanh() {
    return self().unary(UnaryFn.ATANH);
  }

  /** The error function, 2/sqrt(pi) times the integral of exp(-t*t) from 0 to x. */
  default Tensor erf() {
    return self().unary(UnaryFn.ERF);
  }

  /** 1 - erf(x), exact for large x. */
  default Tensor erfc() {
    return self().unary(UnaryFn.ERFC);
  }

  /**
   * The length of (x, other), sqrt(x² + other²): the greater is taken out first, so that the
   * squares neither overflow nor vanish. With an infinity it is infinite, also beside NaN.
   */
  default Tensor hypot(Tensor other) {
    Tensor x = self();
    Tensor greater = x.detach().abs().maximum(other.detach().abs());
    Tensor unit = greater.eq(0).logicalOr(greater.isinf());
    Tensor scale = Tensor.where(unit, greater.onesLike(), greater);
    Tensor length = x.div(scale).square().add(other.div(scale).square()).sqrt().mul(scale);
    Tensor infinite = x.isinf().logicalOr(other.isinf());
    return Tensor.where(infinite, length.scalar(Double.POSITIVE_INFINITY), length);
  }

  /** log(exp(x) + exp(other)), without overflow. */
  default Tensor logaddexp(Tensor other) {
    Tensor x = self();
    Tensor greater = x.maximum(other);
    Tensor apart = x.sub(other).abs().neg().exp().log1p();
    Tensor infinite = x.eq(other).logicalAnd(x.isinf());
    return Tensor.where(infinite, greater, greater.add(apart));
  }

  /** x * log(other), and 0 where x is 0 and the logarithm is none or infinite; NaN stays NaN. */
  default Tensor xlogy(Tensor other) {
    Tensor x = self();
    Tensor none = other.le(0).logicalOr(other.eq(Double.POSITIVE_INFINITY));
    Tensor safe = Tensor.where(x.eq(0).logicalAnd(none), other.onesLike(), other);
    return x.mul(safe.log());
  }

  private Tensor self() {
    return (Tensor) this;
  }
}
