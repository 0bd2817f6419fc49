package dev.crema.tensor.internal.kernels;

import dev.crema.tensor.BinaryFn;
import dev.crema.tensor.ReductionOp.ReduceFn;
import dev.crema.tensor.UnaryFn;

/**
 * The numeric loops of the processor's backend. One implementation is scalar; every other must give
 * the same bits.
 */
public interface Kernels {
  /** Elements that a chunk of a reduction spans: partial results of chunks are joined by a tree. */
  int CHUNK = 4096;

  /** Multiply-adds that are worth another thread. */
  long WORTH_SHARING = 50_000;

  /** A few words for the log: {@code "scalar"}. */
  String description();

  Loops.Float1 floats(UnaryFn fn);

  Loops.Double1 doubles(UnaryFn fn);

  Loops.Long1 longs(UnaryFn fn);

  Loops.Float2 floats(BinaryFn fn);

  Loops.Double2 doubles(BinaryFn fn);

  Loops.Long2 longs(BinaryFn fn);

  Loops.FloatReduce floats(ReduceFn fn);

  Loops.DoubleReduce doubles(ReduceFn fn);

  Loops.LongReduce longs(ReduceFn fn);

  /** The greatest of each window. */
  Loops.Maxima maxima(Windows windows);

  /**
   * c (m x n, row-major) = a (m x k, any strides) times b (k x n, any strides): chains over k, but
   * for a single column, which is reduced in lanes.
   */
  void matmul(FloatMatrix a, FloatMatrix b, float[] c, int offset, int m, int n, int k);

  void matmul(DoubleMatrix a, DoubleMatrix b, double[] c, int offset, int m, int n, int k);

  /** c = a times b, each element a chain over k; none of the extents is 0. */
  void chains(FloatGrid a, FloatGrid b, FloatGrid c);

  void chains(DoubleGrid a, DoubleGrid b, DoubleGrid c);

  /**
   * Windows of an image, all of them inside of it.
   *
   * @param high lines of a window
   * @param wide numbers of each line
   * @param line the distance of lines in the array
   * @param begins where each window begins
   */
  record Windows(int high, int wide, int line, int[] begins) {}

  /** Where a matrix of floats lies: element (i, j) at offset + i * row + j * column. */
  record FloatMatrix(float[] array, int offset, int row, int column) {
    public FloatGrid grid(int m, int n) {
      return FloatGrid.strided(array, offset, row, column, m, n);
    }
  }

  /** Where a matrix of doubles lies: element (i, j) at offset + i * row + j * column. */
  record DoubleMatrix(double[] array, int offset, int row, int column) {
    public DoubleGrid grid(int m, int n) {
      return DoubleGrid.strided(array, offset, row, column, m, n);
    }
  }
}
