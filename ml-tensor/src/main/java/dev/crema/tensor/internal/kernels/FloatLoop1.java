package dev.crema.tensor.internal.kernels;

import java.lang.invoke.MethodHandles;

/**
 * y[i] = f(x[i]) on floats, as a template: the class is defined anew as a hidden class for each
 * function, which is then a constant that the compiler inlines. One shared loop that calls a lambda
 * is 40 times slower once the compiler has seen several functions.
 */
final class FloatLoop1 implements Loops.Float1 {
  private static final Fn.F1 F = Template.data(MethodHandles.lookup(), Fn.F1.class);

  @Override
  public void run(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = F.apply(x[xo + i]);
    }
  }
}
