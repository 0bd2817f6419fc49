package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.Storage;

/** Writes computed values into storage of any dtype. */
final class Store {
  private Store() {}

  /** storage[at + i] = src[from + i], converted, for i below n. */
  static void run(Compute compute, Object src, int from, Storage s, int at, int n) {
    switch (compute) {
      case FLOAT -> floats((float[]) src, from, s, at, n);
      case DOUBLE -> doubles((double[]) src, from, s, at, n);
      case LONG -> longs((long[]) src, from, s, at, n);
    }
  }

  private static void floats(float[] x, int from, Storage s, int at, int n) {
    switch (s.dtype()) {
      case FLOAT32 -> System.arraycopy(x, from, s.floats(), at, n);
      case FLOAT16 -> {
        short[] y = s.shorts();
        for (int i = 0; i < n; i++) {
          y[at + i] = Float.floatToFloat16(x[from + i]);
        }
      }
      case BFLOAT16 -> {
        short[] y = s.shorts();
        for (int i = 0; i < n; i++) {
          y[at + i] = bfloat16(x[from + i]);
        }
      }
      default -> {
        double[] wide = new double[n];
        for (int i = 0; i < n; i++) {
          wide[i] = x[from + i];
        }
        doubles(wide, 0, s, at, n);
      }
    }
  }

  private static void doubles(double[] x, int from, Storage s, int at, int n) {
    switch (s.dtype()) {
      case FLOAT64 -> System.arraycopy(x, from, s.doubles(), at, n);
      case FLOAT32, FLOAT16, BFLOAT16 -> {
        float[] narrow = new float[n];
        for (int i = 0; i < n; i++) {
          narrow[i] = (float) x[from + i];
        }
        floats(narrow, 0, s, at, n);
      }
      case BOOL -> {
        byte[] y = s.bytes();
        for (int i = 0; i < n; i++) {
          y[at + i] = (byte) (x[from + i] != 0 ? 1 : 0);
        }
      }
      case INT64, INT32, INT16, INT8, UINT8 -> {
        long[] whole = new long[n];
        for (int i = 0; i < n; i++) {
          whole[i] = (long) x[from + i];
        }
        longs(whole, 0, s, at, n);
      }
    }
  }

  private static void longs(long[] x, int from, Storage s, int at, int n) {
    switch (s.dtype()) {
      case INT64 -> System.arraycopy(x, from, s.longs(), at, n);
      case INT32 -> {
        int[] y = s.ints();
        for (int i = 0; i < n; i++) {
          y[at + i] = (int) x[from + i];
        }
      }
      case INT16 -> {
        short[] y = s.shorts();
        for (int i = 0; i < n; i++) {
          y[at + i] = (short) x[from + i];
        }
      }
      case INT8, UINT8 -> {
        byte[] y = s.bytes();
        for (int i = 0; i < n; i++) {
          y[at + i] = (byte) x[from + i];
        }
      }
      case BOOL -> {
        byte[] y = s.bytes();
        for (int i = 0; i < n; i++) {
          y[at + i] = (byte) (x[from + i] != 0 ? 1 : 0);
        }
      }
      case FLOAT32 -> {
        float[] y = s.floats();
        for (int i = 0; i < n; i++) {
          y[at + i] = x[from + i];
        }
      }
      case FLOAT64, FLOAT16, BFLOAT16 -> {
        double[] wide = new double[n];
        for (int i = 0; i < n; i++) {
          wide[i] = x[from + i];
        }
        doubles(wide, 0, s, at, n);
      }
    }
  }

  /** The upper half of the bits, rounded to nearest, halves to even. */
  private static short bfloat16(float x) {
    int bits = Float.floatToRawIntBits(x);
    if (Float.isNaN(x)) {
      return (short) (bits >>> 16 | 0x40);
    }
    return (short) (bits + 0x7fff + (bits >>> 16 & 1) >>> 16);
  }
}
