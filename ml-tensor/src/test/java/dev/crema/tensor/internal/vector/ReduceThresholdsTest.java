package dev.crema.tensor.internal.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crema.tensor.ReductionOp.ReduceFn;
import dev.crema.tensor.UnaryFn;
import dev.crema.tensor.internal.kernels.Kernels;
import dev.crema.tensor.internal.kernels.ScalarKernels;
import dev.crema.tensor.internal.math.Trig32;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The kernels that reduce, those that look for a window's greatest, and those that serve up to a
 * bound, at every size about their lanes: vector kernels against scalar ones to the bit, and
 * against plain loops in double precision.
 */
@Tag("kernels")
class ReduceThresholdsTest {
  private static final Kernels VECTOR = new VectorKernels();
  private static final Kernels SCALAR = new ScalarKernels();
  private static final int OFFSET = 3;
  private static final int V = Species.FLOATS.length();

  /** Rows of all lengths about the lanes, and of a chunk. */
  private static int[] lengths(int lanes) {
    int chunk = Kernels.CHUNK;
    return IntStream.concat(
            IntStream.rangeClosed(0, 3 * lanes + 1),
            IntStream.of(chunk - lanes - 1, chunk - lanes, chunk - 1, chunk))
        .toArray();
  }

  private static double truth(ReduceFn fn, double a, double b) {
    DoubleBinaryOperator f = fn.doubles()::apply;
    return f.applyAsDouble(a, b);
  }

  /** What rounding may lose: of a sum by its magnitudes, of a product by itself. */
  private static double allowed(ReduceFn fn, double result, double size, int n, double unit) {
    return switch (fn) {
      case SUM -> n * size * unit;
      case PROD -> 2 * n * Math.abs(result) * unit;
      case MAX, MIN -> 0;
    };
  }

