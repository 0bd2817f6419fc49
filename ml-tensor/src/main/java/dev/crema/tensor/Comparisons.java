package dev.crema.tensor;

/** Questions with yes or no as the answer of each element, and logic on the answers. */
public sealed interface Comparisons permits Tensor {
  /** Whether equal (bool), broadcast; NaN equals nothing. */
  default Tensor eq(Tensor other) {
    return self().binary(BinaryFn.EQ, other);
  }

  default Tensor eq(double other) {
    return self().binary(BinaryFn.EQ, self().scalar(other));
  }

  default Tensor eq(long other) {
    return self().binary(BinaryFn.EQ, self().scalar(other));
  }

  /** Whether not equal. */
  default Tensor ne(Tensor other) {
    return self().binary(BinaryFn.NE, other);
  }

  default Tensor ne(double other) {
    return self().binary(BinaryFn.NE, self().scalar(other));
  }

  default Tensor ne(long other) {
    return self().binary(BinaryFn.NE, self().scalar(other));
  }

  /** Whether less. */
  default Tensor lt(Tensor other) {
    return self().binary(BinaryFn.LT, other);
  }

  default Tensor lt(double other) {
    return self().binary(BinaryFn.LT, self().scalar(other));
  }

  default Tensor lt(long other) {
    return self().binary(BinaryFn.LT, self().scalar(other));
  }

  /** Whether less or equal. */
  default Tensor le(Tensor other) {
    return self().binary(BinaryFn.LE, other);
  }

  default Tensor le(double other) {
    return self().binary(BinaryFn.LE, self().scalar(other));
  }

  default Tensor le(long other) {
    return self().binary(BinaryFn.LE, self().scalar(other));
  }

  /** Whether greater. */
  default Tensor gt(Tensor other) {
    return self().binary(BinaryFn.GT, other);
  }

  default Tensor gt(double other) {
    return self().binary(BinaryFn.GT, self().scalar(other));
  }

  default Tensor gt(long other) {
    return self().binary(BinaryFn.GT, self().scalar(other));
  }

  /** Whether greater or equal. */
  default Tensor ge(Tensor other) {
    return self().binary(BinaryFn.GE, other);
  }

  default Tensor ge(double other) {
    return self().binary(BinaryFn.GE, self().scalar(other));
  }

  default Tensor ge(long other) {
    return self().binary(BinaryFn.GE, self().scalar(other));
  }

  /** Whether both are not zero. */
  default Tensor logicalAnd(Tensor other) {
    return truth(self()).binary(BinaryFn.BITWISE_AND, truth(other));
  }

  /** Whether either is not zero. */
  default Tensor logicalOr(Tensor other) {
    return truth(self()).binary(BinaryFn.BITWISE_OR, truth(other));
  }

  /** Whether exactly one is not zero. */
  default Tensor logicalXor(Tensor other) {
    return truth(self()).binary(BinaryFn.BITWISE_XOR, truth(other));
  }

  /** Whether zero. */
  default Tensor logicalNot() {
    return self().unary(UnaryFn.LOGICAL_NOT);
  }

  /** Whether NaN. */
  default Tensor isnan() {
    return self().unary(UnaryFn.ISNAN);
  }

  /** Whether infinite. */
  default Tensor isinf() {
    return self().unary(UnaryFn.ISINF);
  }

  /** Whether neither infinite nor NaN. */
  default Tensor isfinite() {
    return self().unary(UnaryFn.ISFINITE);
  }

  /** Bits set in both; integers and bool. */
  default Tensor bitwiseAnd(Tensor other) {
    return self().binary(BinaryFn.BITWISE_AND, other);
  }

  /** Bits set in either; integers and bool. */
  default Tensor bitwiseOr(Tensor other) {
    return self().binary(BinaryFn.BITWISE_OR, other);
  }

  /** Bits set in exactly one; integers and bool. */
  default Tensor bitwiseXor(Tensor other) {
    return self().binary(BinaryFn.BITWISE_XOR, other);
  }

  /**
   * Bits turned over; on bool the logical not. On the integers that index operations give this is
   * hardly ever meant: {@code x.get(~rows)} of NumPy wants {@link #logicalNot()} on a mask.
   */
  default Tensor bitwiseNot() {
    Tensor x = self();
    return x.dtype() == DType.BOOL ? x.logicalNot() : x.unary(UnaryFn.BITWISE_NOT);
  }

  /** x times 2 to the power of other, as far as its dtype has bits; integers. */
  default Tensor bitwiseLeftShift(Tensor other) {
    Tensor x = self();
    DType dtype = integers("bitwiseLeftShift", other);
    return x.to(DType.INT64).mul(powerOfTwo(other)).to(dtype);
  }

  /** x divided by 2 to the power of other, rounded down; integers. */
  default Tensor bitwiseRightShift(Tensor other) {
    Tensor x = self();
    DType dtype = integers("bitwiseRightShift", other);
    // 2 to the power of 63 is no int64: what is left of a number then is its sign
    Tensor most = other.minimum(Tensor.full(other.dtype(), 62, Shape.of()));
    Tensor rest = other.gt(62).to(DType.INT64).add(1);
    return x.to(DType.INT64).floorDivide(powerOfTwo(most)).floorDivide(rest).to(dtype);
  }

  private static Tensor powerOfTwo(Tensor exponent) {
    return Tensor.full(DType.INT64, 2, Shape.of()).pow(exponent.to(DType.INT64));
  }

  private DType integers(String name, Tensor other) {
    DType dtype = DType.promote(self(), other);
    if (!dtype.isIntegral() || other.lt(0).any().itemBoolean()) {
      throw new CremaException(
          "%s of %s by %s: give integers, and none below 0 to shift by"
              .formatted(name, self().dtype(), other.dtype()));
    }
    return dtype;
  }

  /** Whether shape, dtype and every value are equal. */
  default boolean equal(Tensor other) {
    Tensor x = self();
    return x.dtype() == other.dtype()
        && x.shape().equals(other.shape())
        && x.eq(other).all().itemBoolean();
  }

  /** Whether |x - other| is at most atol + rtol * |other| everywhere; NaN is close to nothing. */
  default boolean allclose(Tensor other, double rtol, double atol) {
    return isclose(other, rtol, atol, false).all().itemBoolean();
  }

  /**
   * Where |x - other| is at most atol + rtol * |other|; an infinity is close to itself.
   *
   * @param equalNan whether NaN is close to NaN
   */
  default Tensor isclose(Tensor other, double rtol, double atol, boolean equalNan) {
    Tensor x = self();
    Tensor near = x.sub(other).abs().le(other.abs().mul(rtol).add(atol));
    Tensor close = near.logicalAnd(other.isinf().logicalNot()).logicalOr(x.eq(other));
    return equalNan ? close.logicalOr(x.isnan().logicalAnd(other.isnan())) : close;
  }

  private static Tensor truth(Tensor x) {
    return x.dtype() == DType.BOOL ? x : x.ne(0);
  }

  private Tensor self() {
    return (Tensor) this;
  }
}
