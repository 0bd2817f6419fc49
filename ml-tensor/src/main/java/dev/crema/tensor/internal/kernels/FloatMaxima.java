package dev.crema.tensor.internal.kernels;

import dev.crema.tensor.internal.kernels.Kernels.Windows;

/**
 * The greatest of each window, one window after the other. Value and place are one long, the
 * greatest of which needs no branch, which would be a coin toss.
 */
record FloatMaxima(Windows windows) implements Loops.Maxima {
  @Override
  public void run(float[] x, int start, int at, float[] best, long[] found, int to) {
    int[] begins = windows.begins();
    for (int i = 0; i < begins.length; i++) {
      int place = greatest(x, at + begins[i], windows.high(), windows.wide(), windows.line());
      best[to + i] = x[place];
      found[to + i] = (long) place - start;
    }
  }

  private static int greatest(float[] x, int at, int high, int wide, int line) {
    long best = Long.MIN_VALUE;
    for (int i = 0, down = 0; i < high; i++, down += line) {
      for (int j = down; j < down + wide; j++) {
        best = Math.max(best, (long) order(x[at + j]) << 32 | ~j & 0xffffffffL);
      }
    }
    return at + ~(int) best;
  }

  /** An int that is ordered as floats are; both zeros are one, NaN is above all. */
  private static int order(float x) {
    int bits = Float.floatToIntBits(x + 0f);
    return bits ^ bits >> 31 >>> 1;
  }
}
