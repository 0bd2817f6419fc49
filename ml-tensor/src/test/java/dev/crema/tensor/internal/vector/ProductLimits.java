package dev.crema.tensor.internal.vector;

import dev.crema.tensor.internal.kernels.Kernels;

/**
 * The sizes at which a product takes another way, as the kernels state them: tests take their sizes
 * from here, so that a changed constant moves them.
 *
 * @param wide whether they are those of float64
 * @param v elements of a vector
 * @param width columns of a panel
 * @param shortest rows of the lowest tile
 * @param tall rows of a tile
 * @param tallest rows of a tile of adjacent rows
 * @param fewRows rows for which the right side is read in place
 * @param depth values of k between two visits of a tile
 * @param wideFrom columns from which on the left side may be packed
 * @param large multiply-adds from which on it is
 * @param near elements of a right side that is read in place
 * @param block panels of a block
 * @param wideBlock panels of a block of a large product
 * @param packing elements of the right side from which on threads share its packing
 * @param piece elements of a panel that are packed at a time
 */
record ProductLimits(
    boolean wide,
    int v,
    int width,
    int shortest,
    int tall,
    int tallest,
    int fewRows,
    int depth,
    int wideFrom,
    long large,
    int near,
    int block,
    int wideBlock,
    int packing,
    int piece) {

  static final ProductLimits FLOATS =
      new ProductLimits(
          false,
          FloatProduct.V,
          FloatProduct.WIDTH,
          FloatProduct.SHORT,
          FloatProduct.TALL,
          FloatProduct.TALLEST,
          FloatProduct.FEW_ROWS,
          FloatProduct.DEPTH,
          FloatProduct.WIDE,
          FloatProduct.LARGE,
          FloatProduct.NEAR,
          FloatProduct.BLOCK,
          FloatProduct.WIDE_BLOCK,
          FloatPanels.WORTH_SHARING,
          FloatPanels.PIECE);

  static final ProductLimits DOUBLES =
      new ProductLimits(
          true,
          DoubleProduct.V,
          DoubleProduct.WIDTH,
          DoubleProduct.SHORT,
          DoubleProduct.TALL,
          DoubleProduct.TALLEST,
          DoubleProduct.FEW_ROWS,
          DoubleProduct.DEPTH,
          DoubleProduct.WIDE,
          DoubleProduct.LARGE,
          DoubleProduct.NEAR,
          DoubleProduct.BLOCK,
          DoubleProduct.WIDE_BLOCK,
          DoublePanels.WORTH_SHARING,
          DoublePanels.PIECE);

  static ProductLimits[] both() {
    return new ProductLimits[] {FLOATS, DOUBLES};
  }

  /** A number of columns that whole panels cover and from which on the left side may be packed. */
  int panels() {
    return Math.ceilDiv(wideFrom, width) * width;
  }

  /** The least number of rows that makes a product large. */
  int largeRows(int n, int k) {
    return Math.toIntExact(Math.ceilDiv(large, (long) n * k));
  }

  int chunk() {
    return Kernels.CHUNK;
  }

  @Override
  public String toString() {
    return wide ? "float64" : "float32";
  }
}
