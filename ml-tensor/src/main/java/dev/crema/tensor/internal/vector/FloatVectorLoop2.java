package dev.crema.tensor.internal.vector;

import dev.crema.tensor.internal.kernels.Loops;
import dev.crema.tensor.internal.kernels.Template;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** y[i] = f(a[i], b[i]) on floats, a template like {@link FloatVectorLoop1}. */
final class FloatVectorLoop2 implements Loops.Float2 {
  private static final Lanes.Float2 F = Template.data(MethodHandles.lookup(), Lanes.Float2.class);
  private static final VectorSpecies<Float> S = Species.FLOATS;
  private static final int V = S.length();

  /** One way through for each kind of steps: a vector that is one of two would be a heap object. */
  @Override
  public void run(float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo, int n) {
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
      left(new float[] {a[ao]}, 0, b[bo], y, yo, 1);
      Arrays.fill(y, yo + 1, yo + n, y[yo]);
    }
  }

  private static void both(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    int i = 0;
    for (int whole = S.loopBound(n); i < whole; i += V) {
      FloatVector left = FloatVector.fromArray(S, a, ao + i);
      F.apply(left, FloatVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
    }
    if (i < n) {
      VectorMask<Float> in = S.indexInRange(i, n);
      FloatVector left = FloatVector.fromArray(S, a, ao + i, in);
      F.apply(left, FloatVector.fromArray(S, b, bo + i, in)).intoArray(y, yo + i, in);
    }
  }

  private static void left(float[] a, int ao, float b, float[] y, int yo, int n) {
    FloatVector right = FloatVector.broadcast(S, b);
    int i = 0;
    for (int whole = S.loopBound(n); i < whole; i += V) {
      F.apply(FloatVector.fromArray(S, a, ao + i), right).intoArray(y, yo + i);
    }
    if (i < n) {
      VectorMask<Float> in = S.indexInRange(i, n);
      F.apply(FloatVector.fromArray(S, a, ao + i, in), right).intoArray(y, yo + i, in);
    }
  }

  private static void right(float a, float[] b, int bo, float[] y, int yo, int n) {
    FloatVector left = FloatVector.broadcast(S, a);
    int i = 0;
    for (int whole = S.loopBound(n); i < whole; i += V) {
      F.apply(left, FloatVector.fromArray(S, b, bo + i)).intoArray(y, yo + i);
    }
    if (i < n) {
      VectorMask<Float> in = S.indexInRange(i, n);
      F.apply(left, FloatVector.fromArray(S, b, bo + i, in)).intoArray(y, yo + i, in);
    }
  }
}
