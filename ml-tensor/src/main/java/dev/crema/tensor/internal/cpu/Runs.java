package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.Layout;
import dev.crema.tensor.Operand;

/**
 * A layout as runs of evenly spaced elements, in row-major order: neighbouring axes without gaps
 * are merged, and the last one is the run.
 */
final class Runs {
  private final int[] sizes;
  private final int[] strides;
  private final int offset;
  private final int rank;

  Runs(Layout layout) {
    int full = layout.shape().rank();
    sizes = new int[full + 1];
    strides = new int[full + 1];
    offset = layout.offset();
    int count = 0;
    for (int i = 0; i < full; i++) {
      int size = layout.shape().get(i);
      int stride = layout.stride(i);
      if (size == 1) {
        continue;
      }
      if (count > 0 && strides[count - 1] == size * stride) {
        sizes[count - 1] *= size;
        strides[count - 1] = stride;
      } else {
        sizes[count] = size;
        strides[count++] = stride;
      }
    }
    if (count == 0) {
      sizes[0] = 1;
      strides[0] = 0;
      count = 1;
    }
    rank = count;
  }

  /** Elements of a run. */
  int length() {
    return sizes[rank - 1];
  }

  /** The distance of neighbours in a run. */
  int step() {
    return strides[rank - 1];
  }

  /** Where an element lies. */
  int position(int index) {
    int at = offset + index % sizes[rank - 1] * strides[rank - 1];
    int outer = index / sizes[rank - 1];
    for (int axis = rank - 2; axis >= 0; axis--) {
      at += outer % sizes[axis] * strides[axis];
      outer /= sizes[axis];
    }
    return at;
  }

  /** Reads the elements from {@code start} on, n of them, into dst from 0. */
  void load(Operand operand, int start, int n, Compute compute, Object dst) {
    load(operand, start, n, compute, dst, 0);
  }

  /** Reads the elements from {@code start} on, n of them, into dst from a position on. */
  void load(Operand operand, int start, int n, Compute compute, Object dst, int to) {
    int last = sizes[rank - 1];
    int step = strides[rank - 1];
    int done = 0;
    while (done < n) {
      int at = start + done;
      int length = Math.min(n - done, last - at % last);
      Load.run(operand.storage(), position(at), step, compute, dst, to + done, length);
      done += length;
    }
  }

  /** All elements of an operand in row-major order, as the array that is computed on. */
  static Object all(Operand operand) {
    return all(operand, Compute.of(operand.dtype()));
  }

  static Object all(Operand operand, Compute compute) {
    int n = Math.toIntExact(operand.shape().numel());
    Object values = compute.allocate(n);
    if (n > 0) {
      new Runs(operand.layout()).load(operand, 0, n, compute, values);
    }
    return values;
  }
}
