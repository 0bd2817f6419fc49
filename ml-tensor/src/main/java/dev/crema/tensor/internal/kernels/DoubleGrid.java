// Generated from FloatGrid.java by bin/twins.

package dev.crema.tensor.internal.kernels;

/**
 * A matrix of doubles by two tables: element (i, j) lies at {@code offset + rows[i] + columns[j]}.
 *
 * <p>So lies a matrix of any strides, and so lies what the outputs of a convolution see of its
 * input, each element of which stands in many rows: no copy is needed to multiply with it.
 *
 * @param rowStep the distance of neighbouring rows, 0 where it varies
 * @param columnStep the distance of neighbouring columns, 0 where it varies
 */
public record DoubleGrid(
    double[] array, int offset, int[] rows, int[] columns, int rowStep, int columnStep) {

  /** A matrix of m x n elements, (i, j) at offset + i * row + j * column. */
  public static DoubleGrid strided(double[] array, int offset, int row, int column, int m, int n) {
    return new DoubleGrid(
        array, offset, Offsets.evenly(row, m), Offsets.evenly(column, n), row, column);
  }

  /** A matrix by its tables. */
  public static DoubleGrid of(double[] array, int offset, int[] rows, int[] columns) {
    return new DoubleGrid(array, offset, rows, columns, Offsets.step(rows), Offsets.step(columns));
  }

  /** The same elements with rows as columns. */
  public DoubleGrid transposed() {
    return new DoubleGrid(array, offset, columns, rows, columnStep, rowStep);
  }

  /** Where row i begins; its elements lie at the columns from there. */
  public int row(int i) {
    return offset + rows[i];
  }
}
