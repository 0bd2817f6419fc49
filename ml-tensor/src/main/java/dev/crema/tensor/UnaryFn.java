package dev.crema.tensor;

import dev.crema.tensor.internal.kernels.Fn;
import dev.crema.tensor.internal.math.Float32;
import dev.crema.tensor.internal.math.Float64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The elementwise functions of one argument: meaning, domain, gradient, a line each.
 *
 * <p>float32 is computed by the framework's own polynomials, float64 by {@code StrictMath} or
 * better; integers wrap around in 64 bits.
 */
public enum UnaryFn {
  NEG(x -> -x, x -> -x, x -> -x, (g, at) -> g.neg()),
  ABS(Math::abs, Math::abs, Math::abs, (g, at) -> g.mul(at.input(0).sign())),
  SIGN(
      x -> x > 0 ? 1f : x < 0 ? -1f : 0f,
      x -> x > 0 ? 1.0 : x < 0 ? -1.0 : 0.0,
      Long::signum,
      (g, at) -> g.zerosLike()),
  FLOOR(x -> (float) Math.floor(x), Math::floor, x -> x, (g, at) -> g.zerosLike()),
  CEIL(x -> (float) Math.ceil(x), Math::ceil, x -> x, (g, at) -> g.zerosLike()),
  ROUND(x -> (float) Math.rint(x), Math::rint, x -> x, (g, at) -> g.zerosLike()),
  TRUNC(
      x -> (float) (x < 0 ? Math.ceil(x) : Math.floor(x)),
      x -> x < 0 ? Math.ceil(x) : Math.floor(x),
      x -> x,
      (g, at) -> g.zerosLike()),
  SQUARE(x -> x * x, x -> x * x, x -> x * x, (g, at) -> g.mul(at.input(0)).mul(2)),
  RELU(
      x -> x <= 0 ? 0f : x,
      x -> x <= 0 ? 0.0 : x,
      x -> Math.max(x, 0),
      (g, at) -> g.binary(BinaryFn.RELU_GRAD, at.output(0))),

  EXP(Float32::exp, StrictMath::exp, (g, at) -> g.mul(at.output(0))),
  EXP2(Float32::exp2, Float64::exp2, (g, at) -> g.mul(at.output(0)).mul(StrictMath.log(2))),
  EXPM1(Float32::expm1, StrictMath::expm1, (g, at) -> g.mul(at.output(0).add(1))),
  LOG(Float32::log, StrictMath::log, Domain.POSITIVE, (g, at) -> g.div(at.input(0))),
  LOG1P(
      Float32::log1p,
      StrictMath::log1p,
      Domain.ABOVE_MINUS_ONE,
      (g, at) -> g.div(at.input(0).add(1))),
  LOG2(
      Float32::log2,
      Float64::log2,
      Domain.POSITIVE,
      (g, at) -> g.div(at.input(0).mul(StrictMath.log(2)))),
  LOG10(
      Float32::log10,
      StrictMath::log10,
      Domain.POSITIVE,
      (g, at) -> g.div(at.input(0).mul(StrictMath.log(10)))),
  SQRT(
      x -> (float) Math.sqrt(x),
      Math::sqrt,
      Domain.POSITIVE,
      (g, at) -> g.div(at.output(0).mul(2))),
  RSQRT(
      x -> (float) (1 / Math.sqrt(x)),
      x -> 1 / Math.sqrt(x),
      Domain.POSITIVE,
      (g, at) -> g.mul(at.output(0).pow(3)).mul(-0.5)),
  RECIPROCAL(
      x -> 1 / x, x -> 1 / x, Domain.POSITIVE, (g, at) -> g.mul(at.output(0).square()).neg()),

  SIN(Float32::sin, StrictMath::sin, (g, at) -> g.mul(at.input(0).cos())),
  COS(Float32::cos, StrictMath::cos, (g, at) -> g.mul(at.input(0).sin()).neg()),
  TAN(Float32::tan, StrictMath::tan, Domain.UNIT, (g, at) -> g.mul(at.output(0).square().add(1))),
  ASIN(
      Float32::asin,
      StrictMath::asin,
      Domain.UNIT,
      (g, at) -> g.mul(at.input(0).square().neg().add(1).rsqrt())),
  ACOS(
      Float32::acos,
      StrictMath::acos,
      Domain.UNIT,
      (g, at) -> g.mul(at.input(0).square().neg().add(1).rsqrt()).neg()),
  ATAN(Float32::atan, StrictMath::atan, (g, at) -> g.div(at.input(0).square().add(1))),
  SINH(Float32::sinh, StrictMath::sinh, (g, at) -> g.mul(at.input(0).cosh())),
  COSH(Float32::cosh, StrictMath::cosh, (g, at) -> g.mul(at.input(0).sinh())),
  TANH(Float32::tanh, StrictMath::tanh, (g, at) -> g.binary(BinaryFn.TANH_GRAD, at.output(0))),
  ASINH(Float32::asinh, Float64::asinh, (g, at) -> g.mul(at.input(0).square().add(1).rsqrt())),
  ACOSH(
      Float32::acosh,
      Float64::acosh,
      Domain.ABOVE_ONE,
      (g, at) -> g.mul(at.input(0).square().sub(1).rsqrt())),
  ATANH(
      Float32::atanh,
      Float64::atanh,
      Domain.UNIT,
      (g, at) -> g.div(at.input(0).square().neg().add(1))),
  SIGMOID(
      Float32::sigmoid, Float64::sigmoid, (g, at) -> g.binary(BinaryFn.SIGMOID_GRAD, at.output(0))),
  ERF(
      Float32::erf,
      Float64::erf,
      (g, at) -> g.mul(at.input(0).square().neg().exp()).mul(2 / Math.sqrt(Math.PI))),
  ERFC(
      Float32::erfc,
      Float64::erfc,
      (g, at) -> g.mul(at.input(0).square().neg().exp()).mul(-2 / Math.sqrt(Math.PI))),

