package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.CremaException;

/**
 * L with A = L L^T, row after row of L^T: once a row is known, its multiples leave the rows below.
 */
final class CholeskyFactor {
  private CholeskyFactor() {}

  static double[][] of(double[][] a, MatrixAt at) {
    int n = a.length;
    double[][] rows = LinalgRun.transposed(a, n);
    for (int k = 0; k < n; k++) {
      double[] row = rows[k];
      double pivot = row[k];
      if (!(pivot > 0)) {
        throw new CremaException(
            "cholesky: the leading minor of order %d of %s is not positive (pivot %s); the matrix must be positive definite"
                .formatted(k + 1, at, pivot));
      }
      double root = Math.sqrt(pivot);
      for (int j = k; j < n; j++) {
        row[j] /= root;
      }
      for (int i = k + 1; i < n; i++) {
        Vectors.add(-row[i], row, rows[i], i, n);
      }
    }
    double[][] lower = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        lower[i][j] = rows[j][i];
      }
    }
    return lower;
  }
}
