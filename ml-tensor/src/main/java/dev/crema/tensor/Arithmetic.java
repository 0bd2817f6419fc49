package dev.crema.tensor;

import org.jspecify.annotations.Nullable;

/** Adding, multiplying, rounding: elementwise, with broadcasting. */
public sealed interface Arithmetic permits Tensor {
  /** x + other, broadcast; dtypes promote as in PyTorch. */
  default Tensor add(Tensor other) {
    return self().binary(BinaryFn.ADD, other);
  }

  default Tensor add(double other) {
    return self().binary(BinaryFn.ADD, self().scalar(other));
  }

  default Tensor add(long other) {
    return self().binary(BinaryFn.ADD, self().scalar(other));
  }

  /**
   * x - other.
   *
   * @throws CremaException if either is bool: logicalXor or logicalNot is meant
   */
  default Tensor sub(Tensor other) {
    if (self().dtype() == DType.BOOL || other.dtype() == DType.BOOL) {
      throw new CremaException(
          "sub: %s minus %s: bool cannot be subtracted; use logicalXor, or cast with to(…)"
              .formatted(self().dtype(), other.dtype()));
    }
    return self().binary(BinaryFn.SUB, other);
  }

  default Tensor sub(double other) {
    return self().binary(BinaryFn.SUB, self().scalar(other));
  }

  default Tensor sub(long other) {
    return self().binary(BinaryFn.SUB, self().scalar(other));
  }

  /** x * other. */
  default Tensor mul(Tensor other) {
    return self().binary(BinaryFn.MUL, other);
  }

  default Tensor mul(double other) {
    return self().binary(BinaryFn.MUL, self().scalar(other));
  }

  default Tensor mul(long other) {
    return self().binary(BinaryFn.MUL, self().scalar(other));
  }

  /** x / other; integers become float32. */
  default Tensor div(Tensor other) {
    return self().binary(BinaryFn.DIV, other);
  }

  default Tensor div(double other) {
    return self().binary(BinaryFn.DIV, self().scalar(other));
  }

  default Tensor div(long other) {
    return self().binary(BinaryFn.DIV, self().scalar(other));
  }

  /** x to the power of other. */
  default Tensor pow(Tensor other) {
    return self().binary(BinaryFn.POW, other);
  }

  default Tensor pow(double other) {
    return self().binary(BinaryFn.POW, self().scalar(other));
  }

  default Tensor pow(long other) {
    if (other < 0 && !self().isFloating()) {
      throw new CremaException(
          "pow: %s to the power of %d is no integer; cast with to(FLOAT32)"
              .formatted(self().dtype(), other));
    }
    return self().binary(BinaryFn.POW, self().scalar(other));
  }

  /** The greater of both; NaN where either is NaN. */
  default Tensor maximum(Tensor other) {
    return self().binary(BinaryFn.MAXIMUM, other);
  }

  default Tensor maximum(double other) {
    return self().binary(BinaryFn.MAXIMUM, self().scalar(other));
  }

  /** The smaller of both; NaN where either is NaN. */
  default Tensor minimum(Tensor other) {
    return self().binary(BinaryFn.MINIMUM, other);
  }

  default Tensor minimum(double other) {
    return self().binary(BinaryFn.MINIMUM, self().scalar(other));
  }

  /** x / other rounded towards minus infinity; integers stay integers. */
  default Tensor floorDivide(Tensor other) {
    return self().binary(BinaryFn.FLOOR_DIVIDE, other);
  }

  default Tensor floorDivide(double other) {
    return self().binary(BinaryFn.FLOOR_DIVIDE, self().scalar(other));
  }

  default Tensor floorDivide(long other) {
    return self().binary(BinaryFn.FLOOR_DIVIDE, self().scalar(other));
  }

  /** The remainder with the divisor's sign, as Python's {@code %}. */
  default Tensor remainder(Tensor other) {
    return self().binary(BinaryFn.REMAINDER, other);
  }

  default Tensor remainder(double other) {
    return self().binary(BinaryFn.REMAINDER, self().scalar(other));
  }

  default Tensor remainder(long other) {
    return self().binary(BinaryFn.REMAINDER, self().scalar(other));
  }

  /** The remainder with the dividend's sign, as C's {@code fmod}. */
  default Tensor fmod(Tensor other) {
    return self().binary(BinaryFn.FMOD, other);
  }

  default Tensor fmod(double other) {
    return self().binary(BinaryFn.FMOD, self().scalar(other));
  }

  default Tensor fmod(long other) {
    return self().binary(BinaryFn.FMOD, self().scalar(other));
  }

  /** The angle of the point (other, x), in (-pi, pi]. */
  default Tensor atan2(Tensor other) {
    return self().binary(BinaryFn.ATAN2, other);
  }

  /**
   * -x.
   *
   * @throws CremaException if x is bool: logicalNot is meant
   */
  default Tensor neg() {
    if (self().dtype() == DType.BOOL) {
      throw new CremaException("neg: bool has no sign; use logicalNot, or cast with to(…)");
    }
    return self().unary(UnaryFn.NEG);
  }

  /** |x|. */
  default Tensor abs() {
    return self().unary(UnaryFn.ABS);
  }

  /** -1, 0 or 1. */
  default Tensor sign() {
    return self().unary(UnaryFn.SIGN);
  }

  /** The greatest integer not above x. */
  default Tensor floor() {
    return self().unary(UnaryFn.FLOOR);
  }

  /** The smallest integer not below x. */
  default Tensor ceil() {
    return self().unary(UnaryFn.CEIL);
  }

  /** The nearest integer; halves go to the even one. */
  default Tensor round() {
    return self().unary(UnaryFn.ROUND);
  }

