package dev.crema.tensor.internal.cpu;

/** Sums over rows of float64, in an order that depends on the length alone. */
final class Vectors {
  private Vectors() {}

  /** The sum of x[i] * y[i] for from &lt;= i &lt; to: four chains, joined in pairs. */
  static double dot(double[] x, double[] y, int from, int to) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = from;
    for (; i + 4 <= to; i += 4) {
      a = Math.fma(x[i], y[i], a);
      b = Math.fma(x[i + 1], y[i + 1], b);
      c = Math.fma(x[i + 2], y[i + 2], c);
      d = Math.fma(x[i + 3], y[i + 3], d);
    }
    for (; i < to; i++) {
      a = Math.fma(x[i], y[i], a);
    }
    return (a + b) + (c + d);
  }

  /** y[i] += factor * x[i] for from &lt;= i &lt; to. */
  static void add(double factor, double[] x, double[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = Math.fma(factor, x[i], y[i]);
    }
  }

  /** (x, y) = (c x - s y, s x + c y), element by element. */
  static void rotate(double[] x, double[] y, double c, double s) {
    for (int i = 0; i < x.length; i++) {
      double a = x[i];
      double b = y[i];
      x[i] = c * a - s * b;
      y[i] = s * a + c * b;
    }
  }

  /** The Euclidean norm of x[from], x[from + 1], …, without overflow. */
  static double norm(double[] x, int from) {
    double greatest = 0;
    for (int i = from; i < x.length; i++) {
      greatest = Math.max(greatest, Math.abs(x[i]));
    }
    if (greatest == 0 || !Double.isFinite(greatest)) {
      return greatest;
    }
    double scale = scale(greatest);
    double sum = 0;
    for (int i = from; i < x.length; i++) {
      double scaled = x[i] * scale;
      sum = Math.fma(scaled, scaled, sum);
    }
    return Math.sqrt(sum) / scale;
  }

  /**
   * A power of two that brings a value near 1; values too small for that come as near as may be.
   */
  static double scale(double greatest) {
    return Math.scalb(1.0, -Math.clamp(Math.getExponent(greatest), -1000, 1000));
  }

  /** Whether the entry of greatest magnitude, the first of equals, is negative. */
  static boolean pointsDown(double[] x) {
    int at = 0;
    for (int i = 1; i < x.length; i++) {
      if (Math.abs(x[i]) > Math.abs(x[at])) {
        at = i;
      }
    }
    return x.length > 0 && x[at] < 0;
  }

  static void negate(double[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = -x[i];
    }
  }
}
