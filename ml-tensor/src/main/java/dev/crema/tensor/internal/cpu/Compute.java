package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.DType;
import dev.crema.tensor.internal.kernels.Kernels;

/** What a dtype is computed in: floats (16-bit ones too), doubles, or longs (integers and bool). */
enum Compute {
  FLOAT,
  DOUBLE,
  LONG;

  static Compute of(DType dtype) {
    return switch (dtype) {
      case FLOAT32, FLOAT16, BFLOAT16 -> FLOAT;
      case FLOAT64 -> DOUBLE;
      case INT64, INT32, INT16, INT8, UINT8, BOOL -> LONG;
    };
  }

  /** Whether storage of this dtype is already the array that is computed on. */
  static boolean isNative(DType dtype) {
    return dtype == DType.FLOAT32 || dtype == DType.FLOAT64 || dtype == DType.INT64;
  }

  private final ThreadLocal<Object> chunk = ThreadLocal.withInitial(() -> allocate(Kernels.CHUNK));

  /** An array for a chunk of a reduction, the same one for a thread; of any values. */
  Object chunk() {
    return chunk.get();
  }

  Object allocate(int n) {
    return switch (this) {
      case FLOAT -> new float[n];
      case DOUBLE -> new double[n];
      case LONG -> new long[n];
    };
  }
}
