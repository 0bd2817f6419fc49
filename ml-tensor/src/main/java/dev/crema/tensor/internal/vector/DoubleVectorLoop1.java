// Generated from FloatVectorLoop1.java by bin/twins.

package dev.crema.tensor.internal.vector;

import dev.crema.tensor.internal.kernels.Loops;
import dev.crema.tensor.internal.kernels.Template;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * y[i] = f(x[i]) on doubles, a vector at a time: a template, as the scalar loop is. The last values
 * go through a masked vector, so that rows of any length cost little.
 */
final class DoubleVectorLoop1 implements Loops.Double1 {
  private static final Lanes.Double1 F = Template.data(MethodHandles.lookup(), Lanes.Double1.class);
  private static final VectorSpecies<Double> S = Species.DOUBLES;
  private static final int V = S.length();

  @Override
  public void run(double[] x, int xo, double[] y, int yo, int n) {
    int whole = S.loopBound(n);
    for (int i = 0; i < whole; i += V) {
      F.apply(DoubleVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
    }
    if (whole < n) {
      rest(x, xo + whole, y, yo + whole, n - whole);
    }
  }

  /** A method of its own: the compiler inlines only so much into one. */
  private static void rest(double[] x, int xo, double[] y, int yo, int n) {
    VectorMask<Double> in = S.indexInRange(0, n);
    F.apply(DoubleVector.fromArray(S, x, xo, in)).intoArray(y, yo, in);
  }
}
