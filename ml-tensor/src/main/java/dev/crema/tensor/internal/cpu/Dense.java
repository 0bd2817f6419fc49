package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.Operand;

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
}
