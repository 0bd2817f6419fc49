package dev.crema.tensor.internal.kernels;

import dev.crema.tensor.internal.kernels.Kernels.DoubleMatrix;

/**
 * The scalar matrix product of doubles.
 *
 * <p>Each element is a chain of fused multiply-adds over k in order from 0; past {@link
 * Kernels#CHUNK} values of k, chunks are joined by a tree of neighbours. A single column is a
 * reduction instead: 8 lanes, joined by halves. The right side is taken as rows in arrays of their
 * own, eight a pass: the form that the compiler turns into vector code.
 */
final class DoubleMatMul {
  private static final int SMALL = 4096;
  private static final int LANES = 8;

  private DoubleMatMul() {}

  static void run(DoubleMatrix a, DoubleMatrix b, double[] c, int offset, int m, int n, int k) {
    if (n == 1) {
      for (int i = 0; i < m; i++) {
        c[offset + i] = dot(a, i, b, k);
      }
      return;
    }
    double[][] rows = (long) m * n * k <= SMALL ? null : rows(b, n, k);
    int chunks = Math.max(1, Math.ceilDiv(k, Kernels.CHUNK));
    double[][] partial = new double[chunks][n];
    for (int i = 0; i < m; i++) {
      for (int chunk = 0; chunk < chunks; chunk++) {
        int from = chunk * Kernels.CHUNK;
        int to = Math.min(k, from + Kernels.CHUNK);
        java.util.Arrays.fill(partial[chunk], 0);
        if (rows == null) {
          direct(a, i, b, partial[chunk], from, to);
        } else {
          packed(a, i, rows, partial[chunk], from, to);
        }
      }
      join(partial);
      System.arraycopy(partial[0], 0, c, offset + i * n, n);
    }
  }

  private static double[][] rows(DoubleMatrix b, int n, int k) {
    double[][] rows = new double[k][n];
    for (int p = 0; p < k; p++) {
      double[] row = rows[p];
      int from = b.offset() + p * b.row();
      for (int j = 0; j < n; j++) {
        row[j] = b.array()[from + j * b.column()];
      }
    }
    return rows;
  }

  private static void direct(DoubleMatrix a, int i, DoubleMatrix b, double[] c, int from, int to) {
    double[] x = a.array();
    double[] y = b.array();
    int step = b.column();
    for (int p = from; p < to; p++) {
      double left = x[a.offset() + i * a.row() + p * a.column()];
      int at = b.offset() + p * b.row();
      for (int j = 0; j < c.length; j++) {
        c[j] = Math.fma(left, y[at], c[j]);
        at += step;
      }
    }
  }

  private static void packed(DoubleMatrix a, int i, double[][] b, double[] c, int from, int to) {
    double[] x = a.array();
    int step = a.column();
    int at = a.offset() + i * a.row() + from * step;
    int p = from;
    for (; p + 8 <= to; p += 8, at += 8 * step) {
      eight(x, at, step, b, p, c);
    }
    for (; p < to; p++, at += step) {
      double left = x[at];
      double[] row = b[p];
      for (int j = 0; j < c.length; j++) {
        c[j] = Math.fma(left, row[j], c[j]);
      }
    }
  }

  private static void eight(double[] x, int at, int step, double[][] b, int p, double[] c) {
    double x0 = x[at];
    double x1 = x[at + step];
    double x2 = x[at + 2 * step];
    double x3 = x[at + 3 * step];
    double x4 = x[at + 4 * step];
    double x5 = x[at + 5 * step];
    double x6 = x[at + 6 * step];
    double x7 = x[at + 7 * step];
    double[] b0 = b[p];
    double[] b1 = b[p + 1];
    double[] b2 = b[p + 2];
    double[] b3 = b[p + 3];
    double[] b4 = b[p + 4];
    double[] b5 = b[p + 5];
    double[] b6 = b[p + 6];
    double[] b7 = b[p + 7];
    for (int j = 0; j < c.length; j++) {
      double sum = Math.fma(x0, b0[j], c[j]);
      sum = Math.fma(x1, b1[j], sum);
      sum = Math.fma(x2, b2[j], sum);
      sum = Math.fma(x3, b3[j], sum);
      sum = Math.fma(x4, b4[j], sum);
      sum = Math.fma(x5, b5[j], sum);
      sum = Math.fma(x6, b6[j], sum);
      c[j] = Math.fma(x7, b7[j], sum);
    }
  }

  /** Neighbours join, then their neighbours, until the first row holds the total. */
  private static void join(double[][] partial) {
    for (int step = 1; step < partial.length; step *= 2) {
      for (int i = 0; i + step < partial.length; i += 2 * step) {
        for (int j = 0; j < partial[i].length; j++) {
          partial[i][j] += partial[i + step][j];
        }
      }
    }
  }

  private static double dot(DoubleMatrix a, int i, DoubleMatrix b, int k) {
    if (k <= Kernels.CHUNK) {
      return lanes(a, i, b, 0, k);
    }
    double[][] partial = new double[Math.ceilDiv(k, Kernels.CHUNK)][1];
    for (int chunk = 0; chunk < partial.length; chunk++) {
      int from = chunk * Kernels.CHUNK;
      partial[chunk][0] = lanes(a, i, b, from, Math.min(k, from + Kernels.CHUNK));
    }
    join(partial);
    return partial[0][0];
  }

  private static double lanes(DoubleMatrix a, int i, DoubleMatrix b, int from, int to) {
    double[] lane = new double[LANES];
    double[] x = a.array();
    double[] y = b.array();
    int xAt = a.offset() + i * a.row() + from * a.column();
    int yAt = b.offset() + from * b.row();
    for (int p = 0; p < to - from; p++) {
      int l = p & LANES - 1;
      lane[l] = Math.fma(x[xAt], y[yAt], lane[l]);
      xAt += a.column();
      yAt += b.row();
    }
    for (int width = LANES / 2; width > 0; width /= 2) {
      for (int l = 0; l < width; l++) {
        lane[l] += lane[l + width];
      }
    }
    return lane[0];
  }
}
