package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.SourceOp;
import dev.crema.tensor.Storage;
import dev.crema.tensor.TensorType;
import dev.crema.tensor.random.Philox;
import java.util.Arrays;

/** Values that begin somewhere: constants, ranges, random numbers of a key. */
final class SourceRun {
  private SourceRun() {}

  static Storage run(SourceOp op, TensorType out) {
    Storage result = Storage.allocate(out.dtype(), out.shape().numel());
    switch (op) {
      case SourceOp.Fill fill -> fill(fill, result, out);
      case SourceOp.Iota iota -> iota(iota, result);
      case SourceOp.Random random -> random(random, result, out);
    }
    return result;
  }

  private static void fill(SourceOp.Fill op, Storage result, TensorType out) {
    boolean integer = !out.dtype().isFloating();
    if (integer ? op.integer() == 0 && op.value() == 0 : op.value() == 0 && 1 / op.value() > 0) {
      return;
    }
    switch (result.array()) {
      case float[] y -> Arrays.fill(y, (float) op.value());
      case double[] y -> Arrays.fill(y, op.value());
      case long[] y -> Arrays.fill(y, op.integer());
      default -> {
        int n = Math.toIntExact(out.shape().numel());
        boolean truth = out.dtype() == dev.crema.tensor.DType.BOOL;
        Object values;
        if (integer && !truth) {
          values = new long[n];
          Arrays.fill((long[]) values, op.integer());
        } else {
          values = new double[n];
          Arrays.fill((double[]) values, op.value());
        }
        Store.run(integer && !truth ? Compute.LONG : Compute.DOUBLE, values, 0, result, 0, n);
      }
    }
  }

  private static void iota(SourceOp.Iota op, Storage result) {
    int n = op.count();
    if (op.dtype().isFloating()) {
      double[] values = new double[n];
      for (int i = 0; i < n; i++) {
        values[i] = op.start() + i * op.step();
      }
      Store.run(Compute.DOUBLE, values, 0, result, 0, n);
    } else {
      long[] values = new long[n];
      for (int i = 0; i < n; i++) {
        values[i] = (long) op.start() + i * (long) op.step();
      }
      Store.run(Compute.LONG, values, 0, result, 0, n);
    }
  }

  private static void random(SourceOp.Random op, Storage result, TensorType out) {
    int n = Math.toIntExact(out.shape().numel());
    Philox philox = Philox.of(op.seed(), op.stream(), 0);
    if (result.array() instanceof double[] y) {
      philox.fillUniform(y, 0, n);
    } else {
      float[] values = new float[n];
      philox.fillUniform(values, 0, n);
      Store.run(Compute.FLOAT, values, 0, result, 0, n);
    }
  }
}
