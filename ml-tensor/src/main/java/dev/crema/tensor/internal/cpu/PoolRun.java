package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.Operand;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Storage;
import dev.crema.tensor.TensorType;
import dev.crema.tensor.WindowOp;
import dev.crema.tensor.internal.kernels.Kernels;
import dev.crema.tensor.internal.kernels.Loops;
import dev.crema.tensor.internal.parallel.Workers;
import java.util.Arrays;

/**
 * Reductions of windows: for each row of windows along the last axis, the positions inside a window
 * in row-major order, each one pass over the row.
 */
final class PoolRun {
  /** Elements read that are worth a block of their own. */
  static final int GRAIN = 32_768;

  private final Kernels kernels;
  private final WindowOp.ReduceWindow op;
  private final int axes;
  private final int[] in;
  private final int[] out;
  private final int area;
  private final Object x;
  private final int offset;

  private PoolRun(Kernels kernels, WindowOp.ReduceWindow op, Operand x, Shape to) {
    this.kernels = kernels;
    this.op = op;
    this.axes = op.sizes().size();
    this.in = trailing(x.shape(), axes);
    this.out = trailing(to, axes);
    int product = 1;
    for (int size : in) {
      product *= size;
    }
    this.area = product;
    Dense dense = Dense.of(x, Compute.of(x.dtype()));
    this.x = dense.array();
    this.offset = dense.offset();
  }

  private static int[] trailing(Shape shape, int axes) {
    return Arrays.copyOfRange(shape.toArray(), shape.rank() - axes, shape.rank());
  }

  static Storage[] run(Kernels kernels, WindowOp.ReduceWindow op, Operand x, TensorType[] out) {
    Shape to = out[0].shape();
    int n = Math.toIntExact(to.numel());
    boolean max = op.fn() == WindowOp.WindowFn.MAX;
    Compute compute = Compute.of(x.dtype());
    Compute totals = max || compute == Compute.LONG ? compute : Compute.DOUBLE;
    Storage[] results = new Storage[out.length];
    for (int i = 0; i < out.length; i++) {
      results[i] = Storage.forResult(out[i].dtype(), n);
    }
    boolean own = max && Compute.isNative(out[0].dtype());
    Object values = own ? results[0].array() : totals.allocate(n);
    long[] positions = max ? results[1].longs() : new long[0];
    if (n > 0) {
      new PoolRun(kernels, op, x, to).rows(values, positions, n);
    }
    if (!own) {
      Store.run(totals, values, 0, results[0], 0, n);
    }
    return results;
  }

  private void rows(Object values, long[] positions, int n) {
    int width = out[axes - 1];
    long work = width;
    for (int i = 0; i < axes; i++) {
      work *= op.sizes().get(i);
    }
    if (op.fn() == WindowOp.WindowFn.MAX && x instanceof float[] floats && isPlain()) {
      plain(floats, (float[]) values, positions, n);
      return;
    }
    Arrays.fill(positions, -1);
    Workers.forRange(
        n / width,
        grain(work),
        (from, to) -> {
          for (int row = from; row < to; row++) {
            row(row, values, positions);
          }
        });
  }

  /** Rows or images of a block, for so many elements that one of them takes. */
  private static int grain(long work) {
    return (int) Math.max(1, GRAIN / work);
  }

  /** Whether the windows are rectangles without gaps, all of them inside of the input. */
  private boolean isPlain() {
    boolean plain = axes == 2;
    for (int i = 0; i < axes && plain; i++) {
      int end = (out[i] - 1) * op.strides().get(i) - op.low().get(i) + op.sizes().get(i);
      plain =
          op.dilations().get(i) == 1
              && op.inputDilations().get(i) == 1
              && op.low().get(i) <= 0
              && end <= in[i];
    }
    return plain;
  }

  /** The windows of an image at a time: what most networks have. */
  private void plain(float[] values, float[] best, long[] found, int n) {
    int count = out[0] * out[1];
    int[] begins = new int[count];
    for (int i = 0; i < count; i++) {
      int down = i / out[1] * op.strides().get(0) - op.low().get(0);
      begins[i] = down * in[1] + i % out[1] * op.strides().get(1) - op.low().get(1);
    }
    int high = op.sizes().get(0);
    int wide = op.sizes().get(1);
    Loops.Maxima maxima = kernels.maxima(new Kernels.Windows(high, wide, in[1], begins));
    Workers.forRange(
        n / count,
        grain((long) count * high * wide),
        (from, to) -> {
          for (int image = from; image < to; image++) {
            int start = offset + image * area;
            maxima.run(values, start, start, best, found, image * count);
          }
        });
  }

