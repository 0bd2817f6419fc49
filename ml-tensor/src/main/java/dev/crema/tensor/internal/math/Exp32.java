package dev.crema.tensor.internal.math;

/**
 * exp, exp2 and expm1 of float32.
 *
 * <p>Cody and Waite's reduction: {@code x = k ln 2 + r} with k an integer, then {@code e^x = 2^k (1
 * + r + r^2 T(r))} with a minimax polynomial T. ln 2 is split into a high part whose product with
 * every k that occurs leaves {@code x - k high} exact, and a low part. Only the small terms are
 * rounded before they meet r, so the result carries its own rounding, that of a summand of less
 * than half its size, and little else: 0.89 ulp where the plain sum would give 1.0.
 *
 * <p>k is found by adding {@link #ROUNDER}, which leaves it in the low bits of the sum: no
 * conversion, no rounding mode, the same in a vector. The result is scaled in two steps, so that
 * results below the normal range are rounded once, and 2^128 is reached from below.
 *
 * <p>The constants are public because the vector form of these functions is built from the same
 * ones.
 */
public final class Exp32 {
  /** 1.5 times 2^23: added to a float below 2^22 it rounds it to an integer, ties to even. */
  public static final float ROUNDER = 0x1.8p23f;

  /** The bits of {@link #ROUNDER}; what a sum's bits exceed them by is the integer. */
  public static final int ROUNDER_BITS = 0x4b400000;

  public static final float LOG2_E = 0x1.715476p0f;
  public static final float LN2_HIGH = 0x1.62e43p-1f;
  public static final float LN2_LOW = -0x1.05c61p-29f;

  /** Beyond these the result is infinite, or zero; arguments are clamped to them. */
  public static final float EXP_MAX = 89f;

  public static final float EXP_MIN = -104f;

  /** {@code (e^r - 1 - r) / r^2} on |r| up to ln(2) / 2, weighted by r^2: error 2^-28.2. */
  public static final float T0 = 0.5f;

  public static final float T1 = 0x1.555488p-3f;
  public static final float T2 = 0x1.555526p-5f;
  public static final float T3 = 0x1.124038p-7f;
  public static final float T4 = 0x1.6cfab8p-10f;

  public static final float EXP2_MAX = 129f;
  public static final float EXP2_MIN = -151f;

  /** {@code (2^r - 1 - r ln 2) / r^2} on |r| up to 1/2, weighted by r^2: error 2^-28.2. */
  public static final float B0 = 0x1.ebfbep-3f;

  public static final float B1 = 0x1.c6af7ap-5f;
  public static final float B2 = 0x1.3b2a84p-7f;
  public static final float B3 = 0x1.5f0da2p-10f;
  public static final float B4 = 0x1.43d426p-13f;

  /** Below it expm1 is -1. */
  public static final float EXPM1_MIN = -20f;

  /** log2(3/2) - 1/2: moves the borders of r in expm1 to ln(3/4) and ln(3/2). */
  public static final float EXPM1_SHIFT = 0x1.5c01a4p-4f;

  /** Up to this k, {@code 2^k - 1} is a float. */
  public static final int EXPM1_EXACT = 24;

  /** Below it expm1(x) is x. */
  public static final float EXPM1_TINY = 0x1p-25f;

  /** {@code (e^r - 1 - r) / r^2} from ln(3/4) to ln(3/2), weighted by r: error 2^-31. */
  public static final float M0 = 0.5f;

  public static final float M1 = 0x1.55555cp-3f;
  public static final float M2 = 0x1.55554p-5f;
  public static final float M3 = 0x1.11031p-7f;
  public static final float M4 = 0x1.6cbb66p-10f;
  public static final float M5 = 0x1.bc446ap-13f;

  private Exp32() {}

  static float exp(float x) {
    float c = x > EXP_MAX ? EXP_MAX : x;
    c = c < EXP_MIN ? EXP_MIN : c;
    float t = Math.fma(c, LOG2_E, ROUNDER);
    float y = 1f + fraction(c, 0f, t - ROUNDER);
    return scale(y, integer(t));
  }

  static float exp2(float x) {
    float c = x > EXP2_MAX ? EXP2_MAX : x;
    c = c < EXP2_MIN ? EXP2_MIN : c;
    float t = c + ROUNDER;
    float r = c - (t - ROUNDER);
    float q = Math.fma(B4, r, B3);
    q = Math.fma(q, r, B2);
    q = Math.fma(q, r, B1);
    q = Math.fma(q, r, B0);
    float small = Math.fma(r * r, q, r * LN2_LOW);
    float y = 1f + Math.fma(r, LN2_HIGH, small);
    return scale(y, integer(t));
  }

  /**
   * {@code 2^k p + (2^k - 1)} with {@code p = e^r - 1}. Near 0 only p remains, so its error counts
   * in full; beside it p counts twice (k = 1) unless it is below 1/4, hence the shifted borders of
   * r. Where 2^k - 1 is no float any more, the -1 joins the small terms of p as -2^-k.
   */
  static float expm1(float x) {
    float c = x > EXP_MAX ? EXP_MAX : x;
    c = c < EXPM1_MIN ? EXPM1_MIN : c;
    float t = Math.fma(c, LOG2_E, -EXPM1_SHIFT) + ROUNDER;
    float k = t - ROUNDER;
    int n = integer(t);
    float exact = Math.fma(k, -LN2_HIGH, c);
    float low = k * -LN2_LOW;
    float r = exact + low;
    float q = Math.fma(M5, r, M4);
    q = Math.fma(q, r, M3);
    q = Math.fma(q, r, M2);
    q = Math.fma(q, r, M1);
    q = Math.fma(q, r, M0);
    int m = n > 127 ? 127 : n;
    float power = power2(m);
    boolean large = n > EXPM1_EXACT;
    float p = exact + Math.fma(r * r, q, large ? low - power2(-m) : low);
    float y = Math.fma(power, p, large ? power : power - 1f);
    y = n > 127 ? y * 2f : y;
    return Math.abs(x) < EXPM1_TINY ? x : y;
  }

  /** e^r - 1 for {@code r = x - k ln 2}, |r| up to ln(2) / 2; {@code lost} belongs to x. */
  static float fraction(float x, float lost, float k) {
    float exact = Math.fma(k, -LN2_HIGH, x);
    float low = Math.fma(k, -LN2_LOW, lost);
    float r = exact + low;
    float q = Math.fma(T4, r, T3);
    q = Math.fma(q, r, T2);
    q = Math.fma(q, r, T1);
    q = Math.fma(q, r, T0);
    return exact + Math.fma(r * r, q, low);
  }

  /** The integer in a sum with {@link #ROUNDER}. */
  static int integer(float sum) {
    return Float.floatToRawIntBits(sum) - ROUNDER_BITS;
  }

  /** 2^n, n from -126 to 127. */
  static float power2(int n) {
    return Float.intBitsToFloat((n + 127) << 23);
  }

  private static float scale(float y, int n) {
    int half = n >> 1;
    return y * power2(half) * power2(n - half);
  }
}
