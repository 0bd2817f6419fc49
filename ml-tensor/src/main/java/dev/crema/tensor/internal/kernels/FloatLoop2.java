package dev.crema.tensor.internal.kernels;

import java.lang.invoke.MethodHandles;

/** y[i] = f(a[i], b[i]) on floats, as a template like {@link FloatLoop1}. */
final class FloatLoop2 implements Loops.Float2 {
  private static final Fn.F2 F = Template.data(MethodHandles.lookup(), Fn.F2.class);

  @Override
  public void run(float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo, int n) {
    if (as == 1 && bs == 1) {
      for (int i = 0; i < n; i++) {
        y[yo + i] = F.apply(a[ao + i], b[bo + i]);
      }
    } else if (as == 1) {
      float right = b[bo];
      for (int i = 0; i < n; i++) {
        y[yo + i] = F.apply(a[ao + i], right);
      }
    } else {
      float left = a[ao];
      for (int i = 0; i < n; i++) {
        y[yo + i] = F.apply(left, b[bo + i * bs]);
      }
    }
  }
}
