// Generated from FloatSlide.java by bin/twins.

package dev.crema.tensor.internal.vector;

import dev.crema.tensor.internal.kernels.DoubleGrid;
import dev.crema.tensor.internal.kernels.Kernels;
import dev.crema.tensor.internal.parallel.Workers;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * c = a b where the rows of a, and those of c, lie side by side in runs, and b has few columns: a
 * convolution with few output channels, along the lines of an image; depthwise ones above all.
 *
 * <p>Lanes go over a run: a vector is read where it lies and meets the weights of several outputs,
 * nothing of the image is packed, and results go to their planes as they are. A run that is no
 * multiple of a vector leaves lanes idle, which {@link #cost} sets against what {@link
 * DoubleProduct} would do.
 */
final class DoubleSlide {
  private static final VectorSpecies<Double> S = Species.DOUBLES;
  static final int V = S.length();
  static final int TALL = V >= 8 ? 8 : 4;
  static final int SHORT = 4;

  /** Vectors of a tile of one row: so many sums hide the latency of the multiply-adds. */
  static final int LONG = 8;

  private static final int FIELDS = 4;

  private final DoubleGrid a;
  private final DoubleGrid c;
  private final int outputs;

  /**
   * Of each vector, {@link #FIELDS} numbers: where it begins in a and in c, the lanes before its
   * first, its lanes.
   */
  private int[] cuts = {};

  /** Vectors, a multiple of those of a tile. */
  private int vectors;

  private final double[] weights;

  private DoubleSlide(DoubleGrid a, DoubleGrid b, DoubleGrid c) {
    this.a = a;
    this.c = c;
    this.outputs = b.columns().length;
    this.weights = Scratch.PANELS.doubles(Math.ceilDiv(outputs, TALL) * TALL * b.rows().length);
    pack(b);
  }

  /** Multiplies, if that is the better way; none of the extents is 0. */
  static boolean run(DoubleGrid a, DoubleGrid b, DoubleGrid c) {
    int k = b.rows().length;
    int n = b.columns().length;
    if (k > Kernels.CHUNK || cost(a.rows(), c.rows(), n) > other(a.rows().length, n, k)) {
      return false;
    }
    DoubleSlide slide = new DoubleSlide(a, b, c);
    if (!slide.cut()) {
      return false;
    }
    slide.multiply();
    return true;
  }

  /** Multiply-adds of vectors for each k, to judge by the first run. */
  private static double cost(int[] rows, int[] results, int n) {
    int run = run(rows, results, 0);
    double vectors = (double) rows.length / run * Math.ceilDiv(run, V);
    return vectors * (n < SHORT ? n : Math.ceilDiv(n, SHORT) * SHORT);
  }

  /**
   * The same for lanes over the outputs: with a single vector of them each multiply-add wants a
   * number of its own from the left side, and results are scattered into their planes.
   */
  private static double other(int m, int n, int k) {
    int vectors = Math.ceilDiv(n, V);
    return m * (vectors == 1 ? 1.5 : vectors) + 2.0 * m * n / k;
  }

  /** The length of the run from i on. */
  private static int run(int[] rows, int[] results, int i) {
    int j = i + 1;
    while (j < rows.length && rows[j] == rows[j - 1] + 1 && results[j] == results[j - 1] + 1) {
      j++;
    }
    return j - i;
  }

  /**
   * Cuts the runs into vectors. One that would reach beyond the array begins earlier; false where
   * that does not help either.
   */
  private boolean cut() {
    int lowest = 0;
    int highest = 0;
    for (int step : a.columns()) {
      lowest = Math.min(lowest, step);
      highest = Math.max(highest, step);
    }
    int run = run(a.rows(), c.rows(), 0);
    int[] found = new int[(a.rows().length / run + 1) * Math.ceilDiv(run, V) * FIELDS];
    int filled = 0;
    for (int i = 0; i < a.rows().length; i += run) {
      run = run(a.rows(), c.rows(), i);
      for (int j = 0; j < run; j += V, filled += FIELDS) {
        int live = Math.min(V, run - j);
        int from = a.row(i + j);
        int early = from + highest + V > a.array().length ? V - live : 0;
        if (from - early + lowest < 0) {
          return false;
        }
        if (filled == found.length) {
          found = Arrays.copyOf(found, 2 * filled);
        }
        found[filled] = from - early;
        found[filled + 1] = c.row(i + j) - early;
        found[filled + 2] = early;
        found[filled + 3] = live;
      }
    }
    fill(found, filled);
    return true;
  }

