package dev.crema.tensor;

import java.util.Arrays;

/** The definition of a convolution, element by element, in float32 and in float64. */
public final class NaiveConv {
  private static final int CHUNK = 4096;

  private final ProductOp.Conv op;
  private final Shape x;
  private final Shape w;
  private final Shape y;
  private final int axes;

  NaiveConv(ProductOp.Conv op, Shape x, Shape w, Shape y) {
    this.op = op;
    this.x = x;
    this.w = w;
    this.y = y;
    this.axes = op.strides().size();
  }

  public static float[] floats(ProductOp.Conv op, Tensor x, Tensor w, Shape y) {
    NaiveConv naive = new NaiveConv(op, x.shape(), w.shape(), y);
    float[] values = x.toFloats();
    float[] weights = w.toFloats();
    float[] result = new float[(int) y.numel()];
    for (int i = 0; i < result.length; i++) {
      int[] terms = naive.terms(i);
      float[] chunks = new float[Math.max(1, Math.ceilDiv(terms.length / 2, CHUNK))];
      for (int t = 0; t < terms.length / 2; t++) {
        float value = terms[2 * t] < 0 ? 0 : values[terms[2 * t]];
        chunks[t / CHUNK] = Math.fma(weights[terms[2 * t + 1]], value, chunks[t / CHUNK]);
      }
      for (int step = 1; step < chunks.length; step *= 2) {
        for (int c = 0; c + step < chunks.length; c += 2 * step) {
          chunks[c] += chunks[c + step];
        }
      }
      result[i] = chunks[0];
    }
    return result;
  }

  public static double[] doubles(ProductOp.Conv op, Tensor x, Tensor w, Shape y) {
    NaiveConv naive = new NaiveConv(op, x.shape(), w.shape(), y);
    double[] values = x.toDoubles();
    double[] weights = w.toDoubles();
    double[] result = new double[(int) y.numel()];
    for (int i = 0; i < result.length; i++) {
      int[] terms = naive.terms(i);
      double[] chunks = new double[Math.max(1, Math.ceilDiv(terms.length / 2, CHUNK))];
      for (int t = 0; t < terms.length / 2; t++) {
        double value = terms[2 * t] < 0 ? 0 : values[terms[2 * t]];
        chunks[t / CHUNK] = Math.fma(weights[terms[2 * t + 1]], value, chunks[t / CHUNK]);
      }
      for (int step = 1; step < chunks.length; step *= 2) {
        for (int c = 0; c + step < chunks.length; c += 2 * step) {
          chunks[c] += chunks[c + step];
        }
      }
      result[i] = chunks[0];
    }
    return result;
  }

  /**
   * For one output, pairs of where in x (-1 for padding) and in w a term lies; gaps are left out.
   */
  private int[] terms(int output) {
    int[] at = position(y, output);
    int perGroup = w.get(0) / (op.groups() * op.batchGroups());
    int group = at[1] / perGroup;
    int kernel = (int) (w.numel() / Math.max(1, w.get(0)));
    int[] terms = new int[2 * kernel];
    int count = 0;
    for (int k = 0; k < kernel; k++) {
      int[] tap = position(w, at[1] * kernel + k);
      int[] source = new int[axes + 2];
      source[0] = op.batchGroups() > 1 ? group * y.get(0) + at[0] : at[0];
      source[1] = op.groups() > 1 ? group * w.get(1) + tap[1] : tap[1];
      int kind = locate(at, tap, source);
      if (kind > 0) {
        terms[count++] = kind == 1 ? -1 : index(x, source);
        terms[count++] = at[1] * kernel + k;
      }
    }
    return Arrays.copyOf(terms, count);
  }

  /** 0 for a gap, 1 for padding, 2 for an element of x, which it puts into source. */
  private int locate(int[] at, int[] tap, int[] source) {
    int kind = 2;
    for (int i = 0; i < axes; i++) {
      int spread =
          at[i + 2] * op.strides().get(i) + tap[i + 2] * op.dilations().get(i) - op.low().get(i);
      int gaps = op.inputDilations().get(i);
      if (Math.floorMod(spread, gaps) != 0) {
        return 0;
      }
      source[i + 2] = Math.floorDiv(spread, gaps);
      if (source[i + 2] < 0 || source[i + 2] >= x.get(i + 2)) {
        kind = 1;
      }
    }
    return kind;
  }

  private static int[] position(Shape shape, int index) {
    int[] found = new int[shape.rank()];
    int left = index;
    for (int i = shape.rank() - 1; i >= 0; i--) {
      found[i] = left % shape.get(i);
      left /= shape.get(i);
    }
    return found;
  }

  private static int index(Shape shape, int[] position) {
    int index = 0;
    for (int i = 0; i < shape.rank(); i++) {
      index = index * shape.get(i) + position[i];
    }
    return index;
  }
}
