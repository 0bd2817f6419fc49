package dev.crema.tensor.internal.cpu;

/** Copies of evenly spaced elements of a line, with zeros where the line has ended. */
final class Lines {
  private Lines() {}

  /**
   * y[at + i * apart] = x[line + first + i * step] for i below n, or 0 where first + i * step is
   * not inside [0, length).
   */
  static void copy(
      Object x, int line, int length, int first, int step, Object y, int at, int apart, int n) {
    int from = first >= 0 ? 0 : Math.min(n, Math.ceilDiv(-first, step));
    int to = first >= length ? from : Math.clamp((length - 1 - first) / step + 1, from, n);
    int start = line + first + from * step;
    if (step == 1 && apart == 1 && from < to) {
      System.arraycopy(x, start, y, at + from, to - from);
    }
    switch (y) {
      case float[] target -> {
        float[] values = (float[]) x;
        for (int i = from; i < to && (step != 1 || apart != 1); i++) {
          target[at + i * apart] = values[start + (i - from) * step];
        }
        zero(target, at, 0, from, apart);
        zero(target, at, to, n, apart);
      }
      default -> {
        double[] target = (double[]) y;
        double[] values = (double[]) x;
        for (int i = from; i < to && (step != 1 || apart != 1); i++) {
          target[at + i * apart] = values[start + (i - from) * step];
        }
        zero(target, at, 0, from, apart);
        zero(target, at, to, n, apart);
      }
    }
  }

  /** y[at + i * step] = x[from + i] for i below n. */
  static void spread(Object x, int from, Object y, int at, int step, int n) {
    if (step == 1) {
      System.arraycopy(x, from, y, at, n);
      return;
    }
    switch (y) {
      case float[] target -> {
        float[] values = (float[]) x;
        for (int i = 0; i < n; i++) {
          target[at + i * step] = values[from + i];
        }
      }
      default -> {
        double[] target = (double[]) y;
        double[] values = (double[]) x;
        for (int i = 0; i < n; i++) {
          target[at + i * step] = values[from + i];
        }
      }
    }
  }

  private static void zero(float[] y, int at, int from, int to, int apart) {
    for (int i = from; i < to; i++) {
      y[at + i * apart] = 0;
    }
  }

  private static void zero(double[] y, int at, int from, int to, int apart) {
    for (int i = from; i < to; i++) {
      y[at + i * apart] = 0;
    }
  }
}