  /** One row of windows: every combination of positions along the axes but the last. */
  private void row(int row, Object values, long[] positions) {
    int[] first = new int[axes - 1];
    int left = row;
    for (int axis = axes - 2; axis >= 0; axis--) {
      first[axis] = left % out[axis] * op.strides().get(axis) - op.low().get(axis);
      left /= out[axis];
    }
    int plane = left;
    int[] tap = new int[axes - 1];
    do {
      int source = 0;
      boolean inside = true;
      for (int axis = 0; axis < axes - 1 && inside; axis++) {
        int at = first[axis] + tap[axis] * op.dilations().get(axis);
        int gaps = op.inputDilations().get(axis);
        inside = at >= 0 && at % gaps == 0 && at / gaps < in[axis];
        source = source * in[axis] + at / gaps;
      }
      if (inside) {
        line(plane, source * in[axes - 1], row * out[axes - 1], values, positions);
      }
    } while (next(tap));
  }

  private boolean next(int[] tap) {
    for (int axis = tap.length - 1; axis >= 0; axis--) {
      if (++tap[axis] < op.sizes().get(axis)) {
        return true;
      }
      tap[axis] = 0;
    }
    return false;
  }

  /** One line of the input under a row of windows; {@code line} is its start inside the plane. */
  private void line(int plane, int line, int target, Object values, long[] positions) {
    int last = axes - 1;
    int stride = op.strides().get(last);
    int gaps = op.inputDilations().get(last);
    int apart = gaps / gcd(stride, gaps);
    int step = stride * apart / gaps;
    int start = offset + plane * area;
    for (int tap = 0; tap < op.sizes().get(last); tap++) {
      int shift = tap * op.dilations().get(last) - op.low().get(last);
      int from = shift >= 0 ? 0 : Math.ceilDiv(-shift, stride);
      int to = Math.min(out[last], Math.floorDiv((in[last] - 1) * gaps - shift, stride) + 1);
      int tries = 0;
      while (tries < apart && (from * stride + shift) % gaps != 0) {
        from++;
        tries++;
      }
      if (from < to && tries < apart) {
        int at = line + (from * stride + shift) / gaps;
        int n = (to - 1 - from) / apart + 1;
        switch (op.fn()) {
          case SUM -> add(start + at, step, values, target + from, apart, n);
          case MAX -> raise(start, at, step, values, positions, target + from, apart, n);
        }
      }
    }
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  private void add(int from, int step, Object totals, int at, int apart, int n) {
    switch (x) {
      case float[] values -> {
        double[] y = (double[]) totals;
        for (int i = 0; i < n; i++) {
          y[at + i * apart] += values[from + i * step];
        }
      }
      case double[] values -> {
        double[] y = (double[]) totals;
        for (int i = 0; i < n; i++) {
          y[at + i * apart] += values[from + i * step];
        }
      }
      default -> {
        long[] values = (long[]) x;
        long[] y = (long[]) totals;
        for (int i = 0; i < n; i++) {
          y[at + i * apart] += values[from + i * step];
        }
      }
    }
  }

  private void raise(
      int start, int from, int step, Object greatest, long[] found, int at, int apart, int n) {
    switch (x) {
      case float[] values -> {
        float[] best = (float[]) greatest;
        for (int i = 0, y = at; i < n; i++, y += apart) {
          int source = from + i * step;
          float next = values[start + source];
          boolean firstNaN = Float.isNaN(next) && !Float.isNaN(best[y]);
          if (found[y] < 0 || next > best[y] || firstNaN) {
            best[y] = next;
            found[y] = source;
          }
        }
      }
      case double[] values -> {
        double[] best = (double[]) greatest;
        for (int i = 0, y = at; i < n; i++, y += apart) {
          int source = from + i * step;
          double next = values[start + source];
          boolean firstNaN = Double.isNaN(next) && !Double.isNaN(best[y]);
          if (found[y] < 0 || next > best[y] || firstNaN) {
            best[y] = next;
            found[y] = source;
          }
        }
      }
      default -> {
        long[] values = (long[]) x;
        long[] best = (long[]) greatest;
        for (int i = 0, y = at; i < n; i++, y += apart) {
          int source = from + i * step;
          long next = values[start + source];
          if (found[y] < 0 || next > best[y]) {
            best[y] = next;
            found[y] = source;
          }
        }
      }
    }
  }
}
