package dev.crema.tensor.internal.vector;

/** Arrays for packed operands, kept by each thread: a product has done with its own at its end. */
final class Scratch {
  /** Elements that are kept at most; larger arrays come and go. */
  private static final int KEPT = 1 << 22;

  private static final ThreadLocal<float[]> FLOATS = ThreadLocal.withInitial(() -> new float[0]);
  private static final ThreadLocal<double[]> DOUBLES = ThreadLocal.withInitial(() -> new double[0]);

  private Scratch() {}

  static float[] floats(int n) {
    float[] kept = FLOATS.get();
    if (kept.length >= n) {
      return kept;
    }
    float[] grown = new float[n];
    if (n <= KEPT) {
      FLOATS.set(grown);
    }
    return grown;
  }

  static double[] doubles(int n) {
    double[] kept = DOUBLES.get();
    if (kept.length >= n) {
      return kept;
    }
    double[] grown = new double[n];
    if (n <= KEPT) {
      DOUBLES.set(grown);
    }
    return grown;
  }
}
