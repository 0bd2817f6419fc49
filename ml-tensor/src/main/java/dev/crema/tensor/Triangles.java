package dev.crema.tensor;

/** Triangles and diagonals of matrices, which lie along the last two axes. */
final class Triangles {
  private Triangles() {}

  /** The entries (i, j) with j - i at most {@code offset}; zero elsewhere. */
  static Tensor lower(Tensor x, int offset) {
    return masked(distance(x).le((long) offset), x);
  }

  /** The entries (i, j) with j - i at least {@code offset}; zero elsewhere. */
  static Tensor upper(Tensor x, int offset) {
    return masked(distance(x).ge((long) offset), x);
  }

  /** The diagonal as a vector. */
  static Tensor diagonal(Tensor x) {
    Tensor alone = masked(distance(x).eq(0L), x);
    return alone.sum(x.size(-2) < x.size(-1) ? -1 : -2);
  }

  /** Square matrices with these diagonals, zero elsewhere. */
  static Tensor diagonalMatrix(Tensor values) {
    return values.unsqueeze(-1).mul(Tensor.eye(values.dtype(), values.size(-1)));
  }

  private static Tensor distance(Tensor x) {
    return Tensor.arange(x.size(-1)).sub(Tensor.arange(x.size(-2)).unsqueeze(1));
  }

  private static Tensor masked(Tensor mask, Tensor x) {
    return Tensor.where(mask, x, Tensor.zeros(x.dtype()));
  }
}
