package dev.crema.tensor.internal.vector;

import dev.crema.tensor.internal.kernels.Fn;
import dev.crema.tensor.internal.kernels.Loops;
import dev.crema.tensor.internal.kernels.Template;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
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
  private static final int LANES = 16;
  private static final VectorShuffle<Float> BY_8 = VectorShuffle.iota(S, 8 % V, 1, true);
  private static final VectorShuffle<Float> BY_4 = VectorShuffle.iota(S, 4 % V, 1, true);
  private static final VectorShuffle<Float> BY_2 = VectorShuffle.iota(S, 2, 1, true);
  private static final VectorShuffle<Float> BY_1 = VectorShuffle.iota(S, 1, 1, true);

  private final float start;

  FloatVectorReduce(float start) {
    this.start = start;
  }

  @Override
  public float row(float[] x, int xo, int n) {
    FloatVector lanes = lanes(x, xo, 0, n);
    if (V == LANES) {
      lanes = F.apply(lanes, lanes.rearrange(BY_8));
    } else if (V == LANES / 2) {
      lanes = F.apply(lanes, lanes(x, xo, V, n));
    } else {
      lanes = F.apply(lanes, lanes(x, xo, 2 * V, n));
      FloatVector others = F.apply(lanes(x, xo, V, n), lanes(x, xo, 3 * V, n));
      lanes = F.apply(lanes, others);
    }
    if (V >= LANES / 2) {
      lanes = F.apply(lanes, lanes.rearrange(BY_4));
    }
    lanes = F.apply(lanes, lanes.rearrange(BY_2));
    return F.apply(lanes, lanes.rearrange(BY_1)).lane(0);
  }

  /** As many of the 16 lanes as a vector holds, from lane {@code first} on. */
  private FloatVector lanes(float[] x, int xo, int first, int n) {
    FloatVector lanes = FloatVector.broadcast(S, start);
    int i = first;
    for (; i <= n - V; i += LANES) {
      lanes = F.apply(lanes, FloatVector.fromArray(S, x, xo + i));
    }
    if (i < n) {
      VectorMask<Float> in = S.indexInRange(i, n);
      lanes = lanes.blend(F.apply(lanes, FloatVector.fromArray(S, x, xo + i, in)), in);
    }
    return lanes;
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
