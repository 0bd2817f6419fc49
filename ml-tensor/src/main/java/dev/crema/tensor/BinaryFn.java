package dev.crema.tensor;

import dev.crema.tensor.internal.kernels.Fn;
import dev.crema.tensor.internal.math.Float32;
import dev.crema.tensor.internal.math.Float64;
import org.jspecify.annotations.Nullable;

/** The elementwise functions of two arguments: meaning and both gradients, a few lines each. */
public enum BinaryFn {
  ADD((a, b) -> a + b, (a, b) -> a + b, (a, b) -> a + b, (g, at) -> g, (g, at) -> g),
  SUB((a, b) -> a - b, (a, b) -> a - b, (a, b) -> a - b, (g, at) -> g, (g, at) -> g.neg()),
  MUL(
      (a, b) -> a * b,
      (a, b) -> a * b,
      (a, b) -> a * b,
      (g, at) -> g.mul(at.input(1)),
      (g, at) -> g.mul(at.input(0))),
  DIV(
      UnaryFn.Kind.FLOATING,
      (a, b) -> a / b,
      (a, b) -> a / b,
      null,
      (g, at) -> g.div(at.input(1)),
      (g, at) -> g.mul(at.output(0)).div(at.input(1)).neg()),
  POW(Float32::pow, Float64::pow, BinaryFn::integerPower, BinaryFn::powBase, BinaryFn::powExponent),
  MAXIMUM(
      Math::max,
      Math::max,
      Math::max,
      (g, at) -> shared(g, at.input(0), at.input(1)),
      (g, at) -> shared(g, at.input(1), at.input(0))),
  MINIMUM(
      Math::min,
      Math::min,
      Math::min,
      (g, at) -> shared(g, at.input(0).neg(), at.input(1).neg()),
      (g, at) -> shared(g, at.input(1).neg(), at.input(0).neg())),
  /** Rounded towards minus infinity, as Python's {@code //}. */
  FLOOR_DIVIDE(
      (a, b) -> (float) floorDivide(a, b),
      BinaryFn::floorDivide,
      Math::floorDiv,
      (g, at) -> g.zerosLike(),
      (g, at) -> g.zerosLike()),
  /** Of the divisor's sign, as in Python. */
  REMAINDER(
      BinaryFn::remainder,
      BinaryFn::remainder,
      Math::floorMod,
      (g, at) -> g,
      (g, at) -> g.mul(at.input(0).div(at.input(1)).floor()).neg()),
  /** Of the dividend's sign, as in C. */
  FMOD(
      (a, b) -> a % b,
      (a, b) -> a % b,
      (a, b) -> a % b,
      (g, at) -> g,
      (g, at) -> g.mul(at.input(0).div(at.input(1)).trunc()).neg()),
  ATAN2(
      UnaryFn.Kind.FLOATING,
      Float32::atan2,
      StrictMath::atan2,
      null,
      (g, at) -> g.mul(at.input(1)).div(squaredRadius(at)),
      (g, at) -> g.mul(at.input(0)).div(squaredRadius(at)).neg()),

  /** g * (1 - y*y): the gradient of y = tanh(x) in one pass. */
  TANH_GRAD(
      UnaryFn.Kind.FLOATING,
      (g, y) -> g * (1 - y * y),
      (g, y) -> g * (1 - y * y),
      null,
      BinaryFn::tanhGrad,
      (g, at) -> g.mul(at.input(0)).mul(at.input(1)).mul(-2)),
  /** g * y * (1 - y): the gradient of y = sigmoid(x) in one pass. */
  SIGMOID_GRAD(
      UnaryFn.Kind.FLOATING,
      (g, y) -> g * ((1 - y) * y),
      (g, y) -> g * ((1 - y) * y),
      null,
      BinaryFn::sigmoidGrad,
      (g, at) -> g.mul(at.input(0)).mul(at.input(1).mul(-2).add(1))),
  /** g where y > 0, else 0: the gradient of y = relu(x). */
  RELU_GRAD(
      UnaryFn.Kind.FLOATING,
      (g, y) -> y > 0 ? g : 0f,
      (g, y) -> y > 0 ? g : 0.0,
      null,
      BinaryFn::reluGrad,
      (g, at) -> g.zerosLike()),

  EQ((a, b) -> a == b ? 1 : 0, (a, b) -> a == b ? 1 : 0, (a, b) -> a == b ? 1 : 0),
  NE((a, b) -> a != b ? 1 : 0, (a, b) -> a != b ? 1 : 0, (a, b) -> a != b ? 1 : 0),
  LT((a, b) -> a < b ? 1 : 0, (a, b) -> a < b ? 1 : 0, (a, b) -> a < b ? 1 : 0),
  LE((a, b) -> a <= b ? 1 : 0, (a, b) -> a <= b ? 1 : 0, (a, b) -> a <= b ? 1 : 0),
  GT((a, b) -> a > b ? 1 : 0, (a, b) -> a > b ? 1 : 0, (a, b) -> a > b ? 1 : 0),
  GE((a, b) -> a >= b ? 1 : 0, (a, b) -> a >= b ? 1 : 0, (a, b) -> a >= b ? 1 : 0),
  BITWISE_AND((a, b) -> a & b),
  BITWISE_OR((a, b) -> a | b),
  BITWISE_XOR((a, b) -> a ^ b);

