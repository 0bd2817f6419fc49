package dev.crema.tensor.internal.math;

/** Polynomials of float64 by Horner's rule. */
final class Polynomial {
  private Polynomial() {}

  /** {@code c[0] + c[1] x + c[2] x^2 + ...}. */
  static double of(double[] c, double x) {
    double sum = c[c.length - 1];
    for (int i = c.length - 2; i >= 0; i--) {
      sum = Math.fma(sum, x, c[i]);
    }
    return sum;
  }
}
