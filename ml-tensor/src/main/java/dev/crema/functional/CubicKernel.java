package dev.crema.functional;

import dev.crema.tensor.Tensor;

/**
 * What four neighbours count in a cubic convolution, at a place t from 0 to 1 between the middle
 * ones: R. Keys, "Cubic convolution interpolation", 1981, with PyTorch's constant.
 */
final class CubicKernel {
  private static final double A = -0.75;

  private CubicKernel() {}

  static double[] weights(double t) {
    return new double[] {outer(t + 1), inner(t), inner(1 - t), outer(2 - t)};
  }

  static Tensor[] weights(Tensor t) {
    Tensor back = t.neg().add(1);
    return new Tensor[] {outer(t.add(1)), inner(t), inner(back), outer(back.add(1))};
  }

  /** Up to a distance of 1. */
  private static double inner(double t) {
    return ((A + 2) * t - (A + 3)) * t * t + 1;
  }

  private static Tensor inner(Tensor t) {
    return t.mul(A + 2).sub(A + 3).mul(t).mul(t).add(1);
  }

  /** From 1 to 2. */
  private static double outer(double t) {
    return ((A * t - 5 * A) * t + 8 * A) * t - 4 * A;
  }

  private static Tensor outer(Tensor t) {
    return t.mul(A).sub(5 * A).mul(t).add(8 * A).mul(t).sub(4 * A);
  }
}