  /** Numbers whose products neither vanish nor overflow: between 0.9 and 1.1, some negative. */
  private static float[] floats(int n) {
    RandomGenerator random = new SplittableRandom(n);
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) ((0.9 + random.nextDouble() / 5) * (random.nextInt(9) == 0 ? -1 : 1));
    }
    return values;
  }

  private static double[] doubles(int n) {
    RandomGenerator random = new SplittableRandom(n);
    return IntStream.range(0, n)
        .mapToDouble(i -> (0.9 + random.nextDouble() / 5) * (random.nextInt(9) == 0 ? -1 : 1))
        .toArray();
  }

  private static long[] longs(int n) {
    RandomGenerator random = new SplittableRandom(n);
    return random.longs(n, -1000, 1000).toArray();
  }

  @ParameterizedTest
  @EnumSource
  void lanesOfARow(ReduceFn fn) {
    for (int n : lengths(FloatVectorReduce.LANES)) {
      float[] x = floats(OFFSET + n);
      double want = fn.start();
      for (int i = 0; i < n; i++) {
        want = truth(fn, want, x[OFFSET + i]);
      }
      float got = VECTOR.floats(fn).row(x, OFFSET, n);
      String what = "%s of %d floats".formatted(fn, n);
      assertThat((Object) got).as(what).isEqualTo(SCALAR.floats(fn).row(x, OFFSET, n));
      near(what, got, want, allowed(fn, want, 1.1 * n, n, 0x1p-24));
    }
    for (int n : lengths(DoubleVectorReduce.LANES)) {
      double[] x = doubles(OFFSET + n);
      double want = fn.start();
      for (int i = 0; i < n; i++) {
        want = truth(fn, want, x[OFFSET + i]);
      }
      double got = VECTOR.doubles(fn).row(x, OFFSET, n);
      String what = "%s of %d doubles".formatted(fn, n);
      assertThat((Object) got).as(what).isEqualTo(SCALAR.doubles(fn).row(x, OFFSET, n));
      near(what, got, want, allowed(fn, want, 1.1 * n, n, 0x1p-52));
    }
    for (int n : lengths(DoubleVectorReduce.LANES)) {
      long[] x = longs(OFFSET + n);
      long want = fn.longStart();
      for (int i = 0; i < n; i++) {
        want = fn.longs().apply(want, x[OFFSET + i]);
      }
      assertThat(VECTOR.longs(fn).row(x, OFFSET, n)).isEqualTo(want);
      assertThat(SCALAR.longs(fn).row(x, OFFSET, n)).isEqualTo(want);
    }
  }

  private static void near(String what, double got, double want, double allowed) {
    if (Double.compare(got, want) != 0) {
      assertThat(Math.abs(got - want)).as(what).isLessThanOrEqualTo(allowed);
    }
  }

  @ParameterizedTest
  @EnumSource
  void columnsByFoursAndByVectors(ReduceFn fn) {
    for (int rows = 0; rows <= 9; rows++) {
      for (int columns = 1; columns <= 2 * V + 2; columns++) {
        columns(fn, rows, columns);
      }
    }
    columns(fn, Kernels.CHUNK, V + 1);
    columns(fn, Kernels.CHUNK - 1, V - 1);
  }

  private static void columns(ReduceFn fn, int rows, int columns) {
    String what = "%s of %d rows of %d".formatted(fn, rows, columns);
    float[] x = floats(OFFSET + rows * columns);
    float[] got = new float[columns + 2];
    Arrays.fill(got, Float.NaN);
    float[] plain = got.clone();
    VECTOR.floats(fn).columns(x, OFFSET, rows, columns, got, 1);
    SCALAR.floats(fn).columns(x, OFFSET, rows, columns, plain, 1);
    assertThat(got).as(what).containsExactly(plain);
    double[] d = doubles(OFFSET + rows * columns);
    double[] gotD = new double[columns + 2];
    Arrays.fill(gotD, Double.NaN);
    double[] plainD = gotD.clone();
    VECTOR.doubles(fn).columns(d, OFFSET, rows, columns, gotD, 1);
    SCALAR.doubles(fn).columns(d, OFFSET, rows, columns, plainD, 1);
    assertThat(gotD).as(what).containsExactly(plainD);
    long[] l = longs(OFFSET + rows * columns);
    long[] gotL = new long[columns + 2];
    VECTOR.longs(fn).columns(l, OFFSET, rows, columns, gotL, 1);
    for (int j = 0; j < columns; j++) {
      double want = fn.start();
      double wantD = fn.start();
      long wantL = fn.longStart();
      for (int i = 0; i < rows; i++) {
        want = truth(fn, want, x[OFFSET + i * columns + j]);
        wantD = truth(fn, wantD, d[OFFSET + i * columns + j]);
        wantL = fn.longs().apply(wantL, l[OFFSET + i * columns + j]);
      }
      near(what, got[1 + j], want, allowed(fn, want, 1.1 * rows, rows, 0x1p-24));
      near(what, gotD[1 + j], wantD, allowed(fn, wantD, 1.1 * rows, rows, 0x1p-52));
      assertThat(gotL[1 + j]).as(what).isEqualTo(wantL);
    }
  }

  /** As many windows as lanes, half of them, and one more or less. */
  @Test
  void windowsOfAllLanes() {
    for (int count = 1; count <= 2 * V + 1; count++) {
      for (int side : new int[] {1, 2, 3}) {
        int[] begins = IntStream.range(0, count).map(i -> 2 * i).toArray();
        int line = 2 * count + side;
        Kernels.Windows windows = new Kernels.Windows(side, side, line, begins);
        float[] x = floats(OFFSET + side * line);
        x[OFFSET + count] = Float.NaN;
        float[] best = new float[count + 2];
        float[] plain = new float[count + 2];
        long[] found = new long[count + 2];
        long[] places = new long[count + 2];
        VECTOR.maxima(windows).run(x, 1, OFFSET, best, found, 1);
        SCALAR.maxima(windows).run(x, 1, OFFSET, plain, places, 1);
        assertThat(best).containsExactly(plain);
        assertThat(found).containsExactly(places);
        for (int i = 0; i < count; i++) {
          int want = OFFSET + begins[i];
          for (int j = 0; j < side * side; j++) {
            int at = OFFSET + begins[i] + j / side * line + j % side;
            want = x[at] > x[want] || (Float.isNaN(x[at]) && !Float.isNaN(x[want])) ? at : want;
          }
          assertThat(found[1 + i]).isEqualTo(want - 1);
          assertThat((Object) best[1 + i]).isEqualTo(x[want]);
        }
      }
    }
  }

  /** One number at the bound or beyond it, at places from the last to the first, and none. */
  @ParameterizedTest
  @EnumSource(names = {"SIN", "COS"})
  void stretchesWithinTheBound(UnaryFn fn) {
    int stretch = BoundedLoop.STRETCH;
    for (int n : new int[] {1, stretch - 1, stretch, stretch + 1, 2 * stretch + 1}) {
      for (int place = n - 1; place >= -1; place -= place > 0 ? Math.min(place, 1 + n / 20) : 1) {
        for (float large :
            new float[] {Trig32.BOUND, Math.nextUp(Trig32.BOUND), 1e30f, Float.NaN}) {
          float[] x = floats(OFFSET + n);
          if (place >= 0) {
            x[OFFSET + place] = large;
          }
          float[] got = new float[n + 1];
          float[] plain = new float[n + 1];
          VECTOR.floats(fn).run(x, OFFSET, got, 1, n);
          SCALAR.floats(fn).run(x, OFFSET, plain, 1, n);
          assertThat(got).as("%s of %d, %s at %d", fn, n, large, place).containsExactly(plain);
          for (int i = 0; i < n; i++) {
            double want = x[OFFSET + i];
            want = fn == UnaryFn.SIN ? StrictMath.sin(want) : StrictMath.cos(want);
            near("%s of %s".formatted(fn, x[OFFSET + i]), got[1 + i], want, 0x1p-24);
          }
        }
      }
    }
  }
}
