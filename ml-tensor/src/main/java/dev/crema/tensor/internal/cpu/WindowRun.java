package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.Operand;
import dev.crema.tensor.Storage;
import dev.crema.tensor.TensorType;
import dev.crema.tensor.WindowOp;
import dev.crema.tensor.internal.kernels.Kernels;
import dev.crema.tensor.internal.parallel.Workers;

/** Windows laid out, added back, reduced. */
final class WindowRun {
  /** Additions that are worth a block of their own. */
  static final int GRAIN = 16_384;

  private WindowRun() {}

  static Storage[] run(Kernels kernels, WindowOp op, Operand in, TensorType[] out) {
    return switch (op) {
      case WindowOp.Unfold unfold -> {
        Operand windows = new Operand(in.storage(), unfold.layout(in.layout()));
        yield new Storage[] {Elements.copy(windows, in.dtype())};
      }
      case WindowOp.Fold fold -> new Storage[] {fold(fold, in, out[0])};
      case WindowOp.ReduceWindow reduce -> PoolRun.run(kernels, reduce, in, out);
    };
  }

  private static Storage fold(WindowOp.Fold op, Operand in, TensorType out) {
    Compute compute = Compute.of(out.dtype());
    int n = Math.toIntExact(out.shape().numel());
    Object x = Runs.all(in);
    Object y = compute.allocate(n);
    Rows to = Rows.along(out.shape(), op.axis());
    int count = in.shape().get(op.axis());
    int size = in.shape().get(-1);
    int work = Math.max(1, count * size * to.inner());
    Workers.forRange(
        to.outer(),
        Math.max(1, GRAIN / work),
        (from, end) -> {
          for (int outer = from; outer < end; outer++) {
            for (int i = 0; i < count * size; i++) {
              int window = (outer * count + i / size) * to.inner() * size + i % size;
              int target = outer * to.size() + i / size * op.step() + i % size * op.dilation();
              add(x, window, size, y, target * to.inner(), to.inner());
            }
          }
        });
    Storage result = Storage.allocate(out.dtype(), n);
    Store.run(compute, y, 0, result, 0, n);
    return result;
  }

  private static void add(Object x, int from, int step, Object y, int at, int n) {
    switch (y) {
      case float[] to -> {
        float[] values = (float[]) x;
        for (int i = 0; i < n; i++) {
          to[at + i] += values[from + i * step];
        }
      }
      case double[] to -> {
        double[] values = (double[]) x;
        for (int i = 0; i < n; i++) {
          to[at + i] += values[from + i * step];
        }
      }
      default -> {
        long[] to = (long[]) y;
        long[] values = (long[]) x;
        for (int i = 0; i < n; i++) {
          to[at + i] += values[from + i * step];
        }
      }
    }
  }
}
