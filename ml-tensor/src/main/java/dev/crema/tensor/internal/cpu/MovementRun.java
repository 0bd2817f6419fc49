package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.MovementOp;
import dev.crema.tensor.Operand;
import dev.crema.tensor.Storage;
import dev.crema.tensor.TensorType;

/** Padding and concatenation: rows copied to where they belong. */
final class MovementRun {
  private MovementRun() {}

  static Storage run(MovementOp op, Operand[] in, TensorType out) {
    return switch (op) {
      case MovementOp.Pad pad -> pad(pad, in[0], out);
      case MovementOp.Concat concat -> concat(concat, in, out);
      case MovementOp.View view ->
          throw new IllegalStateException(view.name() + " only changes the layout");
    };
  }

  private static Storage pad(MovementOp.Pad op, Operand in, TensorType out) {
    Compute compute = Compute.of(out.dtype());
    int n = Math.toIntExact(out.shape().numel());
    Object values = compute.allocate(n);
    if (op.value() != 0) {
      fill(compute, values, op.value());
    }
    Object source = Runs.all(in);
    Rows from = Rows.along(in.shape(), op.axis());
    Rows to = Rows.along(out.shape(), op.axis());
    for (int outer = 0; outer < from.outer(); outer++) {
      for (int i = 0; i < from.size(); i++) {
        int target = outer * to.size() + op.low() + i * (op.interior() + 1);
        System.arraycopy(
            source,
            (outer * from.size() + i) * from.inner(),
            values,
            target * to.inner(),
            from.inner());
      }
    }
    return store(compute, values, out, n);
  }

  private static void fill(Compute compute, Object values, double value) {
    switch (compute) {
      case FLOAT -> java.util.Arrays.fill((float[]) values, (float) value);
      case DOUBLE -> java.util.Arrays.fill((double[]) values, value);
      case LONG -> java.util.Arrays.fill((long[]) values, (long) value);
    }
  }

  private static Storage concat(MovementOp.Concat op, Operand[] in, TensorType out) {
    Compute compute = Compute.of(out.dtype());
    int n = Math.toIntExact(out.shape().numel());
    Object values = compute.allocate(n);
    Rows to = Rows.along(out.shape(), op.axis());
    int start = 0;
    for (Operand operand : in) {
      Object source = Runs.all(operand);
      Rows from = Rows.along(operand.shape(), op.axis());
      int length = from.size() * from.inner();
      for (int outer = 0; outer < from.outer(); outer++) {
        int target = (outer * to.size() + start) * to.inner();
        System.arraycopy(source, outer * length, values, target, length);
      }
      start += from.size();
    }
    return store(compute, values, out, n);
  }

  private static Storage store(Compute compute, Object values, TensorType out, int n) {
    if (Compute.isNative(out.dtype())) {
      return Storage.of(out.dtype(), values);
    }
    Storage result = Storage.allocate(out.dtype(), n);
    Store.run(compute, values, 0, result, 0, n);
    return result;
  }
}
