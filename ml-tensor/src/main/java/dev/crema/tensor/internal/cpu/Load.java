package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.Storage;

/** Reads runs of storage of any dtype into the arrays that are computed on. */
final class Load {
  private Load() {}

  /** dst[at + i] = storage[from + i * step], converted, for i below n. */
  static void run(Storage s, int from, int step, Compute compute, Object dst, int at, int n) {
    switch (compute) {
      case FLOAT -> floats(s, from, step, (float[]) dst, at, n);
      case DOUBLE -> doubles(s, from, step, (double[]) dst, at, n);
      case LONG -> longs(s, from, step, (long[]) dst, at, n);
    }
  }

  static void floats(Storage s, int from, int step, float[] dst, int at, int n) {
    switch (s.dtype()) {
      case FLOAT32 -> {
        float[] x = s.floats();
        if (step == 1) {
          System.arraycopy(x, from, dst, at, n);
        } else {
          for (int i = 0; i < n; i++) {
            dst[at + i] = x[from + i * step];
          }
        }
      }
      case FLOAT16 -> {
        short[] x = s.shorts();
        for (int i = 0; i < n; i++) {
          dst[at + i] = Float.float16ToFloat(x[from + i * step]);
        }
      }
      case BFLOAT16 -> {
        short[] x = s.shorts();
        for (int i = 0; i < n; i++) {
          dst[at + i] = Float.intBitsToFloat(x[from + i * step] << 16);
        }
      }
      default -> {
        double[] wide = new double[n];
        doubles(s, from, step, wide, 0, n);
        for (int i = 0; i < n; i++) {
          dst[at + i] = (float) wide[i];
        }
      }
    }
  }

  static void doubles(Storage s, int from, int step, double[] dst, int at, int n) {
    switch (s.dtype()) {
      case FLOAT64 -> {
        double[] x = s.doubles();
        if (step == 1) {
          System.arraycopy(x, from, dst, at, n);
        } else {
          for (int i = 0; i < n; i++) {
            dst[at + i] = x[from + i * step];
          }
        }
      }
      case FLOAT32, FLOAT16, BFLOAT16 -> {
        float[] narrow = new float[n];
        floats(s, from, step, narrow, 0, n);
        for (int i = 0; i < n; i++) {
          dst[at + i] = narrow[i];
        }
      }
      case INT64, INT32, INT16, INT8, UINT8, BOOL -> {
        long[] whole = new long[n];
        longs(s, from, step, whole, 0, n);
        for (int i = 0; i < n; i++) {
          dst[at + i] = whole[i];
        }
      }
    }
  }

  /** Floating values lose their fraction, as a Java cast does it. */
  static void longs(Storage s, int from, int step, long[] dst, int at, int n) {
    switch (s.dtype()) {
      case INT64 -> {
        long[] x = s.longs();
        for (int i = 0; i < n; i++) {
          dst[at + i] = x[from + i * step];
        }
      }
      case INT32 -> {
        int[] x = s.ints();
        for (int i = 0; i < n; i++) {
          dst[at + i] = x[from + i * step];
        }
      }
      case INT16 -> {
        short[] x = s.shorts();
        for (int i = 0; i < n; i++) {
          dst[at + i] = x[from + i * step];
        }
      }
      case INT8, BOOL -> {
        byte[] x = s.bytes();
        for (int i = 0; i < n; i++) {
          dst[at + i] = x[from + i * step];
        }
      }
      case UINT8 -> {
        byte[] x = s.bytes();
        for (int i = 0; i < n; i++) {
          dst[at + i] = x[from + i * step] & 0xff;
        }
      }
      case FLOAT64, FLOAT32, FLOAT16, BFLOAT16 -> {
        double[] wide = new double[n];
        doubles(s, from, step, wide, 0, n);
        for (int i = 0; i < n; i++) {
          dst[at + i] = (long) wide[i];
        }
      }
    }
  }
}
