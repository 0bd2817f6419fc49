package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.CremaException;

/** Which matrix of a batch, for errors. */
record MatrixAt(int index, int count) {
  /** Refuses a matrix that holds NaN or an infinity. */
  void checkFinite(String name, double[][] rows) {
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        if (!Double.isFinite(rows[i][j])) {
          throw new CremaException(
              "%s: %s holds %s at (%d, %d)".formatted(name, this, rows[i][j], i, j));
        }
      }
    }
  }

  @Override
  public String toString() {
    return count == 1 ? "the matrix" : "matrix %d of %d".formatted(index, count);
  }
}
