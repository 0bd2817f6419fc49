package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.DType;
import dev.crema.tensor.Operand;
import dev.crema.tensor.Storage;
import dev.crema.tensor.internal.parallel.Workers;

/** The rows of a matrix of adjacent floats. */
record FloatRows(float[] array, int offset, int rows, int columns) {
  /** Elements that are worth a block of their own. */
  static final int GRAIN = 8192;

  /** The values of an operand, cut into rows along its last axis. */
  static FloatRows of(Operand operand) {
    return of(operand, operand.shape().get(-1));
  }

  /** The values of an operand in row-major order, cut into rows of this length. */
  static FloatRows of(Operand operand, int columns) {
    Dense dense = Dense.of(operand, Compute.FLOAT);
    int rows = Math.toIntExact(operand.shape().numel() / columns);
    return new FloatRows((float[]) dense.array(), dense.offset(), rows, columns);
  }

  /** Where a row begins. */
  int at(int row) {
    return offset + row * columns;
  }

  /** Storage for as many values. */
  Storage result() {
    return Storage.forResult(DType.FLOAT32, (long) rows * columns);
  }

  /** What is done with one row, with scratch of two rows and of a number. */
  interface Body {
    void run(int row, float[] scratch, float[] one);
  }

  /** Does something with each row. */
  void each(Body body) {
    Workers.forRange(
        rows,
        Math.max(1, GRAIN / columns),
        (from, to) -> {
          float[] scratch = new float[2 * columns];
          float[] one = new float[1];
          for (int row = from; row < to; row++) {
            body.run(row, scratch, one);
          }
        });
  }
}
