package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.DType;
import dev.crema.tensor.Operand;
import dev.crema.tensor.Storage;
import java.util.Arrays;
import java.util.List;

/**
 * The input of a convolution, such that every window lies inside: itself, however it is strided, or
 * where windows reach into the padding a copy with zeros around each plane.
 *
 * @param array the values
 * @param offset where the element lies at which the first window of a phase would begin, were its
 *     {@link ConvPhase#lowest} 0
 * @param strides steps an axis, of the batch and of the channels before them
 */
record PaddedInput(Object array, int offset, int[] strides) {

  static PaddedInput of(Operand x, Compute compute, List<ConvPhase> phases) {
    int axes = x.shape().rank() - 2;
    int[] low = new int[axes];
    int[] high = new int[axes];
    boolean inside = true;
    for (ConvPhase phase : phases) {
      for (int i = 0; i < axes; i++) {
        low[i] = Math.max(low[i], -phase.lowest(i));
        high[i] = Math.max(high[i], phase.highest(i) + 1 - x.shape().get(i + 2));
        inside &= low[i] == 0 && high[i] == 0;
      }
    }
    if (inside && Compute.isNative(x.dtype())) {
      return new PaddedInput(x.storage().array(), x.layout().offset(), x.layout().strides());
    }
    return padded(x, compute, low, high);
  }

  private static PaddedInput padded(Operand x, Compute compute, int[] low, int[] high) {
    int rank = x.shape().rank();
    int[] strides = new int[rank];
    int size = 1;
    for (int i = rank - 1; i >= 0; i--) {
      strides[i] = size;
      int pad = i < 2 ? 0 : low[i - 2] + high[i - 2];
      size = Math.multiplyExact(size, x.shape().get(i) + pad);
    }
    int offset = 0;
    for (int i = 2; i < rank; i++) {
      offset += low[i - 2] * strides[i];
    }
    Object array = zeros(compute, size);
    Runs runs = new Runs(x.layout());
    int line = x.shape().get(-1);
    int lines = Math.toIntExact(x.shape().numel() / Math.max(1, line));
    for (int i = 0; i < lines; i++) {
      int target = offset;
      int rest = i;
      for (int axis = rank - 2; axis >= 0; axis--) {
        target += rest % x.shape().get(axis) * strides[axis];
        rest /= x.shape().get(axis);
      }
      runs.load(x, i * line, line, compute, array, target);
    }
    return new PaddedInput(array, offset, strides);
  }

  private static Object zeros(Compute compute, int size) {
    if (compute == Compute.FLOAT) {
      float[] zeros = Storage.forResult(DType.FLOAT32, size).floats();
      Arrays.fill(zeros, 0);
      return zeros;
    }
    return compute.allocate(size);
  }

  /** Where the first window of a phase begins. */
  int start(ConvPhase phase) {
    int start = offset;
    for (int i = 2; i < strides.length; i++) {
      start += phase.lowest(i - 2) * strides[i];
    }
    return start;
  }
}