  /** The nearest number of so many decimals; of a negative count, the nearest multiple of 10^-n. */
  default Tensor round(int decimals) {
    Tensor x = self();
    if (!x.isFloating()) {
      throw new CremaException(
          "round: decimals of a %s tensor were asked; cast with to(FLOAT32)".formatted(x.dtype()));
    }
    double scale = StrictMath.pow(10, Math.abs(decimals));
    return decimals < 0 ? x.div(scale).round().mul(scale) : x.mul(scale).round().div(scale);
  }

  /** x without its fraction. */
  default Tensor trunc() {
    return self().unary(UnaryFn.TRUNC);
  }

  /** x * x. */
  default Tensor square() {
    return self().unary(UnaryFn.SQUARE);
  }

  /** The square root; NaN below 0. */
  default Tensor sqrt() {
    return self().unary(UnaryFn.SQRT);
  }

  /** 1 / sqrt(x). */
  default Tensor rsqrt() {
    return self().unary(UnaryFn.RSQRT);
  }

  /** 1 / x. */
  default Tensor reciprocal() {
    return self().unary(UnaryFn.RECIPROCAL);
  }

  /**
   * x held between two bounds; NaN stays NaN. The gradient is 1 inside and on the bounds, else 0.
   *
   * @throws CremaException if low is above high
   */
  default Tensor clamp(double low, double high) {
    if (low > high) {
      throw new CremaException("clamp: the lower bound " + low + " is above the upper " + high);
    }
    Tensor x = self();
    Tensor lifted = Tensor.where(x.lt(low), x.scalar(low), x);
    return Tensor.where(x.gt(high), x.scalar(high), lifted);
  }

  /** {@link #clamp(double, double)} with whole bounds, which leave integers what they are. */
  default Tensor clamp(long low, long high) {
    if (low > high) {
      throw new CremaException("clamp: the lower bound " + low + " is above the upper " + high);
    }
    Tensor x = self();
    return x.clamp(x.scalar(low), x.scalar(high));
  }

  /**
   * x held between two bounds, broadcast; null for none. NaN stays NaN, and a bound of NaN gives
   * it. Where both bounds cross it is the upper one. The gradient goes to x inside and on the
   * bounds, else to the bound.
   */
  default Tensor clamp(@Nullable Tensor low, @Nullable Tensor high) {
    Tensor x = self();
    if (low != null) {
      x = Tensor.where(x.lt(low).logicalOr(low.isnan()), low, x);
    }
    return high == null ? x : Tensor.where(x.gt(high).logicalOr(high.isnan()), high, x);
  }

  /** x - trunc(x), of the sign of x. */
  default Tensor frac() {
    Tensor x = self();
    return x.sub(x.trunc());
  }

  /**
   * x / other, rounded: {@code "floor"} towards minus infinity, {@code "trunc"} towards 0. Of whole
   * numbers it is a whole number.
   *
   * @throws CremaException for any other word
   */
  default Tensor div(Tensor other, String rounding) {
    return switch (rounding) {
      case "floor" -> floorDivide(other);
      case "trunc" -> truncDivide(other);
      default ->
          throw new CremaException(
              "div: rounding is floor or trunc, and not '%s'".formatted(rounding));
    };
  }

  private Tensor truncDivide(Tensor other) {
    Tensor x = self();
    if (x.isFloating() || other.isFloating()) {
      return x.div(other).trunc();
    }
    // Floored quotients of whole numbers are one too small where signs differ and a rest is left.
    Tensor floored = x.floorDivide(other);
    Tensor rest = x.sub(floored.mul(other)).ne(0);
    return floored.add(floored.lt(0).logicalAnd(rest).to(floored.dtype()));
  }

  /** x + value * a * b. */
  default Tensor addcmul(Tensor a, Tensor b, double value) {
    return self().add(a.mul(b).mul(value));
  }

  /** x + value * a / b. */
  default Tensor addcdiv(Tensor a, Tensor b, double value) {
    return self().add(a.div(b).mul(value));
  }

  /**
   * From x to an end: x + weight * (end - x). For weights of a half and more it is computed from
   * the end, so that a weight of 1 gives the end to the bit.
   */
  default Tensor lerp(Tensor end, Tensor weight) {
    Tensor x = self();
    Tensor way = end.sub(x);
    Tensor fromStart = x.add(way.mul(weight));
    Tensor fromEnd = end.sub(way.mul(weight.neg().add(1)));
    return Tensor.where(weight.abs().lt(0.5), fromStart, fromEnd);
  }

  /** 0 where x is below 0, 1 where it is above, and a value of its own where it is 0. */
  default Tensor heaviside(Tensor values) {
    Tensor x = self();
    return Tensor.where(x.eq(0), values, x.gt(0).to(values.dtype()));
  }

  /**
   * x with other numbers for what is none.
   *
   * @param nan for NaN
   * @param posinf for infinity; null for the greatest number of the dtype
   * @param neginf for minus infinity; null for the least number of the dtype
   */
  default Tensor nanToNum(double nan, @Nullable Double posinf, @Nullable Double neginf) {
    Tensor x = self();
    if (!x.isFloating()) {
      return x;
    }
    double most = x.dtype().max();
    Tensor known = Tensor.where(x.isnan(), x.scalar(nan), x);
    Tensor low = x.scalar(neginf == null ? -most : neginf);
    Tensor high = x.scalar(posinf == null ? most : posinf);
    Tensor above = Tensor.where(x.eq(Double.NEGATIVE_INFINITY), low, known);
    return Tensor.where(x.eq(Double.POSITIVE_INFINITY), high, above);
  }

  private Tensor self() {
    return (Tensor) this;
  }
}
