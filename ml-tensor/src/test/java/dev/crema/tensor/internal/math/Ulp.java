package dev.crema.tensor.internal.math;

/** Errors in units in the last place of the exact result. */
final class Ulp {
  private static final double OVERFLOW = 0x1p128;

  private Ulp() {}

  /** The error of a float; infinite where NaN or the sign is wrong. */
  static double error(float got, double exact) {
    if (Double.isNaN(exact) || Float.isNaN(got)) {
      return Double.isNaN(exact) && Float.isNaN(got) ? 0 : Double.POSITIVE_INFINITY;
    }
    if (Math.copySign(1.0, got) != Math.copySign(1.0, exact)) {
      return Double.POSITIVE_INFINITY;
    }
    double bounded = Math.clamp(exact, -OVERFLOW, OVERFLOW);
    double given = Math.clamp((double) got, -OVERFLOW, OVERFLOW);
    int exponent = Math.clamp(Math.getExponent(exact), Float.MIN_EXPONENT, Float.MAX_EXPONENT);
    return Math.abs(given - bounded) / power2(exponent - 23);
  }

  /** The error of a double against a better one in two parts. */
  static double error(double got, double exact, double rest) {
    return Math.abs(got - exact - rest) / Math.ulp(exact);
  }

  private static double power2(int n) {
    return Double.longBitsToDouble((long) (n + Double.MAX_EXPONENT) << 52);
  }
}
