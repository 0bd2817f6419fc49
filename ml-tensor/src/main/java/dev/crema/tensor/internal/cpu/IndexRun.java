package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.IndexOp;
import dev.crema.tensor.Operand;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Storage;
import dev.crema.tensor.TensorType;

/** Reading and writing where an index says; every index is checked before it is used. */
final class IndexRun {
  private IndexRun() {}

  static Storage run(IndexOp op, Operand[] in, TensorType out) {
    return switch (op) {
      case IndexOp.Gather gather -> gather(gather.axis(), in[0], in[1], out);
      case IndexOp.ScatterAdd add -> scatter(add.name(), add.axis(), true, in, out);
      case IndexOp.IndexPut put -> scatter(put.name(), put.axis(), false, in, out);
    };
  }

  private static Storage gather(int axis, Operand x, Operand index, TensorType out) {
    int[] positions = positions("gather", axis, x.shape(), index);
    Compute compute = Compute.of(x.dtype());
    boolean direct = Compute.isNative(x.dtype()) && x.layout().isContiguous();
    Object source = direct ? x.storage().array() : Runs.all(x);
    int offset = direct ? x.layout().offset() : 0;
    Object values = compute.allocate(positions.length);
    switch (compute) {
      case FLOAT -> {
        float[] from = (float[]) source;
        float[] to = (float[]) values;
        for (int i = 0; i < to.length; i++) {
          to[i] = from[offset + positions[i]];
        }
      }
      case DOUBLE -> {
        double[] from = (double[]) source;
        double[] to = (double[]) values;
        for (int i = 0; i < to.length; i++) {
          to[i] = from[offset + positions[i]];
        }
      }
      case LONG -> {
        long[] from = (long[]) source;
        long[] to = (long[]) values;
        for (int i = 0; i < to.length; i++) {
          to[i] = from[offset + positions[i]];
        }
      }
    }
    return stored(compute, values, out, positions.length);
  }

  private static Storage scatter(String name, int axis, boolean add, Operand[] in, TensorType out) {
    int[] positions = positions(name, axis, in[0].shape(), in[1]);
    Compute compute = Compute.of(in[0].dtype());
    Object target = Runs.all(in[0]);
    Object source = Runs.all(in[2]);
    switch (compute) {
      case FLOAT -> {
        float[] to = (float[]) target;
        float[] from = (float[]) source;
        for (int i = 0; i < positions.length; i++) {
          to[positions[i]] = add ? to[positions[i]] + from[i] : from[i];
        }
      }
      case DOUBLE -> {
        double[] to = (double[]) target;
        double[] from = (double[]) source;
        for (int i = 0; i < positions.length; i++) {
          to[positions[i]] = add ? to[positions[i]] + from[i] : from[i];
        }
      }
      case LONG -> {
        long[] to = (long[]) target;
        long[] from = (long[]) source;
        for (int i = 0; i < positions.length; i++) {
          to[positions[i]] = add ? to[positions[i]] + from[i] : from[i];
        }
      }
    }
    return stored(compute, target, out, Math.toIntExact(out.shape().numel()));
  }

  private static Storage stored(Compute compute, Object values, TensorType out, int n) {
    if (Compute.isNative(out.dtype())) {
      return Storage.of(out.dtype(), values);
    }
    Storage result = Storage.allocate(out.dtype(), n);
    Store.run(compute, values, 0, result, 0, n);
    return result;
  }

  /** For each element of the index, where in row-major x it points. */
  private static int[] positions(String name, int axis, Shape x, Operand index) {
    long[] chosen = (long[]) Runs.all(index);
    Shape at = index.shape();
    int rank = at.rank();
    int[] steps = new int[rank];
    int step = 1;
    for (int i = rank - 1; i >= 0; i--) {
      steps[i] = step;
      step *= x.get(i);
    }
    int[] counter = new int[rank];
    int[] positions = new int[chosen.length];
    int base = 0;
    for (int i = 0; i < chosen.length; i++) {
      if (chosen[i] < 0 || chosen[i] >= x.get(axis)) {
        throw new CremaException(
            "%s: index %d at %s is out of range for axis %d of size %d"
                .formatted(name, chosen[i], java.util.Arrays.toString(counter), axis, x.get(axis)));
      }
      positions[i] = base + (int) chosen[i] * steps[axis];
      for (int a = rank - 1; a >= 0; a--) {
        base += a == axis ? 0 : steps[a];
        if (++counter[a] < at.get(a)) {
          break;
        }
        base -= a == axis ? 0 : counter[a] * steps[a];
        counter[a] = 0;
      }
    }
    return positions;
  }
}
