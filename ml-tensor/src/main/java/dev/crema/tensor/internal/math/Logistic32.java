package dev.crema.tensor.internal.math;

/**
 * sigmoid and tanh of float32, on the exponential of {@link Exp32}.
 *
 * <p>sigmoid is {@code 1 / (1 + t)} or {@code t / (1 + t)} with {@code t = e^-|x|}, which neither
 * overflows nor cancels. Plainly computed the errors of t, of the sum and of the quotient add up to
 * 2.3 ulp; here t and the sum keep what their rounding lost, and one step of Newton's method puts
 * it into the quotient: one division as before, 0.91 ulp.
 *
 * <p>tanh is {@code 1 - 2 / (e^2x + 1)} from 1 on, and below it an odd polynomial of x, where the
 * difference would cancel.
 */
public final class Logistic32 {
  /** From here on tanh goes through the exponential. */
  public static final float TANH_SPLIT = 1f;

  /** Arguments of tanh are clamped to it; from 9.02 on the result is 1. */
  public static final float TANH_MAX = 10f;

  /** {@code (tanh(x) / x - 1) / x^2} as a polynomial of x^2 on [0, 1]: error 2^-27.9 of tanh. */
  public static final float H0 = -0x1.55553ep-2f;

  public static final float H1 = 0x1.110c32p-3f;
  public static final float H2 = -0x1.b96a12p-5f;
  public static final float H3 = 0x1.6037e6p-6f;
  public static final float H4 = -0x1.04e992p-7f;
  public static final float H5 = 0x1.2f3286p-9f;
  public static final float H6 = -0x1.7b64cap-12f;

  private Logistic32() {}

  static float sigmoid(float x) {
    float c = -Math.abs(x);
    c = c < Exp32.EXP_MIN ? Exp32.EXP_MIN : c;
    float sum = Math.fma(c, Exp32.LOG2_E, Exp32.ROUNDER);
    float p = Exp32.fraction(c, 0f, sum - Exp32.ROUNDER);
    float y = 1f + p;
    int n = Exp32.integer(sum);
    int half = n >> 1;
    float power = Exp32.power2(half);
    float rest = Exp32.power2(n - half);
    float t = y * power * rest;
    float tLost = (p - (y - 1f)) * power * rest;

    float d = 1f + t;
    float dLost = t - (d - 1f) + tLost;
    boolean negative = x < 0f;
    float above = negative ? t : 1f;
    float aboveLost = negative ? tLost : 0f;
    float inverse = 1f / d;
    float q = above * inverse;
    float error = Math.fma(-q, dLost, Math.fma(-q, d, above) + aboveLost);
    return Math.fma(error, inverse, q);
  }

  static float tanh(float x) {
    float a = Math.abs(x);
    float z = a * a;
    float q = Math.fma(H6, z, H5);
    q = Math.fma(q, z, H4);
    q = Math.fma(q, z, H3);
    q = Math.fma(q, z, H2);
    q = Math.fma(q, z, H1);
    q = Math.fma(q, z, H0);
    float below = Math.fma(z * a, q, a);

    float c = a > TANH_MAX ? TANH_MAX : a;
    c = c + c;
    float sum = Math.fma(c, Exp32.LOG2_E, Exp32.ROUNDER);
    float power = Exp32.power2(Exp32.integer(sum));
    float p = Exp32.fraction(c, 0f, sum - Exp32.ROUNDER);
    float above = 1f - 2f / Math.fma(power, p, power + 1f);

    return withSign(a >= TANH_SPLIT ? above : below, x);
  }

  /** y, not negative, with the sign of x. */
  static float withSign(float y, float x) {
    int sign = Float.floatToRawIntBits(x) & Integer.MIN_VALUE;
    return Float.intBitsToFloat(Float.floatToRawIntBits(y) | sign);
  }
}
