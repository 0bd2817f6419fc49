package dev.crema.tensor.internal.vector;

import dev.crema.tensor.internal.kernels.Fn;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;

/** Functions on all lanes of a vector: the twins of {@link Fn}'s. */
final class Lanes {
  private Lanes() {}

  /** Lane by lane. */
  interface Float1 {
    FloatVector apply(FloatVector x);
  }

  /** Lane by lane. */
  interface Double1 {
    DoubleVector apply(DoubleVector x);
  }

  /** Lane by lane; a predicate gives 0 or 1. */
  interface Float2 {
    FloatVector apply(FloatVector a, FloatVector b);
  }

  /** Lane by lane; a predicate gives 0 or 1. */
  interface Double2 {
    DoubleVector apply(DoubleVector a, DoubleVector b);
  }

  /** A reducing function on lanes and on numbers. */
  record FloatBoth(Float2 lanes, Fn.F2 scalar) {}

  /** A reducing function on lanes and on numbers. */
  record DoubleBoth(Double2 lanes, Fn.D2 scalar) {}
}
