package dev.crema.tensor.internal.vector;

/** Arrays for packed operands, kept by each thread: a product has done with its own at its end. */
enum Scratch {
  /** The right side of a product, written by the thread that asked for it. */
  PANELS,
  /** A block of the left side, and a block of the result: each worker's own. */
  LEFT,
  BLOCK;

  /** Elements that are kept at most; larger arrays come and go. */
  static final int KEPT = 1 << 22;

  private final ThreadLocal<float[]> floats = ThreadLocal.withInitial(() -> new float[0]);
  private final ThreadLocal<double[]> doubles = ThreadLocal.withInitial(() -> new double[0]);

  /** At least n elements of any value. */
  float[] floats(int n) {
    float[] kept = floats.get();
    if (kept.length >= n) {
      return kept;
    }
    float[] grown = new float[n];
    if (n <= KEPT) {
      floats.set(grown);
    }
    return grown;
  }

  /** At least n elements of any value. */
  double[] doubles(int n) {
    double[] kept = doubles.get();
    if (kept.length >= n) {
      return kept;
    }
    double[] grown = new double[n];
    if (n <= KEPT) {
      doubles.set(grown);
    }
    return grown;
  }
}
