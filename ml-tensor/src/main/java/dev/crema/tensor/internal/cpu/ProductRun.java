package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.DType;
import dev.crema.tensor.Layout;
import dev.crema.tensor.Operand;
import dev.crema.tensor.ProductOp;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Storage;
import dev.crema.tensor.TensorType;
import dev.crema.tensor.internal.kernels.Kernels;
import dev.crema.tensor.internal.kernels.Kernels.DoubleMatrix;
import dev.crema.tensor.internal.kernels.Kernels.FloatMatrix;
import dev.crema.tensor.internal.parallel.Workers;
import java.util.Arrays;

/** Matrix products: each matrix of a batch is one kernel call. */
final class ProductRun {
  private final Kernels kernels;

  ProductRun(Kernels kernels) {
    this.kernels = kernels;
  }

  Storage run(ProductOp op, Operand[] in, TensorType out) {
    return switch (op) {
      case ProductOp.MatMul matmul -> matmul(in[0], in[1], out);
      case ProductOp.Conv conv -> ConvRun.run(kernels, conv, in, out);
    };
  }

  Storage matmul(Operand left, Operand right, TensorType out) {
    Storage result = Storage.forResult(out.dtype(), out.shape().numel());
    if (out.shape().numel() == 0) {
      return result;
    }
    boolean own = Compute.isNative(out.dtype());
    if (out.shape().rank() == 2 && own) {
      block(left, left.layout().offset(), right, right.layout().offset(), result.array(), 0, out);
      return result;
    }
    Operand a = expanded(computable(left), out.shape());
    Operand b = expanded(computable(right), out.shape());
    int n = Math.toIntExact(out.shape().numel());
    int size = out.shape().get(-2) * out.shape().get(-1);
    int batches = n / size;
    Object values = own ? result.array() : Compute.of(out.dtype()).allocate(n);
    long work = (long) size * a.shape().get(-1);
    int grain = Math.clamp(Kernels.WORTH_SHARING / Math.max(1, work), 1, batches);
    Workers.forRange(
        batches,
        grain,
        (from, to) -> {
          for (int batch = from; batch < to; batch++) {
            int aAt = start(a.layout(), out.shape(), batch);
            int bAt = start(b.layout(), out.shape(), batch);
            block(a, aAt, b, bAt, values, batch * size, out);
          }
        });
    if (!own) {
      Store.run(Compute.of(out.dtype()), values, 0, result, 0, n);
    }
    return result;
  }

  /** Dtypes without a kernel of their own are converted once. */
  private static Operand computable(Operand operand) {
    if (Compute.isNative(operand.dtype())) {
      return operand;
    }
    DType wide = Compute.of(operand.dtype()) == Compute.FLOAT ? DType.FLOAT32 : DType.INT64;
    return Operand.contiguous(Storage.of(wide, Runs.all(operand)), operand.shape());
  }

  /** The operand with its leading axes broadcast to the output's. */
  private static Operand expanded(Operand operand, Shape out) {
    int[] sizes = out.toArray();
    sizes[sizes.length - 2] = operand.shape().get(-2);
    sizes[sizes.length - 1] = operand.shape().get(-1);
    return new Operand(operand.storage(), operand.layout().expand(Shape.of(sizes)));
  }

  private static int start(Layout layout, Shape out, int batch) {
    int at = layout.offset();
    int left = batch;
    for (int axis = out.rank() - 3; axis >= 0; axis--) {
      at += left % out.get(axis) * layout.stride(axis);
      left /= out.get(axis);
    }
    return at;
  }

  private void block(Operand a, int aAt, Operand b, int bAt, Object c, int cAt, TensorType out) {
    int m = out.shape().get(-2);
    int n = out.shape().get(-1);
    int k = a.shape().get(-1);
    int rank = a.shape().rank();
    int aRow = a.layout().stride(rank - 2);
    int aColumn = a.layout().stride(rank - 1);
    int bRow = b.layout().stride(rank - 2);
    int bColumn = b.layout().stride(rank - 1);
    switch (c) {
      case float[] y ->
          kernels.matmul(
              new FloatMatrix(a.storage().floats(), aAt, aRow, aColumn),
              new FloatMatrix(b.storage().floats(), bAt, bRow, bColumn),
              y,
              cAt,
              m,
              n,
              k);
      case double[] y ->
          kernels.matmul(
              new DoubleMatrix(a.storage().doubles(), aAt, aRow, aColumn),
              new DoubleMatrix(b.storage().doubles(), bAt, bRow, bColumn),
              y,
              cAt,
              m,
              n,
              k);
      default -> {
        long[] y = (long[]) c;
        long[] left = a.storage().longs();
        long[] right = b.storage().longs();
        Arrays.fill(y, cAt, cAt + m * n, 0);
        for (int i = 0; i < m; i++) {
          for (int p = 0; p < k; p++) {
            long x = left[aAt + i * aRow + p * aColumn];
            for (int j = 0; j < n; j++) {
              y[cAt + i * n + j] += x * right[bAt + p * bRow + j * bColumn];
            }
          }
        }
      }
    }
  }
}
