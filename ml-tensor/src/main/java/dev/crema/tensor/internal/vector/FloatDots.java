package dev.crema.tensor.internal.vector;

import dev.crema.tensor.internal.kernels.Kernels;
import dev.crema.tensor.internal.kernels.Kernels.FloatMatrix;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** A matrix times a single column: a reduction in 16 lanes, whatever the width of a vector. */
final class FloatDots {
  private static final VectorSpecies<Float> S = Species.FLOATS;
  private static final int V = S.length();
  static final int LANES = 16;

  private FloatDots() {}

  /** Whether both sides lie so that vectors can be read. */
  static boolean serves(FloatMatrix a, FloatMatrix b) {
    return a.column() == 1 && b.row() == 1;
  }

  /** Rows [from, to) of the product. */
  static void run(FloatMatrix a, FloatMatrix b, float[] c, int offset, int from, int to, int k) {
    float[] lane = new float[LANES];
    float[] partial = new float[Math.max(1, Math.ceilDiv(k, Kernels.CHUNK))];
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

  private static float chunk(float[] x, int xo, float[] y, int yo, int n, float[] lane) {
    int whole = n - n % LANES;
    for (int group = 0; group < LANES; group += V) {
      FloatVector sum = FloatVector.zero(S);
      for (int i = group; i < whole; i += LANES) {
        FloatVector left = FloatVector.fromArray(S, x, xo + i);
        sum = left.fma(FloatVector.fromArray(S, y, yo + i), sum);
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