  private final String label = UnaryFn.camelCase(name());
  private final UnaryFn.Kind kind;
  private final Fn.@Nullable F2 floats;
  private final Fn.@Nullable D2 doubles;
  private final Fn.@Nullable L2 longs;
  private final UnaryFn.@Nullable Rule left;
  private final UnaryFn.@Nullable Rule right;

  BinaryFn(Fn.F2 f, Fn.D2 d, Fn.L2 l, UnaryFn.Rule left, UnaryFn.Rule right) {
    this(UnaryFn.Kind.SAME, f, d, l, left, right);
  }

  BinaryFn(Fn.F2 f, Fn.D2 d, Fn.L2 l) {
    this(UnaryFn.Kind.PREDICATE, f, d, l, null, null);
  }

  BinaryFn(Fn.L2 l) {
    this(UnaryFn.Kind.BITWISE, null, null, l, null, null);
  }

  BinaryFn(
      UnaryFn.Kind kind,
      Fn.@Nullable F2 floats,
      Fn.@Nullable D2 doubles,
      Fn.@Nullable L2 longs,
      UnaryFn.@Nullable Rule left,
      UnaryFn.@Nullable Rule right) {
    this.kind = kind;
    this.floats = floats;
    this.doubles = doubles;
    this.longs = longs;
    this.left = left;
    this.right = right;
  }

  /** PyTorch's name in camelCase. */
  public String label() {
    return label;
  }

  UnaryFn.Kind kind() {
    return kind;
  }

  /** The meaning in float32, or null where floating dtypes are refused. */
  public Fn.@Nullable F2 floats() {
    return floats;
  }

  /** The meaning in float64, or null where floating dtypes are refused. */
  public Fn.@Nullable D2 doubles() {
    return doubles;
  }

  /** The meaning on integers, or null where they are refused. */
  public Fn.@Nullable L2 longs() {
    return longs;
  }

  UnaryFn.@Nullable Rule left() {
    return left;
  }

  UnaryFn.@Nullable Rule right() {
    return right;
  }

  private static Tensor tanhGrad(Tensor g, Backward at) {
    return g.binary(TANH_GRAD, at.input(1));
  }

  private static Tensor sigmoidGrad(Tensor g, Backward at) {
    return g.binary(SIGMOID_GRAD, at.input(1));
  }

  private static Tensor reluGrad(Tensor g, Backward at) {
    return g.binary(RELU_GRAD, at.input(1));
  }

  /** The gradient of the greater one; halved where both are equal, as in PyTorch. */
  private static Tensor shared(Tensor gradient, Tensor mine, Tensor other) {
    Tensor halved = Tensor.where(mine.eq(other), gradient.mul(0.5), gradient);
    return Tensor.where(mine.lt(other), gradient.zerosLike(), halved);
  }

  private static Tensor squaredRadius(Backward at) {
    return at.input(0).square().add(at.input(1).square());
  }

  private static Tensor powBase(Tensor g, Backward at) {
    Tensor exponent = at.input(1);
    Tensor slope = g.mul(exponent.mul(at.input(0).pow(exponent.sub(1))));
    return Tensor.where(exponent.eq(0), slope.zerosLike(), slope);
  }

  private static Tensor powExponent(Tensor g, Backward at) {
    Tensor base = at.input(0);
    Tensor slope = g.mul(at.output(0).mul(base.log()));
    Tensor flat = base.eq(0).logicalAnd(at.input(1).ge(0));
    return Tensor.where(flat, slope.zerosLike(), slope);
  }

  /** PyTorch's way: from the exact remainder, so that a / b just below an integer does not jump. */
  private static double floorDivide(double a, double b) {
    if (b == 0) {
      return a / b;
    }
    double left = a % b;
    double quotient = (a - left) / b;
    if (left != 0 && (b < 0) != (left < 0)) {
      quotient -= 1;
    }
    if (quotient == 0) {
      return Math.copySign(0, a / b);
    }
    double floor = Math.floor(quotient);
    return quotient - floor > 0.5 ? floor + 1 : floor;
  }

  private static float remainder(float a, float b) {
    float left = a % b;
    return left != 0 && (left < 0) != (b < 0) ? left + b : left;
  }

  private static double remainder(double a, double b) {
    double left = a % b;
    return left != 0 && (left < 0) != (b < 0) ? left + b : left;
  }

  /** Wraps around; a negative power of anything but 1 and -1 is 0. */
  private static long integerPower(long base, long exponent) {
    if (exponent < 0) {
      return base == 1 ? 1 : base == -1 ? ((exponent & 1) == 0 ? 1 : -1) : 0;
    }
    long result = 1;
    for (long left = exponent, square = base; left > 0; left >>= 1, square *= square) {
      if ((left & 1) == 1) {
        result *= square;
      }
    }
    return result;
  }
}
