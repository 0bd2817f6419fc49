package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.Shape;

/**
 * The rows along one axis of row-major values: row r has {@code size} elements, {@code inner}
 * apart.
 */
record Rows(int outer, int size, int inner) {
  static Rows along(Shape shape, int axis) {
    int outer = 1;
    int inner = 1;
    for (int i = 0; i < shape.rank(); i++) {
      if (i < axis) {
        outer *= shape.get(i);
      } else if (i > axis) {
        inner *= shape.get(i);
      }
    }
    return new Rows(outer, shape.get(axis), inner);
  }

  int count() {
    return outer * inner;
  }

  /** Where element i of a row lies. */
  int at(int row, int i) {
    return (row / inner * size + i) * inner + row % inner;
  }
}
