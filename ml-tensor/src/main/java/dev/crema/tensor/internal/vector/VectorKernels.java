package dev.crema.tensor.internal.vector;

import dev.crema.tensor.BinaryFn;
import dev.crema.tensor.ReductionOp.ReduceFn;
import dev.crema.tensor.UnaryFn;
import dev.crema.tensor.internal.kernels.DoubleGrid;
import dev.crema.tensor.internal.kernels.DoubleMatMul;
import dev.crema.tensor.internal.kernels.FloatGrid;
import dev.crema.tensor.internal.kernels.FloatMatMul;
import dev.crema.tensor.internal.kernels.Kernels;
import dev.crema.tensor.internal.kernels.Loops;
import dev.crema.tensor.internal.kernels.ScalarKernels;
import dev.crema.tensor.internal.parallel.Workers;

/**
 * Loops through the Vector API, to the bits of {@link ScalarKernels}, which serve where the
 * compiler makes vectors of a plain loop by itself or where there is nothing to gain.
 */
public final class VectorKernels implements Kernels {
  /** Multiply-adds that are worth another thread. */
  private static final long WORTH_SHARING = 50_000;

  private final ScalarKernels scalar = new ScalarKernels();

  @Override
  public String description() {
    return "vector, " + Species.BITS + " bit";
  }

  @Override
  public Loops.Float1 floats(UnaryFn fn) {
    return scalar.floats(fn);
  }

  @Override
  public Loops.Double1 doubles(UnaryFn fn) {
    return scalar.doubles(fn);
  }

  @Override
  public Loops.Long1 longs(UnaryFn fn) {
    return scalar.longs(fn);
  }

  @Override
  public Loops.Float2 floats(BinaryFn fn) {
    return scalar.floats(fn);
  }

  @Override
  public Loops.Double2 doubles(BinaryFn fn) {
    return scalar.doubles(fn);
  }

  @Override
  public Loops.Long2 longs(BinaryFn fn) {
    return scalar.longs(fn);
  }

  @Override
  public Loops.FloatReduce floats(ReduceFn fn) {
    return scalar.floats(fn);
  }

  @Override
  public Loops.DoubleReduce doubles(ReduceFn fn) {
    return scalar.doubles(fn);
  }

  @Override
  public Loops.LongReduce longs(ReduceFn fn) {
    return scalar.longs(fn);
  }

  @Override
  public void matmul(FloatMatrix a, FloatMatrix b, float[] c, int offset, int m, int n, int k) {
    if (n == 1 && FloatDots.serves(a, b)) {
      shareRows(m, k, (from, to) -> FloatDots.run(a, b, c, offset, from, to, k));
    } else if (n == 1) {
      scalar.matmul(a, b, c, offset, m, n, k);
    } else if (FloatMatMul.isSmall(m, n, k)) {
      FloatMatMul.small(a, b, c, offset, m, n, k);
    } else {
      FloatProduct.run(a.grid(m, k), b.grid(k, n), FloatGrid.strided(c, offset, n, 1, m, n));
    }
  }

  @Override
  public void matmul(DoubleMatrix a, DoubleMatrix b, double[] c, int offset, int m, int n, int k) {
    if (n == 1 && DoubleDots.serves(a, b)) {
      shareRows(m, k, (from, to) -> DoubleDots.run(a, b, c, offset, from, to, k));
    } else if (n == 1) {
      scalar.matmul(a, b, c, offset, m, n, k);
    } else if (DoubleMatMul.isSmall(m, n, k)) {
      DoubleMatMul.small(a, b, c, offset, m, n, k);
    } else {
      DoubleProduct.run(a.grid(m, k), b.grid(k, n), DoubleGrid.strided(c, offset, n, 1, m, n));
    }
  }

  private static void shareRows(int m, int k, Workers.Range rows) {
    int each = (int) Math.max(1, WORTH_SHARING / Math.max(1, k));
    Workers.forRange(m, each, rows);
  }

  @Override
  public void chains(FloatGrid a, FloatGrid b, FloatGrid c) {
    FloatProduct.run(a, b, c);
  }

  @Override
  public void chains(DoubleGrid a, DoubleGrid b, DoubleGrid c) {
    DoubleProduct.run(a, b, c);
  }
}
