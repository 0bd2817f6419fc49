package dev.crema.tensor.io;

import dev.crema.tensor.DType;
import java.nio.ByteBuffer;

/** Elements of Java arrays to and from bytes, in the byte order of the buffer. */
final class ArrayBytes {
  private ArrayBytes() {}

  /** The length of an array that can hold this dtype; -1 if it is no such array. */
  static int length(DType dtype, Object array) {
    return switch (dtype) {
      case FLOAT32 -> array instanceof float[] a ? a.length : -1;
      case FLOAT64 -> array instanceof double[] a ? a.length : -1;
      case INT64 -> array instanceof long[] a ? a.length : -1;
      case INT32 -> array instanceof int[] a ? a.length : -1;
      case FLOAT16, BFLOAT16, INT16 -> array instanceof short[] a ? a.length : -1;
      case INT8, UINT8, BOOL -> array instanceof byte[] a ? a.length : -1;
    };
  }

  /** An array of {@code n} elements of this dtype. */
  static Object allocate(DType dtype, int n) {
    return switch (dtype) {
      case FLOAT32 -> new float[n];
      case FLOAT64 -> new double[n];
      case INT64 -> new long[n];
      case INT32 -> new int[n];
      case FLOAT16, BFLOAT16, INT16 -> new short[n];
      case INT8, UINT8, BOOL -> new byte[n];
    };
  }

  /** Copies {@code n} elements from the buffer's position into the array; the position stays. */
  static void get(ByteBuffer bytes, Object array, int from, int n) {
    switch (array) {
      case float[] a -> bytes.asFloatBuffer().get(a, from, n);
      case double[] a -> bytes.asDoubleBuffer().get(a, from, n);
      case long[] a -> bytes.asLongBuffer().get(a, from, n);
      case int[] a -> bytes.asIntBuffer().get(a, from, n);
      case short[] a -> bytes.asShortBuffer().get(a, from, n);
      case byte[] a -> bytes.get(bytes.position(), a, from, n);
      default -> throw new IllegalArgumentException("no array of elements: " + array.getClass());
    }
  }

  /** Copies {@code n} elements of the array to the buffer's position; the position stays. */
  static void put(ByteBuffer bytes, Object array, int from, int n) {
    switch (array) {
      case float[] a -> bytes.asFloatBuffer().put(a, from, n);
      case double[] a -> bytes.asDoubleBuffer().put(a, from, n);
      case long[] a -> bytes.asLongBuffer().put(a, from, n);
      case int[] a -> bytes.asIntBuffer().put(a, from, n);
      case short[] a -> bytes.asShortBuffer().put(a, from, n);
      case byte[] a -> bytes.put(bytes.position(), a, from, n);
      default -> throw new IllegalArgumentException("no array of elements: " + array.getClass());
    }
  }

  /** The first of some elements that is neither 0 nor 1, as truth values must be; -1 if none is. */
  static int firstNotBoolean(byte[] array, int from, int n) {
    for (int i = from; i < from + n; i++) {
      if ((array[i] & ~1) != 0) {
        return i;
      }
    }
    return -1;
  }
}