  /** Repeats the first vector, without lanes, until the last tile is full. */
  private void fill(int[] found, int filled) {
    vectors = Math.ceilDiv(filled / FIELDS, LONG) * LONG;
    cuts = Arrays.copyOf(found, vectors * FIELDS);
    for (int i = filled; i < cuts.length; i += FIELDS) {
      cuts[i] = cuts[0];
      cuts[i + 3] = 0;
    }
  }

  private int source(int vector) {
    return cuts[vector * FIELDS];
  }

  /** The weights of each tile, interleaved; the last output repeated to fill it. */
  private void pack(DoubleGrid b) {
    int k = b.rows().length;
    for (int i = 0; i < outputs; i += height(i)) {
      int h = height(i);
      for (int r = 0; r < h; r++) {
        int column = b.offset() + b.columns()[Math.min(i + r, outputs - 1)];
        for (int p = 0, at = i * k + r; p < k; p++, at += h) {
          weights[at] = b.array()[column + b.rows()[p]];
        }
      }
    }
  }

  /** Rows of the tile that begins at an output. */
  private int height(int i) {
    if (outputs < SHORT) {
      return 1;
    }
    return outputs - i > SHORT ? TALL : SHORT;
  }

  private void multiply() {
    int wide = outputs < SHORT ? LONG : 2;
    long work = (long) outputs * a.columns().length * wide * V;
    Workers.forRange(
        vectors / wide,
        (int) Math.max(1, Kernels.WORTH_SHARING / work),
        (from, to) -> {
          double[] sums = Scratch.BLOCK.doubles(2 * TALL * V);
          for (int panel = from; panel < to; panel++) {
            panel(panel * wide, wide, sums);
          }
        });
  }

  private void panel(int vector, int wide, double[] sums) {
    int[] steps = a.columns();
    double[] x = a.array();
    for (int i = 0; i < outputs; i += height(i)) {
      int at = i * steps.length;
      int s = vector;
      if (height(i) == 1) {
        DoubleSlideTile.slide1x8(
            weights,
            at,
            steps,
            x,
            source(s),
            source(s + 1),
            source(s + 2),
            source(s + 3),
            source(s + 4),
            source(s + 5),
            source(s + 6),
            source(s + 7),
            sums);
      } else if (height(i) == SHORT) {
        DoubleSlideTile.slide4x2(weights, at, steps, x, source(s), source(s + 1), sums);
      } else {
        DoubleSlideTile.slide8x2(weights, at, steps, x, source(s), source(s + 1), sums);
      }
      store(i, Math.min(height(i), outputs - i), vector, wide, sums);
    }
  }

  /** Moves the sums of a tile to the planes of its outputs. */
  private void store(int output, int h, int vector, int wide, double[] sums) {
    double[] y = c.array();
    for (int q = 0; q < wide; q++) {
      int cut = (vector + q) * FIELDS;
      int live = cuts[cut + 3];
      int at = cuts[cut + 1];
      if (live == V) {
        for (int r = 0; r < h; r++) {
          DoubleVector sum = DoubleVector.fromArray(S, sums, (r * wide + q) * V);
          sum.intoArray(y, at + c.columns()[output + r]);
        }
      } else if (live > 0) {
        VectorMask<Double> mask = S.indexInRange(-cuts[cut + 2], live);
        for (int r = 0; r < h; r++) {
          DoubleVector sum = DoubleVector.fromArray(S, sums, (r * wide + q) * V);
          sum.intoArray(y, at + c.columns()[output + r], mask);
        }
      }
    }
  }
}
