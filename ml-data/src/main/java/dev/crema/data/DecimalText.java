package dev.crema.data;

/**
 * Decimal numbers as they are written in files: {@code 12}, {@code -0.5}, {@code .5}, {@code 1e-3}.
 *
 * <p>{@link Double#parseDouble} also takes {@code 1d}, {@code 0x1p3} and {@code Infinity}, which in
 * a table are more likely mistakes. A scan, since a regular expression costs twice the parsing.
 */
final class DecimalText {
  private DecimalText() {}

  /**
   * Whether this is digits with at most one point among them, a sign before, an exponent behind.
   */
  static boolean matches(String text) {
    int start = afterSign(text, 0);
    int whole = afterDigits(text, start);
    int digits = whole - start;
    int end = whole;
    if (end < text.length() && text.charAt(end) == '.') {
      end = afterDigits(text, whole + 1);
      digits += end - whole - 1;
    }
    return digits > 0 && (end == text.length() || isExponent(text, end));
  }

  private static boolean isExponent(String text, int at) {
    if (text.charAt(at) != 'e' && text.charAt(at) != 'E') {
      return false;
    }
    int start = afterSign(text, at + 1);
    return start < text.length() && afterDigits(text, start) == text.length();
  }

  private static int afterSign(String text, int at) {
    boolean sign = at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-');
    return sign ? at + 1 : at;
  }

  private static int afterDigits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
