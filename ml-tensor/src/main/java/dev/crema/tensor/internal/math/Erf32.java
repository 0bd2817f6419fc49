package dev.crema.tensor.internal.math;

/**
 * erf of float32.
 *
 * <p>Below 31/32 an odd polynomial of x; from there on {@code 1 - erfc(x)}: the logarithm of erfc,
 * divided by x, is smooth enough for a polynomial of degree 6 on the whole range where the result
 * is not yet 1, and the exponential of {@link Exp32} makes erfc of it (the form of N. Juffa's
 * single-precision erf). erfc is below 0.18 there, so its error counts little. A polynomial for erf
 * itself would need degree 15 there.
 */
public final class Erf32 {
  /** From here on erf goes through the exponential. */
  public static final float SPLIT = 0x1.fp-1f;

  /** Arguments are clamped to it; from 3.92 on the result is 1. */
  public static final float MAX = 3.9375f;

  /** {@code erf(x) / x - 1} as a polynomial of x^2 on [0, 1]: error 2^-29.5. */
  public static final float S0 = 0x1.06eba8p-3f;

  public static final float S1 = -0x1.81274p-2f;
  public static final float S2 = 0x1.ce2d5p-4f;
  public static final float S3 = -0x1.b7fe9p-6f;
  public static final float S4 = 0x1.542e0ep-8f;
  public static final float S5 = -0x1.a50ae8p-11f;
  public static final float S6 = 0x1.4c339cp-14f;

  /** {@code -ln(erfc(x)) / x} on [1, 3.93], weighted by x erfc(x): error 2^-31. */
  public static final float L0 = 0x1.20f24cp0f;

  public static final float L1 = 0x1.451942p-1f;
  public static final float L2 = 0x1.b46cbep-4f;
  public static final float L3 = -0x1.89a1d8p-6f;
  public static final float L4 = 0x1.ed6eep-9f;
  public static final float L5 = -0x1.716d56p-12f;
  public static final float L6 = 0x1.da2e12p-17f;

  private Erf32() {}

  static float erf(float x) {
    float a = Math.abs(x);
    float z = a * a;
    float q = Math.fma(S6, z, S5);
    q = Math.fma(q, z, S4);
    q = Math.fma(q, z, S3);
    q = Math.fma(q, z, S2);
    q = Math.fma(q, z, S1);
    q = Math.fma(q, z, S0);
    float below = Math.fma(q, a, a);

    float b = a > MAX ? MAX : a;
    float w = Math.fma(L6, b, L5);
    w = Math.fma(w, b, L4);
    w = Math.fma(w, b, L3);
    w = Math.fma(w, b, L2);
    w = Math.fma(w, b, L1);
    w = Math.fma(w, b, L0);
    float c = -(w * b);
    float sum = Math.fma(c, Exp32.LOG2_E, Exp32.ROUNDER);
    float power = Exp32.power2(Exp32.integer(sum));
    float p = Exp32.fraction(c, Math.fma(-w, b, -c), sum - Exp32.ROUNDER);
    float above = 1f - Math.fma(power, p, power);

    return Logistic32.withSign(a >= SPLIT ? above : below, x);
  }
}
