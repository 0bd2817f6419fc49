package dev.crema.tensor.internal.math;

/**
 * The elementary functions of float64: {@link StrictMath} wherever it has them, which is fixed to
 * the bit by its specification (fdlibm) and within 1 ulp, sinh and cosh within 2.5. {@code Math}
 * may differ from one JDK to the next.
 *
 * <p>What StrictMath lacks is built on it, with these errors: sigmoid 2 ulp, exp2 1 ulp, log2 1
 * ulp, asinh, acosh and atanh 3 ulp, {@link Erf64} and {@link Gamma64} as they say.
 */
public final class Float64 {
  private static final double LN2 = 0x1.62e42fefa39efp-1;
  private static final double LOG2_E = 0x1.71547652b82fep0;
  private static final double LOG2_E_LOW = 0x1.777d0ffda0d24p-56;

  /** From here on x + 1 is as good as x under a logarithm, and so is x^2 + 1 under a root. */
  private static final double LARGE = 0x1p28;

  private Float64() {}

  public static double exp(double x) {
    return StrictMath.exp(x);
  }

  public static double exp2(double x) {
    return StrictMath.pow(2.0, x);
  }

  public static double expm1(double x) {
    return StrictMath.expm1(x);
  }

  public static double log(double x) {
    return StrictMath.log(x);
  }

  public static double log1p(double x) {
    return StrictMath.log1p(x);
  }

  /** {@code k + log2(m)} with m from sqrt(1/2) to sqrt(2): exact for powers of two. */
  public static double log2(double x) {
    if (!(x > 0.0 && x < Double.POSITIVE_INFINITY)) {
      return StrictMath.log(x);
    }
    int k = Math.getExponent(x * (x < Double.MIN_NORMAL ? 0x1p54 : 1.0));
    k = x < Double.MIN_NORMAL ? k - 54 : k;
    double m = Math.scalb(x, -k);
    if (m > 0x1.6a09e667f3bcdp0) {
      m *= 0.5;
      k++;
    }
    double log = StrictMath.log(m);
    double h = log * LOG2_E;
    double lost = Math.fma(log, LOG2_E_LOW, Math.fma(log, LOG2_E, -h));
    double s = k + h;
    return s + (h - (s - k) + lost);
  }

  public static double log10(double x) {
    return StrictMath.log10(x);
  }

  /** {@code 1 / (1 + e^-x)}, without overflow or cancellation. */
  public static double sigmoid(double x) {
    double t = StrictMath.exp(-Math.abs(x));
    return (x < 0.0 ? t : 1.0) / (1.0 + t);
  }

  public static double tanh(double x) {
    return StrictMath.tanh(x);
  }

  public static double sinh(double x) {
    return StrictMath.sinh(x);
  }

  public static double cosh(double x) {
    return StrictMath.cosh(x);
  }

  public static double asinh(double x) {
    double a = Math.abs(x);
    double y =
        a > LARGE
            ? StrictMath.log(a) + LN2
            : StrictMath.log1p(a + a * a / (1.0 + Math.sqrt(a * a + 1.0)));
    return Math.copySign(y, x);
  }

  public static double acosh(double x) {
    if (x < 1.0) {
      return Double.NaN;
    }
    double t = x - 1.0;
    return x > LARGE ? StrictMath.log(x) + LN2 : StrictMath.log1p(t + Math.sqrt(t * (t + 2.0)));
  }

  public static double atanh(double x) {
    double a = Math.abs(x);
    return Math.copySign(0.5 * StrictMath.log1p(2.0 * a / (1.0 - a)), x);
  }

  public static double sin(double x) {
    return StrictMath.sin(x);
  }

  public static double cos(double x) {
    return StrictMath.cos(x);
  }

  public static double tan(double x) {
    return StrictMath.tan(x);
  }

  public static double asin(double x) {
    return StrictMath.asin(x);
  }

  public static double acos(double x) {
    return StrictMath.acos(x);
  }

  public static double atan(double x) {
    return StrictMath.atan(x);
  }

  public static double atan2(double y, double x) {
    return StrictMath.atan2(y, x);
  }

  /** The error function. */
  public static double erf(double x) {
    return Erf64.erf(x);
  }

  /** {@code 1 - erf(x)}, good also where erf is near 1. */
  public static double erfc(double x) {
    return Erf64.erfc(x);
  }

  /** The logarithm of |Gamma|. */
  public static double lgamma(double x) {
    return Gamma64.lgamma(x);
  }

  /** The derivative of {@link #lgamma}. */
  public static double digamma(double x) {
    return Gamma64.digamma(x);
  }

  /** C's pow: {@code pow(1, NaN)} and {@code pow(-1, Infinity)} are 1, where Java's are NaN. */
  public static double pow(double x, double y) {
    if (x == 1.0 || (x == -1.0 && Double.isInfinite(y))) {
      return 1.0;
    }
    return StrictMath.pow(x, y);
  }

  public static double cbrt(double x) {
    return StrictMath.cbrt(x);
  }

  public static double hypot(double x, double y) {
    return StrictMath.hypot(x, y);
  }
}
