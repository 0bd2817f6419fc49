package dev.crema.tensor.internal.vector;

import dev.crema.tensor.internal.kernels.Loops;
import dev.crema.tensor.internal.kernels.Template;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * y[i] = f(x[i]) on floats, a vector at a time: a template, as the scalar loop is. The last values
 * go through a masked vector, so that rows of any length cost little.
 */
final class FloatVectorLoop1 implements Loops.Float1 {
  private static final Lanes.Float1 F = Template.data(MethodHandles.lookup(), Lanes.Float1.class);
  private static final VectorSpecies<Float> S = Species.FLOATS;
  private static final int V = S.length();

  @Override
  public void run(float[] x, int xo, float[] y, int yo, int n) {
    int whole = S.loopBound(n);
    for (int i = 0; i < whole; i += V) {
      F.apply(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
    }
    if (whole < n) {
      rest(x, xo + whole, y, yo + whole, n - whole);
    }
  }

  /** A method of its own: the compiler inlines only so much into one. */
  private static void rest(float[] x, int xo, float[] y, int yo, int n) {
    VectorMask<Float> in = S.indexInRange(0, n);
    F.apply(FloatVector.fromArray(S, x, xo, in)).intoArray(y, yo, in);
  }
}
