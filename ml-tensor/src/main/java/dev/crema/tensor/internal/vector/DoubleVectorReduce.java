package dev.crema.tensor.internal.vector;

import dev.crema.tensor.internal.kernels.Fn;
import dev.crema.tensor.internal.kernels.Loops;
import dev.crema.tensor.internal.kernels.Template;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Reduction of doubles in the order of the scalar loop, a template like {@link DoubleVectorLoop1}.
 *
 * <p>A row has 8 lanes whatever the width of a vector is: one vector of 512 bits, two of 256, four
 * of 128. Columns are taken four rows at a time, which spares the partial results their way to
 * memory and back.
 */
final class DoubleVectorReduce implements Loops.DoubleReduce {
  private static final Lanes.DoubleBoth BOTH =
      Template.data(MethodHandles.lookup(), Lanes.DoubleBoth.class);
  private static final Lanes.Double2 F = BOTH.lanes();
  private static final Fn.D2 SCALAR = BOTH.scalar();
  private static final VectorSpecies<Double> S = Species.DOUBLES;
  private static final int V = S.length();
  private static final int LANES = 8;
  private static final VectorShuffle<Double> BY_4 = VectorShuffle.iota(S, 4 % V, 1, true);
  private static final VectorShuffle<Double> BY_2 = VectorShuffle.iota(S, 2 % V, 1, true);
  private static final VectorShuffle<Double> BY_1 = VectorShuffle.iota(S, 1, 1, true);

  private final double start;

  DoubleVectorReduce(double start) {
    this.start = start;
  }

  @Override
  public double row(double[] x, int xo, int n) {
    DoubleVector lanes = lanes(x, xo, 0, n);
    if (V == LANES) {
      lanes = F.apply(lanes, lanes.rearrange(BY_4));
    } else if (V == LANES / 2) {
      lanes = F.apply(lanes, lanes(x, xo, V, n));
    } else {
      lanes = F.apply(lanes, lanes(x, xo, 2 * V, n));
      DoubleVector others = F.apply(lanes(x, xo, V, n), lanes(x, xo, 3 * V, n));
      lanes = F.apply(lanes, others);
    }
    if (V >= LANES / 2) {
      lanes = F.apply(lanes, lanes.rearrange(BY_2));
    }
    return F.apply(lanes, lanes.rearrange(BY_1)).lane(0);
  }

  /** As many of the 8 lanes as a vector holds, from lane {@code first} on. */
  private DoubleVector lanes(double[] x, int xo, int first, int n) {
    DoubleVector lanes = DoubleVector.broadcast(S, start);
    int i = first;
    for (; i <= n - V; i += LANES) {
      lanes = F.apply(lanes, DoubleVector.fromArray(S, x, xo + i));
    }
    if (i < n) {
      VectorMask<Double> in = S.indexInRange(i, n);
      lanes = lanes.blend(F.apply(lanes, DoubleVector.fromArray(S, x, xo + i, in)), in);
    }
    return lanes;
  }

  @Override
  public void columns(double[] x, int xo, int rows, int columns, double[] y, int yo) {
    Arrays.fill(y, yo, yo + columns, start);
    int fours = rows - rows % 4;
    for (int i = 0; i < fours; i += 4) {
      four(x, xo + i * columns, columns, y, yo);
    }
    for (int i = fours; i < rows; i++) {
      one(x, xo + i * columns, columns, y, yo);
    }
  }

  /** y = f(f(f(f(y, first row), second), third), fourth). */
  private static void four(double[] x, int xo, int columns, double[] y, int yo) {
    int second = xo + columns;
    int third = second + columns;
    int fourth = third + columns;
    int whole = S.loopBound(columns);
    for (int j = 0; j < whole; j += V) {
      DoubleVector sum = DoubleVector.fromArray(S, y, yo + j);
      sum = F.apply(sum, DoubleVector.fromArray(S, x, xo + j));
      sum = F.apply(sum, DoubleVector.fromArray(S, x, second + j));
      sum = F.apply(sum, DoubleVector.fromArray(S, x, third + j));
      F.apply(sum, DoubleVector.fromArray(S, x, fourth + j)).intoArray(y, yo + j);
    }
    if (whole < columns) {
      VectorMask<Double> in = S.indexInRange(whole, columns);
      DoubleVector sum = DoubleVector.fromArray(S, y, yo + whole, in);
      sum = F.apply(sum, DoubleVector.fromArray(S, x, xo + whole, in));
      sum = F.apply(sum, DoubleVector.fromArray(S, x, second + whole, in));
      sum = F.apply(sum, DoubleVector.fromArray(S, x, third + whole, in));
      sum = F.apply(sum, DoubleVector.fromArray(S, x, fourth + whole, in));
      sum.intoArray(y, yo + whole, in);
    }
  }

  private static void one(double[] x, int xo, int columns, double[] y, int yo) {
    int whole = S.loopBound(columns);
    for (int j = 0; j < whole; j += V) {
      DoubleVector sum = DoubleVector.fromArray(S, y, yo + j);
      F.apply(sum, DoubleVector.fromArray(S, x, xo + j)).intoArray(y, yo + j);
    }
    if (whole < columns) {
      VectorMask<Double> in = S.indexInRange(whole, columns);
      DoubleVector sum = DoubleVector.fromArray(S, y, yo + whole, in);
      F.apply(sum, DoubleVector.fromArray(S, x, xo + whole, in)).intoArray(y, yo + whole, in);
    }
  }

  @Override
  public double join(double a, double b) {
    return SCALAR.apply(a, b);
  }

  @Override
  public double start() {
    return start;
  }
}
