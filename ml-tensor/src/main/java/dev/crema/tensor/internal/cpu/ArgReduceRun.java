package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.Operand;
import dev.crema.tensor.ReductionOp;
import dev.crema.tensor.Storage;
import dev.crema.tensor.TensorType;
import dev.crema.tensor.internal.parallel.Workers;

/** Positions of extremes: the first of equals; NaN counts as the extreme. */
final class ArgReduceRun {
  private ArgReduceRun() {}

  static Storage run(ReductionOp.ArgReduce op, Operand in, TensorType out) {
    Rows rows = Rows.along(in.shape(), op.axis());
    Compute compute = in.dtype().isFloating() ? Compute.DOUBLE : Compute.LONG;
    Object values = Runs.all(in, compute);
    Storage result = Storage.allocate(out.dtype(), out.shape().numel());
    long[] found = result.longs();
    int grain = Math.max(1, ReduceRun.GRAIN / Math.max(1, rows.size()));
    Workers.forRange(
        rows.count(),
        grain,
        (from, to) -> {
          for (int row = from; row < to; row++) {
            found[row] =
                compute == Compute.DOUBLE
                    ? doubles((double[]) values, rows, row, op.max())
                    : longs((long[]) values, rows, row, op.max());
          }
        });
    return result;
  }

  private static int doubles(double[] x, Rows rows, int row, boolean max) {
    int best = 0;
    double extreme = x[rows.at(row, 0)];
    for (int i = 1; i < rows.size() && !Double.isNaN(extreme); i++) {
      double next = x[rows.at(row, i)];
      if (Double.isNaN(next) || (max ? next > extreme : next < extreme)) {
        best = i;
        extreme = next;
      }
    }
    return best;
  }

  private static int longs(long[] x, Rows rows, int row, boolean max) {
    int best = 0;
    long extreme = x[rows.at(row, 0)];
    for (int i = 1; i < rows.size(); i++) {
      long next = x[rows.at(row, i)];
      if (max ? next > extreme : next < extreme) {
        best = i;
        extreme = next;
      }
    }
    return best;
  }
}
