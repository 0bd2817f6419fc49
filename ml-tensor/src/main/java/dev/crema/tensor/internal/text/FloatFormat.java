package dev.crema.tensor.internal.text;

/**
 * The common form of the floating-point elements of one array, after {@code torch._tensor_str}.
 *
 * <p>Of the elements that are finite and not zero: if all are integers, they are written as {@code
 * 2.}, else with the options' digits. Scientific form is taken where the largest magnitude is over
 * 1,000 times the smallest, or over 10^8, or (unless all are integers) where the smallest is under
 * 10^-4. The same elements decide the width.
 */
final class FloatFormat {
  private final int precision;
  private boolean integral = true;
  private double smallest = Double.POSITIVE_INFINITY;
  private double largest;
  private int width = 1;

  FloatFormat(int precision) {
    this.precision = precision;
  }

  /** First pass over the elements: what form they take. */
  void see(double value) {
    if (counts(value)) {
      double magnitude = Math.abs(value);
      smallest = Math.min(smallest, magnitude);
      largest = Math.max(largest, magnitude);
      integral &= value == Math.ceil(value);
    }
  }

  /** Second pass: how wide they are. */
  void measure(double value) {
    if (counts(value)) {
      width = Math.max(width, text(value).length());
    }
  }

  int width() {
    return width;
  }

  /** The element, not padded. */
  String text(double value) {
    if (isScientific()) {
      return FloatText.scientific(value, precision);
    }
    if (integral) {
      return FloatText.fixed(value, 0) + (Double.isFinite(value) ? "." : "");
    }
    return FloatText.fixed(value, precision);
  }

  private static boolean counts(double value) {
    return Double.isFinite(value) && value != 0;
  }

  private boolean isScientific() {
    return largest > 0
        && (largest / smallest > 1000 || largest > 1e8 || !integral && smallest < 1e-4);
  }
}
