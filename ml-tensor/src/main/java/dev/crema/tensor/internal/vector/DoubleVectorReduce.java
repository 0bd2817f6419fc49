// Generated from FloatVectorReduce.java by bin/twins.

package dev.crema.tensor.internal.vector;

import dev.crema.tensor.internal.kernels.Fn;
import dev.crema.tensor.internal.kernels.Loops;
import dev.crema.tensor.internal.kernels.Template;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
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
  static final int LANES = 8;

  private final double start;

  DoubleVectorReduce(double start) {
    this.start = start;
  }

  /** Lanes are joined in an array: a vector that is one of two would be a heap object. */
  @Override
  public double row(double[] x, int xo, int n) {
    double[] lane = new double[LANES];
    int whole = n - n % LANES;
    for (int group = 0; group < LANES; group += V) {
      DoubleVector sum = DoubleVector.broadcast(S, start);
      for (int i = group; i < whole; i += LANES) {
        sum = F.apply(sum, DoubleVector.fromArray(S, x, xo + i));
      }
      sum.intoArray(lane, group);
    }
    for (int l = 0; l < n - whole; l++) {
      lane[l] = SCALAR.apply(lane[l], x[xo + whole + l]);
    }
    for (int width = LANES / 2; width > 0; width /= 2) {
      for (int l = 0; l < width; l++) {
        lane[l] = SCALAR.apply(lane[l], lane[l + width]);
      }
    }
    return lane[0];
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
