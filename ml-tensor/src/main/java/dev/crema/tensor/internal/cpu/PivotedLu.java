package dev.crema.tensor.internal.cpu;

/**
 * Gaussian elimination with row exchanges: in each column the entry of greatest magnitude, the
 * first of equals, is the pivot. A column of zeros is passed over.
 */
final class PivotedLu {
  private PivotedLu() {}

  /** The order of the rows (one row), L, U. */
  static double[][][] of(double[][] a, int columns) {
    int m = a.length;
    int k = Math.min(m, columns);
    double[][] rows = a.clone();
    double[] order = new double[m];
    for (int i = 0; i < m; i++) {
      order[i] = i;
    }
    for (int step = 0; step < k; step++) {
      int pivot = pivot(rows, step);
      double[] row = rows[pivot];
      rows[pivot] = rows[step];
      rows[step] = row;
      double position = order[pivot];
      order[pivot] = order[step];
      order[step] = position;
      for (int i = step + 1; i < m && row[step] != 0; i++) {
        double factor = rows[i][step] / row[step];
        rows[i][step] = factor;
        Vectors.add(-factor, row, rows[i], step + 1, columns);
      }
    }
    return new double[][][] {{order}, lower(rows, k), upper(rows, k, columns)};
  }

  private static int pivot(double[][] rows, int column) {
    int best = column;
    for (int i = column + 1; i < rows.length; i++) {
      if (Math.abs(rows[i][column]) > Math.abs(rows[best][column])) {
        best = i;
      }
    }
    return best;
  }

  private static double[][] lower(double[][] rows, int k) {
    double[][] lower = new double[rows.length][k];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, lower[i], 0, Math.min(i, k));
      if (i < k) {
        lower[i][i] = 1;
      }
    }
    return lower;
  }

  private static double[][] upper(double[][] rows, int k, int columns) {
    double[][] upper = new double[k][columns];
    for (int i = 0; i < k; i++) {
      System.arraycopy(rows[i], i, upper[i], i, columns - i);
    }
    return upper;
  }
}