  LGAMMA(
      Float32::lgamma, Float64::lgamma, Domain.POSITIVE, (g, at) -> g.mul(at.input(0).digamma())),
  DIGAMMA(
      Float32::digamma,
      Float64::digamma,
      Domain.POSITIVE,
      (g, at) -> g.mul(at.input(0).polygamma(1))),

  ISNAN(x -> Float.isNaN(x) ? 1 : 0, x -> Double.isNaN(x) ? 1 : 0, x -> 0),
  ISINF(x -> Float.isInfinite(x) ? 1 : 0, x -> Double.isInfinite(x) ? 1 : 0, x -> 0),
  ISFINITE(x -> Float.isFinite(x) ? 1 : 0, x -> Double.isFinite(x) ? 1 : 0, x -> 1),
  LOGICAL_NOT(x -> x == 0 ? 1 : 0, x -> x == 0 ? 1 : 0, x -> x == 0 ? 1 : 0),
  BITWISE_NOT(x -> ~x);

  /** Which dtypes a function takes, and what it gives. */
  enum Kind {
    /** Any dtype; the result has the same. */
    SAME,
    /** Floating dtypes; methods cast integers to float32 first. */
    FLOATING,
    /** Any dtype; the result is bool. */
    PREDICATE,
    /** Integers and bool. */
    BITWISE
  }

  /** The open interval in which a function is smooth, for the samples of gradient checks. */
  enum Domain {
    ALL(-3, 3),
    POSITIVE(0.2, 3),
    UNIT(-0.9, 0.9),
    ABOVE_MINUS_ONE(-0.8, 3),
    ABOVE_ONE(1.2, 4);

    final double low;
    final double high;

    Domain(double low, double high) {
      this.low = low;
      this.high = high;
    }
  }

  /** The gradient of the input from that of the output. */
  interface Rule {
    Tensor apply(Tensor gradient, Backward at);
  }

  private final String label = camelCase(name());
  private final Kind kind;
  private final Domain domain;
  private final Fn.@Nullable F1 floats;
  private final Fn.@Nullable D1 doubles;
  private final Fn.@Nullable L1 longs;
  private final @Nullable Rule rule;

  UnaryFn(Fn.F1 f, Fn.D1 d, Fn.L1 l, Rule rule) {
    this(Kind.SAME, Domain.ALL, f, d, l, rule);
  }

  UnaryFn(Fn.F1 f, Fn.D1 d, Rule rule) {
    this(Kind.FLOATING, Domain.ALL, f, d, null, rule);
  }

  UnaryFn(Fn.F1 f, Fn.D1 d, Domain domain, Rule rule) {
    this(Kind.FLOATING, domain, f, d, null, rule);
  }

  UnaryFn(Fn.F1 f, Fn.D1 d, Fn.L1 l) {
    this(Kind.PREDICATE, Domain.ALL, f, d, l, null);
  }

  UnaryFn(Fn.L1 l) {
    this(Kind.BITWISE, Domain.ALL, null, null, l, null);
  }

  UnaryFn(
      Kind kind,
      Domain domain,
      Fn.@Nullable F1 floats,
      Fn.@Nullable D1 doubles,
      Fn.@Nullable L1 longs,
      @Nullable Rule rule) {
    this.kind = kind;
    this.domain = domain;
    this.floats = floats;
    this.doubles = doubles;
    this.longs = longs;
    this.rule = rule;
  }

  /** PyTorch's name in camelCase. */
  public String label() {
    return label;
  }

  Kind kind() {
    return kind;
  }

  Domain domain() {
    return domain;
  }

  /** The meaning in float32, or null where floating dtypes are refused. */
  public Fn.@Nullable F1 floats() {
    return floats;
  }

  /** The meaning in float64, or null where floating dtypes are refused. */
  public Fn.@Nullable D1 doubles() {
    return doubles;
  }

  /** The meaning on integers, or null where they are refused. */
  public Fn.@Nullable L1 longs() {
    return longs;
  }

  @Nullable Rule rule() {
    return rule;
  }

  static String camelCase(String constant) {
    StringBuilder name = new StringBuilder();
    for (String word : constant.toLowerCase(Locale.ROOT).split("_", -1)) {
      name.append(
          name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return name.toString();
  }
}
