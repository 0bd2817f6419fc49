package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.Operand;
import dev.crema.tensor.OrderOp;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Storage;
import dev.crema.tensor.TensorType;

/** Running totals, sorting, positions of non-zero elements. */
final class OrderRun {
  private OrderRun() {}

  static Storage[] run(OrderOp op, Operand in, TensorType[] out) {
    return switch (op) {
      case OrderOp.Scan scan ->
          switch (scan.fn()) {
            case CUMSUM, CUMPROD -> new Storage[] {total(scan, in, out[0])};
            case CUMMAX, CUMMIN -> extremes(scan, in, out);
          };
      case OrderOp.ArgSort(int axis, boolean descending) ->
          new Storage[] {argsort(axis, descending, in)};
      case OrderOp.Nonzero nonzero -> new Storage[] {nonzero(in, out[0])};
    };
  }

  /** In index order, in the dtype's own arithmetic. */
  private static Storage total(OrderOp.Scan op, Operand in, TensorType out) {
    Compute compute = Compute.of(in.dtype());
    Object values = Runs.all(in);
    Rows rows = Rows.along(in.shape(), op.axis());
    boolean sum = op.fn() == OrderOp.ScanFn.CUMSUM;
    for (int row = 0; row < rows.count(); row++) {
      for (int i = 1; i < rows.size(); i++) {
        int before = rows.at(row, i - 1);
        int at = rows.at(row, i);
        switch (values) {
          case float[] x -> x[at] = sum ? x[before] + x[at] : x[before] * x[at];
          case double[] x -> x[at] = sum ? x[before] + x[at] : x[before] * x[at];
          case long[] x -> x[at] = sum ? x[before] + x[at] : x[before] * x[at];
          default -> throw new AssertionError(compute);
        }
      }
    }
    int n = Math.toIntExact(in.shape().numel());
    Storage result = Storage.allocate(out.dtype(), n);
    Store.run(compute, values, 0, result, 0, n);
    return result;
  }

  /** Ties go to the later position and NaN stays, as in PyTorch. */
  private static Storage[] extremes(OrderOp.Scan op, Operand in, TensorType[] out) {
    int n = Math.toIntExact(in.shape().numel());
    Compute compute = in.dtype().isFloating() ? Compute.DOUBLE : Compute.LONG;
    Object values = Runs.all(in, compute);
    Storage positions = Storage.allocate(out[1].dtype(), n);
    long[] found = positions.longs();
    Rows rows = Rows.along(in.shape(), op.axis());
    boolean max = op.fn() == OrderOp.ScanFn.CUMMAX;
    for (int row = 0; row < rows.count(); row++) {
      for (int i = 1; i < rows.size(); i++) {
        int before = rows.at(row, i - 1);
        int at = rows.at(row, i);
        if (stays(values, before, at, max)) {
          System.arraycopy(values, before, values, at, 1);
          found[at] = found[before];
        } else {
          found[at] = i;
        }
      }
    }
    Storage extremes = Storage.allocate(out[0].dtype(), n);
    Store.run(compute, values, 0, extremes, 0, n);
    return new Storage[] {extremes, positions};
  }

  private static boolean stays(Object values, int before, int at, boolean max) {
    if (values instanceof long[] x) {
      return max ? x[before] > x[at] : x[before] < x[at];
    }
    double[] x = (double[]) values;
    boolean nan = Double.isNaN(x[before]) && !Double.isNaN(x[at]);
    return nan || (max ? x[before] > x[at] : x[before] < x[at]);
  }

  private static Storage argsort(int axis, boolean descending, Operand in) {
    Object values = Runs.all(in, in.dtype().isFloating() ? Compute.DOUBLE : Compute.LONG);
    Rows rows = Rows.along(in.shape(), axis);
    long[] order = new long[Math.toIntExact(in.shape().numel())];
    for (int row = 0; row < rows.count(); row++) {
      int[] sorted =
          values instanceof double[] x
              ? SortIndices.doubles(x, rows, row, descending)
              : SortIndices.longs((long[]) values, rows, row, descending);
      for (int i = 0; i < sorted.length; i++) {
        order[rows.at(row, i)] = sorted[i];
      }
    }
    return Storage.of(dev.crema.tensor.DType.INT64, order);
  }

  private static Storage nonzero(Operand in, TensorType out) {
    Shape shape = in.shape();
    Storage result = Storage.allocate(out.dtype(), out.shape().numel());
    double[] values = (double[]) Runs.all(in, Compute.DOUBLE);
    long[] positions = result.longs();
    int row = 0;
    for (int at = 0; at < values.length; at++) {
      if (values[at] != 0) {
        int left = at;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
          positions[row * shape.rank() + axis] = left % shape.get(axis);
          left /= shape.get(axis);
        }
        row++;
      }
    }
    return result;
  }
}
