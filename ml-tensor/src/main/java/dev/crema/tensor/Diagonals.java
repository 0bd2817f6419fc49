package dev.crema.tensor;

/**
 * Diagonals and triangles. The entry (i, j) lies on diagonal j - i: 0 is the main one, those above
 * 0 lie to the right, those below 0 to the left.
 */
public sealed interface Diagonals permits Tensor {
  /**
   * The entries of a matrix on one diagonal; of a vector the matrix that has it there.
   *
   * @throws CremaException if it is neither
   */
  default Tensor diag(int offset) {
    Tensor x = self();
    return switch (x.ndim()) {
      case 1 -> diagEmbed(offset, 0, 1);
      case 2 -> x.diagonal(offset, 0, 1);
      default ->
          throw new CremaException(
              "diag: shape %s is neither a vector nor a matrix; diagonal and diagEmbed take batches"
                  .formatted(x.shape()));
    };
  }

  /**
   * Matrices with the last axis on one diagonal and zeros elsewhere; they lie along two axes of the
   * result.
   *
   * @throws CremaException if both axes are one
   */
  default Tensor diagEmbed(int offset, int first, int second) {
    Tensor x = self();
    if (x.ndim() == 0) {
      throw new CremaException("diagEmbed: a 0-d tensor has no axis to lay on a diagonal");
    }
    int before = Math.max(0, -offset);
    int behind = Math.max(0, offset);
    Tensor rows =
        Dispatcher.apply(new MovementOp.Pad(x.ndim() - 1, before, behind, 0, 0), x).unsqueeze(-1);
    Tensor places = Tensor.arange(rows.size(-2));
    Tensor on = places.sub(places.unsqueeze(1)).eq((long) offset);
    Tensor square = Tensor.where(on, rows, Tensor.zeros(x.dtype()));
    if (square.shape().axis(first) == square.shape().axis(second)) {
      throw new CremaException(
          "diagEmbed: axes %d and %d of the result are one".formatted(first, second));
    }
    return square.movedim(new int[] {-2, -1}, new int[] {first, second});
  }

  /**
   * The entries of matrices up to a diagonal; zeros above it.
   *
   * @throws CremaException if there are fewer than two axes
   */
  default Tensor tril(int diagonal) {
    checkMatrix("tril");
    return Triangles.lower(self(), diagonal);
  }

  /**
   * The entries of matrices from a diagonal on; zeros below it.
   *
   * @throws CremaException if there are fewer than two axes
   */
  default Tensor triu(int diagonal) {
    checkMatrix("triu");
    return Triangles.upper(self(), diagonal);
  }

  private void checkMatrix(String name) {
    if (self().ndim() < 2) {
      throw new CremaException(
          "%s takes matrices, along the last two axes, but the shape is %s"
              .formatted(name, self().shape()));
    }
  }

  private Tensor self() {
    return (Tensor) this;
  }
}
