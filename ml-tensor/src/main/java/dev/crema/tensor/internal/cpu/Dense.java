package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.DType;
import dev.crema.tensor.Layout;
import dev.crema.tensor.Operand;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Storage;

/**
 * Values in row-major order from an offset on: the storage's own array where it lies so and is what
 * is computed on, else a copy.
 */
record Dense(Object array, int offset) {
  static Dense of(Operand operand, Compute compute) {
    boolean own = Compute.isNative(operand.dtype()) && Compute.of(operand.dtype()) == compute;
    return own && operand.layout().isContiguous()
        ? new Dense(operand.storage().array(), operand.layout().offset())
        : new Dense(Runs.all(operand, compute), 0);
  }

  /** These values as the rows of a matrix of float32. */
  Operand matrix(int rows, int columns) {
    Layout whole = Layout.contiguous(Shape.of(rows, columns));
    return new Operand(Storage.of(DType.FLOAT32, array), whole.at(offset));
  }
}
