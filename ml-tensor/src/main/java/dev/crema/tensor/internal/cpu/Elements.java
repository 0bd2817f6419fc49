package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.DType;
import dev.crema.tensor.Operand;
import dev.crema.tensor.Storage;

/** Copies of elements out of storage, for users and files. */
public final class Elements {
  private Elements() {}

  /** The elements in row-major order, in new storage of a dtype. */
  public static Storage copy(Operand operand, DType dtype) {
    int n = Math.toIntExact(operand.shape().numel());
    Compute compute = Compute.of(operand.dtype());
    if (compute == Compute.FLOAT && Compute.of(dtype) != Compute.FLOAT) {
      compute = Compute.DOUBLE;
    }
    Storage result = Storage.allocate(dtype, n);
    Store.run(compute, Runs.all(operand, compute), 0, result, 0, n);
    return result;
  }
}
