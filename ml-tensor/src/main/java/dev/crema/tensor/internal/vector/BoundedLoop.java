package dev.crema.tensor.internal.vector;

import dev.crema.tensor.internal.kernels.Loops;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * A function whose form on lanes serves up to a bound: a stretch of numbers all of which are within
 * it goes through lanes, others one by one.
 */
record BoundedLoop(Loops.Float1 lanes, Loops.Float1 scalar, float bound) implements Loops.Float1 {
  private static final VectorSpecies<Float> S = Species.FLOATS;

  /** Numbers that go the same way. */
  static final int STRETCH = 256;

  @Override
  public void run(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += STRETCH) {
      int m = Math.min(STRETCH, n - i);
      Loops.Float1 loop = isWithin(x, xo + i, m) ? lanes : scalar;
      loop.run(x, xo + i, y, yo + i, m);
    }
  }

  /** Whether all magnitudes are within the bound; that of NaN is not. */
  private boolean isWithin(float[] x, int from, int n) {
    int whole = S.loopBound(n);
    for (int i = 0; i < whole; i += S.length()) {
      FloatVector a = FloatVector.fromArray(S, x, from + i).abs();
      if (!a.compare(VectorOperators.LE, bound).allTrue()) {
        return false;
      }
    }
    for (int i = whole; i < n; i++) {
      if (!(Math.abs(x[from + i]) <= bound)) {
        return false;
      }
    }
    return true;
  }
}
