package dev.crema.tensor;

/** Shapes as users write them, with -1 for a size to be found. */
final class ShapeWords {
  private ShapeWords() {}

  static Shape solve(Shape from, int... sizes) {
    int unknown = -1;
    long known = 1;
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] == -1) {
        if (unknown >= 0) {
          throw new CremaException(
              "reshape: only one size may be -1, but axes %d and %d are".formatted(unknown, i));
        }
        unknown = i;
      } else {
        known *= sizes[i];
      }
    }
    if (unknown < 0) {
      return Shape.of(sizes);
    }
    if (known == 0 || from.numel() % known != 0) {
      throw new CremaException(
          "reshape: the %d elements of shape %s cannot be divided by %d to find the size for -1"
              .formatted(from.numel(), from, known));
    }
    int[] solved = sizes.clone();
    solved[unknown] = (int) (from.numel() / known);
    return Shape.owning(solved);
  }
}
