package dev.crema.tensor.internal.kernels;

import java.lang.invoke.MethodHandles;
import java.util.Arrays;

/** Reduction of floats in a fixed order, as a template like {@link FloatLoop1}. */
final class FloatReduceLoop implements Loops.FloatReduce {
  private static final int LANES = 16;
  private static final Fn.F2 F = Template.data(MethodHandles.lookup(), Fn.F2.class);

  private final float start;

  FloatReduceLoop(float start) {
    this.start = start;
  }

  @Override
  public float row(float[] x, int xo, int n) {
    float[] lane = new float[LANES];
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
  public void columns(float[] x, int xo, int rows, int columns, float[] y, int yo) {
    Arrays.fill(y, yo, yo + columns, start);
    for (int i = 0; i < rows; i++) {
      int from = xo + i * columns;
      for (int j = 0; j < columns; j++) {
        y[yo + j] = F.apply(y[yo + j], x[from + j]);
      }
    }
  }

  @Override
  public float join(float a, float b) {
    return F.apply(a, b);
  }

  @Override
  public float start() {
    return start;
  }
}
