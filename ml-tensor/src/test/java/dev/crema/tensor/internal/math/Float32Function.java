package dev.crema.tensor.internal.math;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.LongStream;

/** The float32 functions that are polynomials of our own, each with its double and its limit. */
enum Float32Function {
  EXP(Float32::exp, StrictMath::exp, 0.89),
  EXP2(Float32::exp2, x -> StrictMath.exp(x * StrictMath.log(2)), 0.89),
  EXPM1(Float32::expm1, StrictMath::expm1, 0.93),
  LOG(Float32::log, StrictMath::log, 0.91),
  LOG1P(Float32::log1p, StrictMath::log1p, 0.91),
  LOG2(Float32::log2, x -> StrictMath.log(x) / StrictMath.log(2), 0.96),
  SIGMOID(Float32::sigmoid, Float32Function::sigmoid, 0.91),
  TANH(Float32::tanh, StrictMath::tanh, 0.93),
  ERF(Float32::erf, Erf64::erf, 0.94),
  SIN(Float32::sin, StrictMath::sin, 0.75),
  COS(Float32::cos, StrictMath::cos, 0.75);

  /** A function of float32. */
  @FunctionalInterface
  interface FloatFunction {
    float apply(float x);
  }

  /** An argument and the error there. */
  record Worst(float x, double ulp) {
    static Worst of(Worst a, Worst b) {
      return a.ulp >= b.ulp ? a : b;
    }
  }

  private static final long PATTERNS = 1L << 32;
  private static final int SAMPLE = 1021 * 61;
  private static final int BLOCK = 1 << 12;

  final FloatFunction function;
  final DoubleUnaryOperator exact;
  final double limit;

  Float32Function(FloatFunction function, DoubleUnaryOperator exact, double limit) {
    this.function = function;
    this.exact = exact;
    this.limit = limit;
  }

  /**
   * The worst of every stride-th bit pattern. Beyond {@link Trig32#BOUND} sin and cos are
   * StrictMath's and slow: there a sample of the patterns will do.
   */
  Worst worst(int stride) {
    long blocks = Math.ceilDiv(PATTERNS, (long) stride * BLOCK);
    return LongStream.range(0, blocks)
        .parallel()
        .mapToObj(block -> worstOfBlock(block * stride * BLOCK, stride))
        .reduce(new Worst(0, -1), Worst::of);
  }

  private Worst worstOfBlock(long first, int stride) {
    long end = Math.min(PATTERNS, first + (long) stride * BLOCK);
    float worst = 0;
    double most = -1;
    for (long pattern = first; pattern < end; pattern += stride) {
      float x = Float.intBitsToFloat((int) pattern);
      if (isSlow(x) && pattern % SAMPLE != 0) {
        continue;
      }
      double error = error(x);
      if (error > most) {
        most = error;
        worst = x;
      }
    }
    return new Worst(worst, most);
  }

  Worst at(float x) {
    return new Worst(x, error(x));
  }

  private double error(float x) {
    return Ulp.error(function.apply(x), exact.applyAsDouble(x));
  }

  private boolean isSlow(float x) {
    return (this == SIN || this == COS) && Math.abs(x) > Trig32.BOUND;
  }

  private static double sigmoid(double x) {
    double e = StrictMath.exp(x);
    return x < 0 ? e / (1 + e) : 1 / (1 + StrictMath.exp(-x));
  }
}
