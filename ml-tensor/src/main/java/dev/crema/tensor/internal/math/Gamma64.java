package dev.crema.tensor.internal.math;

/**
 * The logarithm of |Gamma| and its derivative, in float64.
 *
 * <p>On [1, 2] both are a polynomial times their zeros, so that they are good also beside these:
 * {@code lgamma(1 + z) = z (z - 1) L(z - 1/2)}, and {@code digamma(x) = (x - root) D(x - 3/2)} with
 * the root in two doubles. The recurrence leads there from elsewhere, Stirling's series takes over
 * at 8 and 10, and the reflection formula serves negative arguments.
 *
 * <p>Largest errors found: lgamma 4 ulp and digamma 2 ulp for positive arguments. Negative
 * arguments have a zero between any two poles, and no correction there: 1e-15, absolute or
 * relative, whichever is larger. The coefficients are our own: Chebyshev of degree 22.
 */
final class Gamma64 {
  /** {@code lgamma(1 + z) / (z (z - 1))} as a polynomial of z - 1/2, z on [0, 1]. */
  private static final double[] LGAMMA = {
    0x1.eeb95b094c191p-2,
    -0x1.2aed059bd608ap-3,
    0x1.01af62a2929e8p-4,
    -0x1.007aa83cee106p-5,
    0x1.1334235278e97p-6,
    -0x1.34dbda14a534ep-7,
    0x1.64f066526297dp-8,
    -0x1.a5035229e81b4p-9,
    0x1.f814b7a8ea944p-10,
    -0x1.313e8bbbf0a5cp-10,
    0x1.750aeafce189cp-11,
    -0x1.cb449093f4d2bp-12,
    0x1.1c73d7bb3879ap-12,
    -0x1.624418c291d11p-13,
    0x1.bb1b2f70eda7p-14,
    -0x1.153682ea04d6ap-14,
    0x1.5d42c628edbecp-15,
    -0x1.caf7091c01f9bp-16,
    0x1.22f60ff768e29p-16,
    -0x1.0f1aa0b730e2ep-17,
    0x1.5841c8f950e54p-18,
    -0x1.0b7547cbef874p-17,
    0x1.5690ac55f96fcp-18,
  };

  /** {@code digamma(x) / (x - root)} as a polynomial of x - 3/2, x on [1, 2]. */
  private static final double[] DIGAMMA = {
    0x1.e6f0cbb873616p-1,
    -0x1.b1cb63005ee98p-2,
    0x1.eca189b8e6f6dp-3,
    -0x1.2feeeb98a78eap-3,
    0x1.8512e5903903ep-4,
    -0x1.fb44202a2306bp-5,
    0x1.4de9aa1779d23p-5,
    -0x1.b9f8b11bfd3dp-6,
    0x1.2564717896ec6p-6,
    -0x1.863563f44f303p-7,
    0x1.03c0adafa529cp-7,
    -0x1.5a06a5d662cb4p-8,
    0x1.cd2011454fd05p-9,
    -0x1.336dbe66757c8p-9,
    0x1.99d3f5c0cad5ep-10,
    -0x1.0fb38d217b8p-10,
    0x1.6a3e76070c135p-11,
    -0x1.fd8e50abf2196p-12,
    0x1.53b23429da21bp-12,
    -0x1.2fae5cb379bf2p-13,
    0x1.94e73cc9821e1p-14,
    -0x1.75c084e78a4cdp-13,
    0x1.f255c4568ac4dp-14,
  };

  private static final double ROOT = 0x1.762d86356be3fp0;
  private static final double ROOT_LOW = 0x1.b86a722197829p-54;

  /** {@code B(2n) / (2n (2n - 1))}, n from 1: Stirling's series. */
  private static final double[] STIRLING = {
    1.0 / 12,
    -1.0 / 360,
    1.0 / 1260,
    -1.0 / 1680,
    1.0 / 1188,
    -691.0 / 360360,
    1.0 / 156,
    -3617.0 / 122400,
    43867.0 / 244188
  };

  /** {@code B(2n) / 2n}, n from 1: the derivative of Stirling's series. */
  private static final double[] STIRLING_SLOPE = {
    1.0 / 12, -1.0 / 120, 1.0 / 252, -1.0 / 240, 1.0 / 132, -691.0 / 32760, 1.0 / 12, -3617.0 / 8160
  };

  private static final double LN_PI = 0x1.250d048e7a1bdp0;
  private static final double HALF_LN_2PI = 0x1.d67f1c864beb5p-1;

  private Gamma64() {}

  static double lgamma(double x) {
    if (Double.isInfinite(x)) {
      return Double.POSITIVE_INFINITY;
    }
    if (x > 0.0) {
      return x < 1.0 ? lgammaAbove1(x) - StrictMath.log(x) : lgammaFrom1(x);
    }
    double fraction = x - Math.rint(x);
    if (fraction == 0.0) {
      return Double.POSITIVE_INFINITY;
    }
    double a = -x;
    double mirrored = a < 1.0 ? lgammaAbove1(a) : lgammaFrom1(a) + StrictMath.log(a);
    return LN_PI - StrictMath.log(StrictMath.sin(Math.PI * Math.abs(fraction))) - mirrored;
  }

  static double digamma(double x) {
    if (x == 0.0) {
      return Math.copySign(Double.POSITIVE_INFINITY, -x);
    }
    if (x > 0.0) {
      return x < 1.0 ? digammaFrom1(x + 1.0) - 1.0 / x : digammaFrom1(x);
    }
    double fraction = x - Math.rint(x);
    if (fraction == 0.0 || Double.isInfinite(x)) {
      return Double.NaN;
    }
    return digammaFrom1(1.0 - x) - Math.PI / StrictMath.tan(Math.PI * fraction);
  }

  /** lgamma(1 + z), z on [0, 1]. */
  private static double lgammaAbove1(double z) {
    return z * (z - 1.0) * Polynomial.of(LGAMMA, z - 0.5);
  }

  private static double lgammaFrom1(double x) {
    if (x >= 8.0) {
      double inverse = 1.0 / x;
      double series = inverse * Polynomial.of(STIRLING, inverse * inverse);
      return (x - 0.5) * (StrictMath.log(x) - 1.0) + (HALF_LN_2PI - 0.5 + series);
    }
    double product = 1.0;
    double rest = x;
    while (rest > 2.0) {
      rest -= 1.0;
      product *= rest;
    }
    return lgammaAbove1(rest - 1.0) + StrictMath.log(product);
  }

  private static double digammaFrom1(double x) {
    if (x >= 10.0) {
      double inverse = 1.0 / x;
      double square = inverse * inverse;
      return StrictMath.log(x) - 0.5 * inverse - square * Polynomial.of(STIRLING_SLOPE, square);
    }
    double sum = 0.0;
    double rest = x;
    while (rest > 2.0) {
      rest -= 1.0;
      sum += 1.0 / rest;
    }
    return sum + (rest - ROOT - ROOT_LOW) * Polynomial.of(DIGAMMA, rest - 1.5);
  }
}
