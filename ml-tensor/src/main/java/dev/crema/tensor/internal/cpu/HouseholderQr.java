package dev.crema.tensor.internal.cpu;

/**
 * Q R by reflections, one a column, with LAPACK's signs (dgeqr2): a diagonal entry of R has the
 * sign opposite to what stood there before its reflection, and keeps it where nothing was left
 * below.
 */
final class HouseholderQr {
  private HouseholderQr() {}

  /** Q, R. */
  static double[][][] of(double[][] a, int n) {
    int m = a.length;
    int k = Math.min(m, n);
    double[][] columns = LinalgRun.transposed(a, n);
    double[] tau = new double[k];
    for (int i = 0; i < k; i++) {
      tau[i] = reflector(columns[i], i);
      for (int j = i + 1; j < n; j++) {
        reflect(columns[i], tau[i], columns[j], i);
      }
    }
    double[][] r = new double[k][n];
    for (int j = 0; j < n; j++) {
      for (int i = 0; i <= Math.min(j, k - 1); i++) {
        r[i][j] = columns[j][i];
      }
    }
    double[][] q = new double[k][m];
    for (int j = 0; j < k; j++) {
      q[j][j] = 1;
      for (int i = k - 1; i >= 0; i--) {
        reflect(columns[i], tau[i], q[j], i);
      }
    }
    return new double[][][] {LinalgRun.transposed(q, m), r};
  }

  /**
   * The reflection I - tau v v^T, v[i] = 1, that takes x[i], x[i + 1], … to a multiple of the first
   * axis. The multiple replaces x[i], the rest of v what is below.
   */
  static double reflector(double[] x, int i) {
    if (Vectors.norm(x, i + 1) == 0) {
      return 0;
    }
    double alpha = x[i];
    double beta = -Math.copySign(Vectors.norm(x, i), alpha);
    for (int j = i + 1; j < x.length; j++) {
      x[j] /= alpha - beta;
    }
    x[i] = beta;
    return (beta - alpha) / beta;
  }

  private static void reflect(double[] v, double tau, double[] x, int i) {
    if (tau != 0) {
      double factor = tau * (x[i] + Vectors.dot(v, x, i + 1, x.length));
      x[i] -= factor;
      Vectors.add(-factor, v, x, i + 1, x.length);
    }
  }
}
