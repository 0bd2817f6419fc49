package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.CremaException;

/** Triangular systems, row after row of the solution. */
final class Substitution {
  private Substitution() {}

  /** Replaces the rows of B by those of X, A X = B. */
  static void run(double[][] a, double[][] b, boolean upper, boolean unit, MatrixAt at) {
    int n = a.length;
    for (int step = 0; step < n; step++) {
      int i = upper ? n - 1 - step : step;
      double[] row = b[i];
      for (int j = upper ? i + 1 : 0; j < (upper ? n : i); j++) {
        Vectors.add(-a[i][j], b[j], row, 0, row.length);
      }
      if (!unit) {
        divide(row, a[i][i], i, at);
      }
    }
  }

  private static void divide(double[] row, double pivot, int i, MatrixAt at) {
    if (pivot == 0) {
      throw new CremaException(
          "solveTriangular: %s is singular: entry (%d, %d) is 0".formatted(at, i, i));
    }
    for (int j = 0; j < row.length; j++) {
      row[j] /= pivot;
    }
  }
}
