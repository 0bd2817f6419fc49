package dev.crema.tensor.internal.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * One floating-point number as C's {@code %.nf} and {@code %.ne} write it: the exact binary value,
 * rounded half to even, in any locale.
 */
final class FloatText {
  private FloatText() {}

  /** {@code -1.5000}: {@code digits} digits after the point, and no point where there are none. */
  static String fixed(double value, int digits) {
    if (!Double.isFinite(value)) {
      return nonFinite(value);
    }
    BigDecimal rounded = exact(value).setScale(digits, RoundingMode.HALF_EVEN);
    return sign(value) + rounded.toPlainString();
  }

  /** {@code -1.5000e-05}: one digit before the point, and an exponent of at least two digits. */
  static String scientific(double value, int digits) {
    if (!Double.isFinite(value)) {
      return nonFinite(value);
    }
    BigDecimal rounded = exact(value).round(new MathContext(digits + 1, RoundingMode.HALF_EVEN));
    String significand = rounded.unscaledValue().toString();
    int exponent = value == 0 ? 0 : significand.length() - 1 - rounded.scale();
    significand += "0".repeat(Math.max(0, digits + 1 - significand.length()));
    String power = String.valueOf(Math.abs(exponent));
    return sign(value)
        + significand.charAt(0)
        + (digits == 0 ? "" : "." + significand.substring(1, digits + 1))
        + (exponent < 0 ? "e-" : "e+")
        + (power.length() < 2 ? "0" : "")
        + power;
  }

  private static BigDecimal exact(double value) {
    return new BigDecimal(Math.abs(value));
  }

  private static String sign(double value) {
    return Double.doubleToRawLongBits(value) < 0 ? "-" : "";
  }

  private static String nonFinite(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    return value > 0 ? "inf" : "-inf";
  }
}
