package dev.crema.tensor.internal.vector;

import java.util.random.RandomGenerator;

/** Arrays of random values among which every kind of special one occurs. */
final class TwinValues {
  private static final float[] FLOATS = {
    0f,
    -0f,
    1f,
    -1f,
    0.5f,
    -0.5f,
    1.5f,
    2.5f,
    -2.5f,
    0x1p-126f,
    0x1p-149f,
    -0x1p-149f,
    0x1p23f,
    -0x1p23f,
    0x1.fffffep22f,
    0x1p24f,
    88.7f,
    89f,
    -87.5f,
    -104f,
    128f,
    0x1p17f,
    0x1.00002p17f,
    1e30f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };
  private static final double[] DOUBLES = {
    0,
    -0.0,
    1,
    -1,
    0.5,
    -0.5,
    1.5,
    2.5,
    -2.5,
    0x1p-1022,
    0x1p-1074,
    -0x1p-1074,
    0x1p52,
    -0x1p52,
    0x1.fffffffffffffp51,
    0x1p53,
    709.7,
    -745,
    1e300,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };

  private TwinValues() {}

  /** Special values, any bits, small and middling ones. */
  static float[] floats(RandomGenerator random, int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] =
          switch (random.nextInt(8)) {
            case 0 -> FLOATS[random.nextInt(FLOATS.length)];
            case 1 -> Float.intBitsToFloat(random.nextInt());
            case 2 -> (float) (random.nextGaussian() * 50);
            case 3 -> random.nextInt(-9, 9) * 0.5f;
            default -> (float) random.nextGaussian();
          };
    }
    return x;
  }

  /** Special values, any bits, small and middling ones. */
  static double[] doubles(RandomGenerator random, int n) {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] =
          switch (random.nextInt(8)) {
            case 0 -> DOUBLES[random.nextInt(DOUBLES.length)];
            case 1 -> Double.longBitsToDouble(random.nextLong());
            case 2 -> random.nextGaussian() * 300;
            case 3 -> random.nextInt(-9, 9) * 0.5;
            default -> random.nextGaussian();
          };
    }
    return x;
  }

  /** Numbers that sums and products do not turn into NaN or infinity at once. */
  static float[] tameFloats(RandomGenerator random, int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) (1 + 0.1 * random.nextGaussian()) * (random.nextInt(4) == 0 ? -1 : 1);
    }
    return x;
  }

  /** Numbers that sums and products do not turn into NaN or infinity at once. */
  static double[] tameDoubles(RandomGenerator random, int n) {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = (1 + 0.1 * random.nextGaussian()) * (random.nextInt(4) == 0 ? -1 : 1);
    }
    return x;
  }

  /** Small and large integers. */
  static long[] longs(RandomGenerator random, int n) {
    long[] x = new long[n];
    for (int i = 0; i < n; i++) {
      x[i] = random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(1, 50);
    }
    return x;
  }
}
