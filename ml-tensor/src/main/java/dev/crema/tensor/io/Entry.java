package dev.crema.tensor.io;

import static dev.crema.tensor.io.MalformedFileException.quote;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Shape;

/**
 * One tensor of a file: its elements, row-major, in an array as {@link dev.crema.tensor.Storage}
 * has it.
 *
 * @param array float[] (float32), double[] (float64), long[] (int64), int[] (int32), short[]
 *     (int16, float16, bfloat16) or byte[] (int8, uint8, bool as 0 and 1)
 * @param offset where in the array the first element lies
 */
record Entry(String name, DType dtype, Shape shape, Object array, int offset) {
  Entry {
    int length = ArrayBytes.length(dtype, array);
    if (length < 0) {
      throw new CremaException(
          "tensor %s is %s, whose elements lie in no %s"
              .formatted(quote(name), dtype, array.getClass().getSimpleName()));
    }
    if (offset < 0 || shape.numel() > length - offset) {
      throw new CremaException(
          "tensor %s has shape %s, but its array has only %d elements from %d on"
              .formatted(quote(name), shape, Math.max(0, length - offset), offset));
    }
  }

  /** An array that holds nothing but this tensor. */
  Entry(String name, DType dtype, Shape shape, Object array) {
    this(name, dtype, shape, array, 0);
  }

  /** The number of elements. */
  int numel() {
    return (int) shape.numel();
  }

  /** The number of bytes in a file. */
  long bytes() {
    return shape.numel() * dtype.bytes();
  }
}
