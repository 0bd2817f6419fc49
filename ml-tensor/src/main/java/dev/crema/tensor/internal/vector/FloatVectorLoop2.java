package dev.crema.tensor.internal.vector;

import dev.crema.tensor.internal.kernels.Loops;
import dev.crema.tensor.internal.kernels.Template;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** y[i] = f(a[i], b[i]) on floats, a template like {@link FloatVectorLoop1}. */
final class FloatVectorLoop2 implements Loops.Float2 {
  private static final Lanes.Float2 F = Template.data(MethodHandles.lookup(), Lanes.Float2.class);
  private static final VectorSpecies<Float> S = Species.FLOATS;
  private static final int V = S.length();

  @Override
  public void run(float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo, int n) {
    int whole = S.loopBound(n);
    if (as == 1 && bs == 1) {
      for (int i = 0; i < whole; i += V) {
        FloatVector left = FloatVector.fromArray(S, a, ao + i);
        F.apply(left, FloatVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
      }
    } else if (as == 1) {
      FloatVector right = FloatVector.broadcast(S, b[bo]);
      for (int i = 0; i < whole; i += V) {
        F.apply(FloatVector.fromArray(S, a, ao + i), right).intoArray(y, yo + i);
      }
    } else {
      FloatVector left = FloatVector.broadcast(S, a[ao]);
      for (int i = 0; i < whole; i += V) {
        FloatVector right =
            bs == 1 ? FloatVector.fromArray(S, b, bo + i) : FloatVector.broadcast(S, b[bo]);
        F.apply(left, right).intoArray(y, yo + i);
      }
    }
    if (whole < n) {
      rest(a, ao + as * whole, as, b, bo + bs * whole, bs, y, yo + whole, n - whole);
    }
  }

  private static void rest(
      float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo, int n) {
    VectorMask<Float> in = S.indexInRange(0, n);
    F.apply(read(a, ao, as, in), read(b, bo, bs, in)).intoArray(y, yo, in);
  }

  private static FloatVector read(float[] x, int xo, int step, VectorMask<Float> in) {
    return step == 1 ? FloatVector.fromArray(S, x, xo, in) : FloatVector.broadcast(S, x[xo]);
  }
}
