// Generated from FloatLoop2.java by bin/twins.

package dev.crema.tensor.internal.kernels;

import java.lang.invoke.MethodHandles;

/** y[i] = f(a[i], b[i]) on longs, as a template like {@link LongLoop1}. */
final class LongLoop2 implements Loops.Long2 {
  private static final Fn.L2 F = Template.data(MethodHandles.lookup(), Fn.L2.class);

  @Override
  public void run(long[] a, int ao, int as, long[] b, int bo, int bs, long[] y, int yo, int n) {
    if (as == 1 && bs == 1) {
      for (int i = 0; i < n; i++) {
        y[yo + i] = F.apply(a[ao + i], b[bo + i]);
      }
    } else if (as == 1) {
      long right = b[bo];
      for (int i = 0; i < n; i++) {
        y[yo + i] = F.apply(a[ao + i], right);
      }
    } else {
      long left = a[ao];
      for (int i = 0; i < n; i++) {
        y[yo + i] = F.apply(left, b[bo + i * bs]);
      }
    }
  }
}
