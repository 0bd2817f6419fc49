package dev.crema.tensor.internal.vector;

import dev.crema.tensor.internal.kernels.Fn;
import dev.crema.tensor.internal.kernels.Loops;
import dev.crema.tensor.internal.kernels.Template;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Reduction of floats in the order of the scalar loop, a template like {@link FloatVectorLoop1}.
 *
 * <p>A row has 16 lanes whatever the width of a vector is: one vector of 512 bits, two of 256, four
 * of 128. Columns are taken four rows at a time, which spares the partial results their way to
 * memory and back.
 */
final class FloatVectorReduce implements Loops.FloatReduce {
  private static final Lanes.FloatBoth BOTH =
      Template.data(MethodHandles.lookup(), Lanes.FloatBoth.class);
  private static final Lanes.Float2 F = BOTH.lanes();
  private static final Fn.F2 SCALAR = BOTH.scalar();
  private static final VectorSpecies<Float> S = Species.FLOATS;
  private static final int V = S.length();
  static final int LANES = 16;

  private final float start;

  FloatVectorReduce(float start) {
    this.start = start;
  }

  /** Lanes are joined in an array: a vector that is one of two would be a heap object. */
  @Override
  public float row(float[] x, int xo, int n) {
    float[] lane = new float[LANES];
    int whole = n - n % LANES;
    for (int group = 0; group < LANES; group += V) {
      FloatVector sum = FloatVector.broadcast(S, start);
      for (int i = group; i < whole; i += LANES) {
        sum = F.apply(sum, FloatVector.fromArray(S, x, xo + i));
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
  public void columns(float[] x, int xo, int rows, int columns, float[] y, int yo) {
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
  private static void four(float[] x, int xo, int columns, float[] y, int yo) {
    int second = xo + columns;
    int third = second + columns;
    int fourth = third + columns;
    int whole = S.loopBound(columns);
    for (int j = 0; j < whole; j += V) {
      FloatVector sum = FloatVector.fromArray(S, y, yo + j);
      sum = F.apply(sum, FloatVector.fromArray(S, x, xo + j));
      sum = F.apply(sum, FloatVector.fromArray(S, x, second + j));
      sum = F.apply(sum, FloatVector.fromArray(S, x, third + j));
      F.apply(sum, FloatVector.fromArray(S, x, fourth + j)).intoArray(y, yo + j);
    }
    if (whole < columns) {
      VectorMask<Float> in = S.indexInRange(whole, columns);
      FloatVector sum = FloatVector.fromArray(S, y, yo + whole, in);
      sum = F.apply(sum, FloatVector.fromArray(S, x, xo + whole, in));
      sum = F.apply(sum, FloatVector.fromArray(S, x, second + whole, in));
      sum = F.apply(sum, FloatVector.fromArray(S, x, third + whole, in));
      sum = F.apply(sum, FloatVector.fromArray(S, x, fourth + whole, in));
      sum.intoArray(y, yo + whole, in);
    }
  }

  private static void one(float[] x, int xo, int columns, float[] y, int yo) {
    int whole = S.loopBound(columns);
    for (int j = 0; j < whole; j += V) {
      FloatVector sum = FloatVector.fromArray(S, y, yo + j);
      F.apply(sum, FloatVector.fromArray(S, x, xo + j)).intoArray(y, yo + j);
    }
    if (whole < columns) {
      VectorMask<Float> in = S.indexInRange(whole, columns);
      FloatVector sum = FloatVector.fromArray(S, y, yo + whole, in);
      F.apply(sum, FloatVector.fromArray(S, x, xo + whole, in)).intoArray(y, yo + whole, in);
    }
  }

  @Override
  public float join(float a, float b) {
    return SCALAR.apply(a, b);
  }

  @Override
  public float start() {
    return start;
  }
}
