package dev.crema.tensor.internal.vector;

import dev.crema.tensor.internal.kernels.Kernels.Windows;
import dev.crema.tensor.internal.kernels.Loops;
import dev.crema.tensor.internal.kernels.Offsets;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The greatest of each window, with a lane for a window: the numbers at one position of all windows
 * are gathered, and compared with the greatest so far.
 */
final class FloatVectorMaxima implements Loops.Maxima {
  private static final VectorSpecies<Float> S = Species.FLOATS;
  private static final VectorSpecies<Integer> INTS = Species.INTS;
  private static final VectorSpecies<Long> LONGS = Species.LONGS;
  private static final int V = S.length();

  private final Windows windows;
  private final int count;

  /** Where each window begins; for lanes without one the last is repeated. */
  private final int[] begins;

  FloatVectorMaxima(Windows windows) {
    this.windows = windows;
    this.count = windows.begins().length;
    this.begins = Offsets.padded(windows.begins(), V);
  }

  @Override
  public void run(float[] x, int start, int at, float[] best, long[] found, int to) {
    for (int i = 0; i < count; i += V) {
      lanes(x, at, i, start, best, found, to + i);
    }
  }

  private void lanes(float[] x, int at, int first, int start, float[] y, long[] found, int to) {
    FloatVector best = FloatVector.fromArray(S, x, at, begins, first);
    IntVector place = IntVector.zero(INTS);
    for (int i = 0, line = 0; i < windows.high(); i++, line += windows.line()) {
      for (int j = line; j < line + windows.wide(); j++) {
        FloatVector next = FloatVector.fromArray(S, x, at + j, begins, first);
        VectorMask<Float> firstNan =
            next.test(VectorOperators.IS_NAN).andNot(best.test(VectorOperators.IS_NAN));
        VectorMask<Float> better = next.compare(VectorOperators.GT, best).or(firstNan);
        best = best.blend(next, better);
        place = place.blend(j, better.cast(INTS));
      }
    }
    int live = Math.min(V, count - first);
    best.intoArray(y, to, S.indexInRange(0, live));
    IntVector places = place.add(IntVector.fromArray(INTS, begins, first)).add(at - start);
    LongVector low = (LongVector) places.convertShape(VectorOperators.I2L, LONGS, 0);
    LongVector high = (LongVector) places.convertShape(VectorOperators.I2L, LONGS, 1);
    low.intoArray(found, to, LONGS.indexInRange(0, live));
    if (live > V / 2) {
      high.intoArray(found, to + V / 2, LONGS.indexInRange(V / 2, live));
    }
  }
}
