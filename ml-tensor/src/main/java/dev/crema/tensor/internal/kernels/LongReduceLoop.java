// Generated from FloatReduceLoop.java by bin/twins.

package dev.crema.tensor.internal.kernels;

import java.lang.invoke.MethodHandles;
import java.util.Arrays;

/** Reduction of longs in a fixed order, as a template like {@link LongLoop1}. */
final class LongReduceLoop implements Loops.LongReduce {
  private static final int LANES = 8;
  private static final Fn.L2 F = Template.data(MethodHandles.lookup(), Fn.L2.class);

  private final long start;

  LongReduceLoop(long start) {
    this.start = start;
  }

  @Override
  public long row(long[] x, int xo, int n) {
    long[] lane = new long[LANES];
    Arrays.fill(lane, start);
    int whole = n - n % LANES;
    for (int i = 0; i < whole; i += LANES) {
      for (int l = 0; l < LANES; l++) {
        lane[l] = F.apply(lane[l], x[xo + i + l]);
      }
    }
    for (int l = 0; l < n - whole; l++) {
      lane[l] = F.apply(lane[l], x[xo + whole + l]);
    }
    for (int width = LANES / 2; width > 0; width /= 2) {
      for (int l = 0; l < width; l++) {
        lane[l] = F.apply(lane[l], lane[l + width]);
      }
    }
    return lane[0];
  }

  @Override
  public void columns(long[] x, int xo, int rows, int columns, long[] y, int yo) {
    Arrays.fill(y, yo, yo + columns, start);
    for (int i = 0; i < rows; i++) {
      int from = xo + i * columns;
      for (int j = 0; j < columns; j++) {
        y[yo + j] = F.apply(y[yo + j], x[from + j]);
      }
    }
  }

  @Override
  public long join(long a, long b) {
    return F.apply(a, b);
  }

  @Override
  public long start() {
    return start;
  }
}
