package dev.crema.tensor.internal.math;

/**
 * erf and erfc of float64.
 *
 * <p>erf is an odd polynomial of x below 1, and {@code 1 - erfc(x)} from there on. erfc is {@code 1
 * - erf(x)} below 1/2, and then {@code e^(-x^2) P(t) / (1 + 2x)} with {@code t = (x - 4) / (x +
 * 4)}: this t, after M. M. Shepherd and J. G. Laframboise (1981), spreads the range up to 28, where
 * erfc ends, so evenly that one polynomial serves it. The rounding error of x^2, which the
 * exponential would magnify, is found by a fused multiply-add and taken out again. fdlibm reaches
 * the same with five rational functions.
 *
 * <p>Largest errors found: erf 0.9 ulp, erfc 2.6 ulp. The coefficients are our own: minimax of
 * degree 12 in x^2, and Chebyshev of degree 22 in t.
 */
final class Erf64 {
  /** {@code erf(x) / x - 1} as a polynomial of x^2 on [0, 1]. */
  private static final double[] SMALL = {
    0x1.06eba8214db69p-3,
    -0x1.812746b0379e6p-2,
    0x1.ce2f21a042b34p-4,
    -0x1.b82ce31284f38p-6,
    0x1.565bcd0dbd932p-8,
    -0x1.c02db3db49be8p-11,
    0x1.f9a321e4c2ec6p-14,
    -0x1.f4d1e435ad213p-17,
    0x1.b9df306a425dp-20,
    -0x1.5f1f417822274p-23,
    0x1.f7b9a31242327p-27,
    -0x1.38ac348f84b33p-30,
    0x1.06278bcd88394p-34,
  };

  /** {@code (1 + 2x) e^(x^2) erfc(x)} as a polynomial of t, x from 1/2 to 28. */
  private static final double[] TAIL = {
    0x1.3ba5916e9fd7fp0,
    -0x1.1df1ad154a28ep-3,
    0x1.f7f5df66fd76dp-7,
    0x1.16ecefcfa52b5p-4,
    -0x1.9ddb23c3e8ep-4,
    0x1.7fee004e14c37p-4,
    -0x1.0fb06dfe4e4f9p-4,
    0x1.3079edf61e7a1p-5,
    -0x1.09623883f080cp-6,
    0x1.49c672aa08182p-8,
    -0x1.8d4a9b1376eaep-11,
    -0x1.a1df44d0d357ap-13,
    0x1.3be055036ec36p-13,
    -0x1.9954dbbbdf343p-16,
    -0x1.788966f85ff88p-17,
    0x1.7ef4d531cf83p-18,
    0x1.3abf792a3125dp-22,
    -0x1.b7f86449a0aa8p-21,
    0x1.43dc50b7baccdp-24,
    0x1.bb7be885c5a0bp-24,
    -0x1.3c396538d8d44p-26,
    -0x1.4ba5c49bc26a7p-27,
    0x1.0eff5654f9fdp-29,
  };

  /** Here and beyond, erfc is below the smallest double. */
  private static final double MAX = 28.0;

  private Erf64() {}

  static double erf(double x) {
    double a = Math.abs(x);
    double y = a < 1.0 ? Math.fma(Polynomial.of(SMALL, a * a), a, a) : 1.0 - tail(a);
    return Math.copySign(y, x);
  }

  static double erfc(double x) {
    if (Math.abs(x) < 0.5) {
      return 1.0 - erf(x);
    }
    double y = tail(Math.abs(x));
    return x < 0.0 ? 2.0 - y : y;
  }

  /** erfc from 1/2 on. */
  private static double tail(double x) {
    double a = Math.min(x, MAX);
    double square = a * a;
    double lost = Math.fma(a, a, -square);
    double e = StrictMath.exp(-square);
    e -= e * lost;
    return Polynomial.of(TAIL, (a - 4.0) / (a + 4.0)) / (1.0 + 2.0 * a) * e;
  }
}
