// Generated from FloatMatMul.java by bin/twins.

package dev.crema.tensor.internal.kernels;

import dev.crema.tensor.internal.kernels.Kernels.DoubleMatrix;
import dev.crema.tensor.internal.parallel.Workers;
import java.util.Arrays;

/**
 * The scalar matrix product of doubles.
 *
 * <p>Each element is a chain of fused multiply-adds over k in order from 0; past {@link
 * Kernels#CHUNK} values of k, chunks are joined by a tree of neighbours. A single column is a
 * reduction instead: 8 lanes, joined by halves. The right side is taken as rows in arrays of their
 * own, eight a pass: the form that the compiler turns into vector code.
 */
public final class DoubleMatMul {
  /** Rows of c that a thread takes at a time. */
  static final int ROWS = 16;

  /** Multiply-adds below which packing does not pay; no more, so that k fits into a chunk. */
  static final int SMALL = Kernels.CHUNK;

  private static final int LANES = 8;

  private DoubleMatMul() {}

  /** The whole product. */
  static void run(DoubleMatrix a, DoubleMatrix b, double[] c, int offset, int m, int n, int k) {
    if (n == 1) {
      int grain = grain((long) m * k, m, 16);
      Workers.forRange(
          m,
          grain,
          (from, to) -> {
            for (int i = from; i < to; i++) {
              c[offset + i] = dot(a, i, b, k);
            }
          });
    } else if (isSmall(m, n, k)) {
      small(a, b, c, offset, m, n, k);
    } else {
      chains(a.grid(m, k), b.grid(k, n), DoubleGrid.strided(c, offset, n, 1, m, n));
    }
  }

  /** Whether a product is not worth packing. */
  public static boolean isSmall(int m, int n, int k) {
    return (long) m * n * k <= SMALL;
  }

  /** A product that {@link #isSmall}. */
  public static void small(
      DoubleMatrix a, DoubleMatrix b, double[] c, int offset, int m, int n, int k) {
    double[] x = a.array();
    double[] y = b.array();
    for (int i = 0; i < m; i++) {
      int to = offset + i * n;
      Arrays.fill(c, to, to + n, 0);
      for (int p = 0; p < k; p++) {
        double left = x[a.offset() + i * a.row() + p * a.column()];
        int at = b.offset() + p * b.row();
        for (int j = 0; j < n; j++) {
          c[to + j] = Math.fma(left, y[at], c[to + j]);
          at += b.column();
        }
      }
    }
  }

  /** Each element of c a chain over k, also where c has one column alone. */
  static void chains(DoubleGrid a, DoubleGrid b, DoubleGrid c) {
    int m = c.rows().length;
    int n = c.columns().length;
    int k = a.columns().length;
    double[][] rows = rows(b);
    int chunks = Math.ceilDiv(k, Kernels.CHUNK);
    Workers.forRange(
        m,
        grain((long) m * n * k, m, ROWS),
        (from, to) -> {
          double[][] partial = new double[chunks][n];
          for (int i = from; i < to; i++) {
            for (int chunk = 0; chunk < chunks; chunk++) {
              int first = chunk * Kernels.CHUNK;
              Arrays.fill(partial[chunk], 0);
              packed(a, i, rows, partial[chunk], first, Math.min(k, first + Kernels.CHUNK));
            }
            join(partial);
            store(partial[0], c, i);
          }
        });
  }

  private static int grain(long work, int m, int rows) {
    return work < Kernels.WORTH_SHARING ? Math.max(1, m) : rows;
  }

  private static void store(double[] row, DoubleGrid c, int i) {
    int to = c.row(i);
    if (c.columnStep() == 1) {
      System.arraycopy(row, 0, c.array(), to + c.columns()[0], row.length);
      return;
    }
    for (int j = 0; j < row.length; j++) {
      c.array()[to + c.columns()[j]] = row[j];
    }
  }

  private static double[][] rows(DoubleGrid b) {
    double[] x = b.array();
    int[] columns = b.columns();
    double[][] rows = new double[b.rows().length][columns.length];
    for (int p = 0; p < rows.length; p++) {
      double[] row = rows[p];
      int from = b.row(p);
      for (int j = 0; j < row.length; j++) {
        row[j] = x[from + columns[j]];
      }
    }
    return rows;
  }

  private static void packed(DoubleGrid a, int i, double[][] b, double[] c, int from, int to) {
    double[] x = a.array();
    int[] columns = a.columns();
    int row = a.row(i);
    int p = from;
    for (; p + 8 <= to; p += 8) {
      eight(x, row, columns, b, p, c);
    }
    for (; p < to; p++) {
      double left = x[row + columns[p]];
      double[] right = b[p];
      for (int j = 0; j < c.length; j++) {
        c[j] = Math.fma(left, right[j], c[j]);
      }
    }
  }

  private static void eight(double[] x, int row, int[] columns, double[][] b, int p, double[] c) {
    double x0 = x[row + columns[p]];
    double x1 = x[row + columns[p + 1]];
    double x2 = x[row + columns[p + 2]];
    double x3 = x[row + columns[p + 3]];
    double x4 = x[row + columns[p + 4]];
    double x5 = x[row + columns[p + 5]];
    double x6 = x[row + columns[p + 6]];
    double x7 = x[row + columns[p + 7]];
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
