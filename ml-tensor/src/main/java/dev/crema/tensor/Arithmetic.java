package dev.crema.tensor;

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

  private Tensor self() {
    return (Tensor) this;
  }
}
