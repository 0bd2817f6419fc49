package dev.crema.tensor.internal.math;

/**
 * log, log1p and log2 of float32.
 *
 * <p>{@code x = 2^k m} with m around 1, by the bits of x; then {@code ln(x) = k ln 2 + f + f^2
 * Q(f)} with {@code f = m - 1}, which is exact. {@code k ln 2 + f} keeps what its rounding lost
 * (Dekker's fast sum: the first term is 0 or the larger one), so that for k = 1 and -1, where the
 * terms have opposite signs, nothing is lost.
 *
 * <p>m lies in [3/4, 3/2) and not in [sqrt(1/2), sqrt(2)), because log1p then finds {@code f = 2^-k
 * x + (2^-k - 1)} exactly too, without forming 1 + x, wherever its last bit matters. log2 has the
 * latter interval, whose borders lie in the middle between two results that are integers, and its
 * own polynomial.
 */
public final class Log32 {
  /** The bits of 3/4. */
  public static final int LOW_BITS = 0x3f400000;

  /** The bits of sqrt(1/2). */
  public static final int LOG2_LOW_BITS = 0x3f3504f3;

  /** Arguments below the normal range are multiplied by 2^25. */
  public static final float NORMAL_MIN = 0x1p-126f;

  public static final float SUBNORMAL_SCALE = 0x1p25f;
  public static final int SUBNORMAL_SHIFT = 25;

  /** Below it log1p(x) is x. */
  public static final float LOG1P_TINY = 0x1p-25f;

  /** {@code (ln(1 + f) - f) / f^2} on [-1/4, 1/2], weighted by f: error 2^-27.6. */
  public static final float Q0 = -0.5f;

  public static final float Q1 = 0x1.5555aap-2f;
  public static final float Q2 = -0x1.00005ep-2f;
  public static final float Q3 = 0x1.996782p-3f;
  public static final float Q4 = -0x1.54e5bcp-3f;
  public static final float Q5 = 0x1.289172p-3f;
  public static final float Q6 = -0x1.0df4cp-3f;
  public static final float Q7 = 0x1.ad9494p-4f;
  public static final float Q8 = -0x1.719bd2p-5f;

  /** log2(e) is the sum of {@link Exp32#LOG2_E} and this. */
  public static final float LOG2_E_LOW = 0x1.4ae0cp-26f;

  /** {@code (log2(1 + f) - f log2(e)) / f^2} around 1, weighted by f: error 2^-29.3. */
  public static final float P0 = -0x1.715476p-1f;

  public static final float P1 = 0x1.ec7082p-2f;
  public static final float P2 = -0x1.7154dcp-2f;
  public static final float P3 = 0x1.2780ecp-2f;
  public static final float P4 = -0x1.ec5f54p-3f;
  public static final float P5 = 0x1.a3b9fap-3f;
  public static final float P6 = -0x1.70029ep-3f;
  public static final float P7 = 0x1.63a574p-3f;
  public static final float P8 = -0x1.52462ap-3f;
  public static final float P9 = 0x1.6b42cp-4f;

  private Log32() {}

  static float log(float x) {
    boolean subnormal = x < NORMAL_MIN;
    int bits = Float.floatToRawIntBits(subnormal ? x * SUBNORMAL_SCALE : x);
    int e = (bits - LOW_BITS) >> 23;
    float f = Float.intBitsToFloat(bits - (e << 23)) - 1f;
    float y = sum((float) (subnormal ? e - SUBNORMAL_SHIFT : e), f);
    return special(x, 0f, y);
  }

  static float log1p(float x) {
    int e = (Float.floatToRawIntBits(1f + x) - LOW_BITS) >> 23;
    // 2^-e can be below the normal range: a factor 4 goes from x to the power.
    float power = Exp32.power2(2 - e);
    float f = Math.fma(x * 0.25f, power, Math.fma(0.25f, power, -1f));
    float y = sum((float) e, f);
    y = Math.abs(x) < LOG1P_TINY ? x : y;
    return special(x, -1f, y);
  }

  static float log2(float x) {
    boolean subnormal = x < NORMAL_MIN;
    int bits = Float.floatToRawIntBits(subnormal ? x * SUBNORMAL_SCALE : x);
    int e = (bits - LOG2_LOW_BITS) >> 23;
    float f = Float.intBitsToFloat(bits - (e << 23)) - 1f;
    float k = (float) (subnormal ? e - SUBNORMAL_SHIFT : e);
    float q = Math.fma(P9, f, P8);
    q = Math.fma(q, f, P7);
    q = Math.fma(q, f, P6);
    q = Math.fma(q, f, P5);
    q = Math.fma(q, f, P4);
    q = Math.fma(q, f, P3);
    q = Math.fma(q, f, P2);
    q = Math.fma(q, f, P1);
    q = Math.fma(q, f, P0);
    float h = f * Exp32.LOG2_E;
    float lost = Math.fma(f, LOG2_E_LOW, Math.fma(f, Exp32.LOG2_E, -h));
    float s = k + h;
    float y = s + Math.fma(f * f, q, h - (s - k) + lost);
    return special(x, 0f, y);
  }

  /** {@code k ln 2 + ln(1 + f)}. */
  private static float sum(float k, float f) {
    float q = Math.fma(Q8, f, Q7);
    q = Math.fma(q, f, Q6);
    q = Math.fma(q, f, Q5);
    q = Math.fma(q, f, Q4);
    q = Math.fma(q, f, Q3);
    q = Math.fma(q, f, Q2);
    q = Math.fma(q, f, Q1);
    q = Math.fma(q, f, Q0);
    float h = k * Exp32.LN2_HIGH;
    float lost = Math.fma(k, Exp32.LN2_LOW, Math.fma(k, Exp32.LN2_HIGH, -h));
    float s = h + f;
    return s + Math.fma(f * f, q, f - (s - h) + lost);
  }

  /** NaN below the pole, -Infinity on it, x itself for Infinity and NaN. */
  private static float special(float x, float pole, float y) {
    float z = x < pole ? Float.NaN : y;
    z = x == pole ? Float.NEGATIVE_INFINITY : z;
    return x < Float.POSITIVE_INFINITY ? z : x;
  }
}
