package dev.crema.tensor.internal.kernels;

/** What the tests of other packages ask of the scalar products. */
public final class SmallProducts {
  /** Multiply-adds of the largest product that is not packed, float32 or float64. */
  public static final int MOST = Math.max(FloatMatMul.SMALL, DoubleMatMul.SMALL);

  private SmallProducts() {}
}
