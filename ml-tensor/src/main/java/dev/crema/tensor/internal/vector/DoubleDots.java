// Generated from FloatDots.java by bin/twins.

package dev.crema.tensor.internal.vector;

import dev.crema.tensor.internal.kernels.Kernels;
import dev.crema.tensor.internal.kernels.Kernels.DoubleMatrix;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** A matrix times a single column: a reduction in 8 lanes, whatever the width of a vector. */
final class DoubleDots {
  private static final VectorSpecies<Double> S = Species.DOUBLES;
  private static final int V = S.length();
  static final int LANES = 8;

  private DoubleDots() {}

  /** Whether both sides lie so that vectors can be read. */
  static boolean serves(DoubleMatrix a, DoubleMatrix b) {
    return a.column() == 1 && b.row() == 1;
  }

  /** Rows [from, to) of the product. */
  static void run(DoubleMatrix a, DoubleMatrix b, double[] c, int offset, int from, int to, int k) {
    double[] lane = new double[LANES];
    double[] partial = new double[Math.max(1, Math.ceilDiv(k, Kernels.CHUNK))];
    for (int i = from; i < to; i++) {
      int x = a.offset() + i * a.row();
      for (int chunk = 0; chunk < partial.length; chunk++) {
        int start = chunk * Kernels.CHUNK;
        int n = Math.min(Kernels.CHUNK, k - start);
        partial[chunk] = chunk(a.array(), x + start, b.array(), b.offset() + start, n, lane);
      }
      for (int step = 1; step < partial.length; step *= 2) {
        for (int j = 0; j + step < partial.length; j += 2 * step) {
          partial[j] += partial[j + step];
        }
      }
      c[offset + i] = partial[0];
    }
  }

  private static double chunk(double[] x, int xo, double[] y, int yo, int n, double[] lane) {
    int whole = n - n % LANES;
    for (int group = 0; group < LANES; group += V) {
      DoubleVector sum = DoubleVector.zero(S);
      for (int i = group; i < whole; i += LANES) {
        DoubleVector left = DoubleVector.fromArray(S, x, xo + i);
        sum = left.fma(DoubleVector.fromArray(S, y, yo + i), sum);
      }
      sum.intoArray(lane, group);
    }
    for (int l = 0; l < n - whole; l++) {
      lane[l] = Math.fma(x[xo + whole + l], y[yo + whole + l], lane[l]);
    }
    for (int width = LANES / 2; width > 0; width /= 2) {
      for (int l = 0; l < width; l++) {
        lane[l] += lane[l + width];
      }
    }
    return lane[0];
  }
}
