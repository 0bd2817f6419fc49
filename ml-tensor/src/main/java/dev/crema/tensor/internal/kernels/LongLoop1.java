// Generated from FloatLoop1.java by bin/twins.

package dev.crema.tensor.internal.kernels;

import java.lang.invoke.MethodHandles;

/**
 * y[i] = f(x[i]) on longs, as a template: the class is defined anew as a hidden class for each
 * function, which is then a constant that the compiler inlines. One shared loop that calls a lambda
 * is 40 times slower once the compiler has seen several functions.
 */
final class LongLoop1 implements Loops.Long1 {
  private static final Fn.L1 F = Template.data(MethodHandles.lookup(), Fn.L1.class);

  @Override
  public void run(long[] x, int xo, long[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = F.apply(x[xo + i]);
    }
  }
}
