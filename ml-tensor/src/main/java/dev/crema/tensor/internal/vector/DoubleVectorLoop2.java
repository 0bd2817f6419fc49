package dev.crema.tensor.internal.vector;

import dev.crema.tensor.internal.kernels.Loops;
import dev.crema.tensor.internal.kernels.Template;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** y[i] = f(a[i], b[i]) on doubles, a template like {@link DoubleVectorLoop1}. */
final class DoubleVectorLoop2 implements Loops.Double2 {
  private static final Lanes.Double2 F = Template.data(MethodHandles.lookup(), Lanes.Double2.class);
  private static final VectorSpecies<Double> S = Species.DOUBLES;
  private static final int V = S.length();

  @Override
  public void run(
      double[] a, int ao, int as, double[] b, int bo, int bs, double[] y, int yo, int n) {
    int whole = S.loopBound(n);
    if (as == 1 && bs == 1) {
      for (int i = 0; i < whole; i += V) {
        DoubleVector left = DoubleVector.fromArray(S, a, ao + i);
        F.apply(left, DoubleVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
      }
    } else if (as == 1) {
      DoubleVector right = DoubleVector.broadcast(S, b[bo]);
      for (int i = 0; i < whole; i += V) {
        F.apply(DoubleVector.fromArray(S, a, ao + i), right).intoArray(y, yo + i);
      }
    } else {
      DoubleVector left = DoubleVector.broadcast(S, a[ao]);
      for (int i = 0; i < whole; i += V) {
        DoubleVector right =
            bs == 1 ? DoubleVector.fromArray(S, b, bo + i) : DoubleVector.broadcast(S, b[bo]);
        F.apply(left, right).intoArray(y, yo + i);
      }
    }
    if (whole < n) {
      rest(a, ao + as * whole, as, b, bo + bs * whole, bs, y, yo + whole, n - whole);
    }
  }

  private static void rest(
      double[] a, int ao, int as, double[] b, int bo, int bs, double[] y, int yo, int n) {
    VectorMask<Double> in = S.indexInRange(0, n);
    F.apply(read(a, ao, as, in), read(b, bo, bs, in)).intoArray(y, yo, in);
  }

  private static DoubleVector read(double[] x, int xo, int step, VectorMask<Double> in) {
    return step == 1 ? DoubleVector.fromArray(S, x, xo, in) : DoubleVector.broadcast(S, x[xo]);
  }
}
