package dev.crema.tensor;

/** The values of a tensor as Java numbers and arrays: always copies, in row-major order. */
public sealed interface Values permits Tensor {
  /**
   * The only element.
   *
   * @throws CremaException unless there is exactly one
   */
  default double item() {
    checkSingle("item");
    return JavaArrays.doubles(self().operand())[0];
  }

  /** The only element as a long, exact for all integers. */
  default long itemLong() {
    checkSingle("itemLong");
    return JavaArrays.longs(self().operand())[0];
  }

  /** Whether the only element is not zero. */
  default boolean itemBoolean() {
    return item() != 0;
  }

  private void checkSingle(String asked) {
    if (self().numel() != 1) {
      throw new CremaException(
          asked
              + " takes the value of a tensor with one element, but the shape is "
              + self().shape());
    }
  }

  /** The elements in row-major order, copied. */
  default float[] toFloats() {
    return (float[]) JavaArrays.elements(self().operand(), DType.FLOAT32);
  }

  default double[] toDoubles() {
    return JavaArrays.doubles(self().operand());
  }

  default long[] toLongs() {
    return JavaArrays.longs(self().operand());
  }

  default int[] toInts() {
    return (int[]) JavaArrays.elements(self().operand(), DType.INT32);
  }

  default boolean[] toBooleans() {
    return JavaArrays.booleans(self().operand());
  }

  /** The elements as a nested Java array of the dtype's type: {@code (float[][]) x.toArray()}. */
  default Object toArray() {
    return JavaArrays.nested(self().operand());
  }

  /** The elements in row-major order in storage of their own: for writers of files. */
  default Storage toStorage() {
    return JavaArrays.copy(self().operand());
  }

  private Tensor self() {
    return (Tensor) this;
  }
}
