// Generated from FloatLoop2.java by bin/twins.

package dev.crema.tensor.internal.kernels;

import java.lang.invoke.MethodHandles;

/** y[i] = f(a[i], b[i]) on doubles, as a template like {@link DoubleLoop1}. */
final class DoubleLoop2 implements Loops.Double2 {
  private static final Fn.D2 F = Template.data(MethodHandles.lookup(), Fn.D2.class);

  @Override
  public void run(
      double[] a, int ao, int as, double[] b, int bo, int bs, double[] y, int yo, int n) {
    if (as == 1 && bs == 1) {
      for (int i = 0; i < n; i++) {
        y[yo + i] = F.apply(a[ao + i], b[bo + i]);
      }
    } else if (as == 1) {
      double right = b[bo];
      for (int i = 0; i < n; i++) {
        y[yo + i] = F.apply(a[ao + i], right);
      }
    } else {
      double left = a[ao];
      for (int i = 0; i < n; i++) {
        y[yo + i] = F.apply(left, b[bo + i * bs]);
      }
    }
  }
}
