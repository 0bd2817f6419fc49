package dev.crema.tensor.internal.kernels;

/** Scalar functions by element type: what an elementwise loop is defined over. */
public final class Fn {
  private Fn() {}

  /** float to float. */
  public interface F1 {
    float apply(float x);
  }

  /** double to double. */
  public interface D1 {
    double apply(double x);
  }

  /** long to long. */
  public interface L1 {
    long apply(long x);
  }

  /** Two floats to a float; a predicate gives 0 or 1. */
  public interface F2 {
    float apply(float a, float b);
  }

  /** Two doubles to a double; a predicate gives 0 or 1. */
  public interface D2 {
    double apply(double a, double b);
  }

  /** Two longs to a long; a predicate gives 0 or 1. */
  public interface L2 {
    long apply(long a, long b);
  }
}
