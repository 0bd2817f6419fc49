// Generated from FloatPanels.java by bin/twins.

package dev.crema.tensor.internal.vector;

import dev.crema.tensor.internal.kernels.DoubleGrid;
import dev.crema.tensor.internal.parallel.Workers;
import java.util.Arrays;

/**
 * The right side of a product in panels: all k of one or two vectors of columns, one after the
 * other, so that the inner loop reads a line.
 *
 * <p>Where there are few rows to multiply with, or the right side is so small that the caches hold
 * it, packing is not worth it: whole panels whose columns lie side by side are then read where they
 * are.
 */
final class DoublePanels {
  /** Elements of the right side from which on threads share the packing. */
  static final int WORTH_SHARING = 32_768;

  /** Elements of a panel that are packed in one piece. */
  static final int PIECE = 16_384;

  private final DoubleGrid b;
  private final int n;
  private final int k;
  private final int width;
  private final boolean direct;
  private final double[] packed;

  DoublePanels(DoubleGrid b, int width, boolean unpacked) {
    this.b = b;
    this.n = b.columns().length;
    this.k = b.rows().length;
    this.width = width;
    this.direct = unpacked && b.columnStep() == 1 && b.rowStep() != 0;
    long kept = direct ? 1 : count();
    this.packed = Scratch.PANELS.doubles(Math.toIntExact(kept * width * k));
  }

  /** Columns of a panel. */
  int width() {
    return width;
  }

  int count() {
    return Math.ceilDiv(n, width);
  }

  /** Whether the panel that begins at a column is read where it lies. */
  private boolean inPlace(int j) {
    return direct && j + width <= n;
  }

  /** The array that holds the panel that begins at a column. */
  double[] array(int j) {
    return inPlace(j) ? b.array() : packed;
  }

  /** Where it begins there. */
  int start(int j) {
    if (inPlace(j)) {
      return b.row(0) + b.columns()[j];
    }
    return direct ? 0 : j * k;
  }

  /** The distance from one k to the next. */
  int step(int j) {
    return inPlace(j) ? b.rowStep() : width;
  }

  void pack(boolean threads) {
    boolean shared = threads && (long) n * k > WORTH_SHARING;
    int first = direct ? n / width : 0;
    int depth = PIECE / width;
    int pieces = Math.ceilDiv(k, depth);
    int units = (count() - first) * pieces;
    Workers.forRange(
        units,
        shared ? 1 : Math.max(1, units),
        (from, to) -> {
          for (int unit = from; unit < to; unit++) {
            int p = unit % pieces * depth;
            pack((first + unit / pieces) * width, p, Math.min(k, p + depth));
          }
        });
  }

  private void pack(int j, int from, int to) {
    int w = Math.min(width, n - j);
    int at = start(j) + from * width;
    double[] x = b.array();
    if (w < width) {
      Arrays.fill(packed, at, at + (to - from) * width, 0);
    }
    if (b.columnStep() == 1) {
      for (int p = from; p < to; p++, at += width) {
        System.arraycopy(x, b.row(p) + b.columns()[j], packed, at, w);
      }
    } else if (b.rowStep() == 1) {
      for (int q = 0; q < w; q++) {
        int source = b.row(from) + b.columns()[j + q];
        for (int p = 0; p < to - from; p++) {
          packed[at + p * width + q] = x[source + p];
        }
      }
    } else {
      for (int p = from; p < to; p++, at += width) {
        int row = b.row(p);
        for (int q = 0; q < w; q++) {
          packed[at + q] = x[row + b.columns()[j + q]];
        }
      }
    }
  }
}
