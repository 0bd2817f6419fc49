// Generated from FloatVectorLoop2.java by bin/twins.

package dev.crema.tensor.internal.vector;

import dev.crema.tensor.internal.kernels.Loops;
import dev.crema.tensor.internal.kernels.Template;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** y[i] = f(a[i], b[i]) on doubles, a template like {@link DoubleVectorLoop1}. */
final class DoubleVectorLoop2 implements Loops.Double2 {
  private static final Lanes.Double2 F = Template.data(MethodHandles.lookup(), Lanes.Double2.class);
  private static final VectorSpecies<Double> S = Species.DOUBLES;
  private static final int V = S.length();

  /** One way through for each kind of steps: a vector that is one of two would be a heap object. */
  @Override
  public void run(
      double[] a, int ao, int as, double[] b, int bo, int bs, double[] y, int yo, int n) {
    if (n == 0) {
      return;
    }
    if (as == 1 && bs == 1) {
      both(a, ao, b, bo, y, yo, n);
    } else if (as == 1) {
      left(a, ao, b[bo], y, yo, n);
    } else if (bs == 1) {
      right(a[ao], b, bo, y, yo, n);
    } else {
      left(new double[] {a[ao]}, 0, b[bo], y, yo, 1);
      Arrays.fill(y, yo + 1, yo + n, y[yo]);
    }
  }

  private static void both(double[] a, int ao, double[] b, int bo, double[] y, int yo, int n) {
    int i = 0;
    for (int whole = S.loopBound(n); i < whole; i += V) {
      DoubleVector left = DoubleVector.fromArray(S, a, ao + i);
      F.apply(left, DoubleVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
    }
    if (i < n) {
      VectorMask<Double> in = S.indexInRange(i, n);
      DoubleVector left = DoubleVector.fromArray(S, a, ao + i, in);
      F.apply(left, DoubleVector.fromArray(S, b, bo + i, in)).intoArray(y, yo + i, in);
    }
  }

  private static void left(double[] a, int ao, double b, double[] y, int yo, int n) {
    DoubleVector right = DoubleVector.broadcast(S, b);
    int i = 0;
    for (int whole = S.loopBound(n); i < whole; i += V) {
      F.apply(DoubleVector.fromArray(S, a, ao + i), right).intoArray(y, yo + i);
    }
    if (i < n) {
      VectorMask<Double> in = S.indexInRange(i, n);
      F.apply(DoubleVector.fromArray(S, a, ao + i, in), right).intoArray(y, yo + i, in);
    }
  }

  private static void right(double a, double[] b, int bo, double[] y, int yo, int n) {
    DoubleVector left = DoubleVector.broadcast(S, a);
    int i = 0;
    for (int whole = S.loopBound(n); i < whole; i += V) {
      F.apply(left, DoubleVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
    }
    if (i < n) {
      VectorMask<Double> in = S.indexInRange(i, n);
      F.apply(left, DoubleVector.fromArray(S, b, bo + i, in)).intoArray(y, yo + i, in);
    }
  }
}
