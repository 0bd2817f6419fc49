package dev.crema.tensor.internal.math;

/**
 * sin and cos of float32.
 *
 * <p>Cody and Waite's reduction: {@code r = |x| - k pi/2}, then sine or cosine of r by the quadrant
 * k. pi/2 is the sum of three floats. {@code |x| - k first} is exact with a fused multiply-add:
 * both are multiples of 2^-24 and the result is below 1. The rest of the subtraction is kept in two
 * floats (Dekker's fast sum; its first term is a multiple of the last bit of the second), so r is
 * as good beside a multiple of pi/2 as anywhere else.
 *
 * <p>Up to {@link #BOUND} k is small enough for all that. Beyond it, and for NaN and infinities,
 * {@code StrictMath} answers in double: rare, and slow.
 */
public final class Trig32 {
  /** The largest |x| that the polynomials serve: 2^17. */
  public static final float BOUND = 0x1p17f;

  public static final float TWO_OVER_PI = 0x1.45f306p-1f;
  public static final float HALF_PI_1 = 0x1.921fb6p0f;
  public static final float HALF_PI_2 = -0x1.777a5cp-25f;
  public static final float HALF_PI_3 = -0x1.ee59dap-50f;

  /** {@code (sin(r) - r) / r^3} as a polynomial of r^2 up to 0.79^2: error 2^-27.9 of sin. */
  public static final float S0 = -0x1.555546p-3f;

  public static final float S1 = 0x1.11076ap-7f;
  public static final float S2 = -0x1.994c24p-13f;

  /** {@code (cos(r) - 1 + r^2 / 2) / r^4} as a polynomial of r^2 up to 0.79^2: error 2^-33. */
  public static final float C0 = 0x1.55554ap-5f;

  public static final float C1 = -0x1.6c0c1ap-10f;
  public static final float C2 = 0x1.99e0eep-16f;

  private Trig32() {}

  static float sin(float x) {
    float a = Math.abs(x);
    if (!(a <= BOUND)) {
      return (float) StrictMath.sin(x);
    }
    return quarter(a, 0, Float.floatToRawIntBits(x) & Integer.MIN_VALUE);
  }

  static float cos(float x) {
    float a = Math.abs(x);
    if (!(a <= BOUND)) {
      return (float) StrictMath.cos(x);
    }
    return quarter(a, 1, 0);
  }

  /** The sine of {@code a} plus so many quarters of a turn, with the sign bit flipped or not. */
  private static float quarter(float a, int quarters, int flip) {
    float t = Math.fma(a, TWO_OVER_PI, Exp32.ROUNDER);
    float k = t - Exp32.ROUNDER;
    int quadrant = Float.floatToRawIntBits(t) + quarters;

    float exact = Math.fma(k, -HALF_PI_1, a);
    float p = k * HALF_PI_2;
    float r = exact - p;
    float lost = exact - r - p - Math.fma(k, HALF_PI_2, -p);
    lost = Math.fma(k, -HALF_PI_3, lost);
    float z = r * r;
    float h = 0.5f * z;

    float q = Math.fma(S2, z, S1);
    q = Math.fma(q, z, S0);
    float sine = r + Math.fma(z * r, q, Math.fma(-h, lost, lost));

    q = Math.fma(C2, z, C1);
    q = Math.fma(q, z, C0);
    float w = 1f - h;
    float wLost = Math.fma(-0.5f, Math.fma(r, r, -z), 1f - w - h);
    float cosine = w + Math.fma(z * z, q, Math.fma(-r, lost, wLost));

    float y = (quadrant & 1) == 0 ? sine : cosine;
    return Float.intBitsToFloat(Float.floatToRawIntBits(y) ^ ((quadrant & 2) << 30) ^ flip);
  }
}
