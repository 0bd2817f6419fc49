package dev.crema.tensor.internal.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crema.tensor.BinaryFn;
import dev.crema.tensor.ReductionOp.ReduceFn;
import dev.crema.tensor.UnaryFn;
import dev.crema.tensor.internal.kernels.Kernels;
import dev.crema.tensor.internal.kernels.ScalarKernels;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The kernels of the Vector API against the plain loops: the same bits for any length, offset and
 * step, special values included. The payload of NaN does not count.
 */
@Tag("kernels")
class TwinTest {
  private static final int FEW = 150;
  private static final int MANY = 10_000;
  private static final int PAD = 5;
  private static final Kernels VECTOR = new VectorKernels();
  private static final Kernels SCALAR = new ScalarKernels();

  @ParameterizedTest
  @EnumSource
  void unary(UnaryFn fn) {
    unary(fn, FEW);
  }

  @ParameterizedTest
  @EnumSource
  void binary(BinaryFn fn) {
    binary(fn, FEW);
  }

  @ParameterizedTest
  @EnumSource
  void reduction(ReduceFn fn) {
    reduction(fn, FEW);
  }

  @Test
  void maxima() {
    maxima(FEW);
  }

  @Tag("slow")
  @Test
  void tenThousandSamplesAKernel() {
    int kernels = 0;
    for (UnaryFn fn : UnaryFn.values()) {
      kernels += unary(fn, MANY);
    }
    for (BinaryFn fn : BinaryFn.values()) {
      kernels += binary(fn, MANY);
    }
    for (ReduceFn fn : ReduceFn.values()) {
      kernels += reduction(fn, MANY);
    }
    kernels += maxima(MANY);
    System.out.printf(
        "elementwise and reducing kernels, %s against %s: %d kernels, %d samples each, 0 differ%n",
        VECTOR.description(), SCALAR.description(), kernels, MANY);
    assertThat(kernels).isGreaterThan(100);
  }

  @Tag("slow")
  @ParameterizedTest
  @EnumSource(
      names = {
        "EXP", "EXP2", "EXPM1", "LOG", "LOG1P", "LOG2", "SIGMOID", "TANH", "ERF", "SIN", "COS"
      })
  void everyFloat(UnaryFn fn) {
    long patterns = 1L << 32;
    int block = 1 << 16;
    LongStream.range(0, patterns / block)
        .parallel()
        .forEach(
            i -> {
              float[] x = new float[block];
              for (int j = 0; j < block; j++) {
                x[j] = Float.intBitsToFloat((int) (i * block + j));
              }
              if (fn == UnaryFn.SIN || fn == UnaryFn.COS) {
                thin(x, i);
              }
              float[] got = new float[block];
              float[] want = new float[block];
              VECTOR.floats(fn).run(x, 0, got, 0, block);
              SCALAR.floats(fn).run(x, 0, want, 0, block);
              assertThat(Arrays.mismatch(got, want)).as("%s from pattern %d", fn, i).isEqualTo(-1);
            });
  }

  /** Beyond 2^17 both forms ask StrictMath, which takes its time: there one block in 64 counts. */
  private static void thin(float[] x, long block) {
    if (!(Math.abs(x[0]) < 0x1p17f) && block % 64 != 0) {
      Arrays.fill(x, 0f);
    }
  }

  /** Mostly short lengths, all remainders of a vector among them. */
  private static int length(RandomGenerator random) {
    return random.nextInt(random.nextInt(10) == 0 ? 600 : 70);
  }

  /** The number of kernels that were compared: one a kind of numbers. */
  private static int unary(UnaryFn fn, int samples) {
    RandomGenerator random = new SplittableRandom(fn.ordinal());
    int kernels = 0;
    if (fn.floats() != null) {
      kernels++;
      for (int i = 0; i < samples; i++) {
        int n = length(random);
        int xo = random.nextInt(PAD);
        int yo = random.nextInt(PAD);
        boolean tame = random.nextBoolean();
        float[] x =
            tame ? TwinValues.tameFloats(random, xo + n) : TwinValues.floats(random, xo + n);
        float[] got = TwinValues.floats(random, yo + n + PAD);
        float[] want = got.clone();
        VECTOR.floats(fn).run(x, xo, got, yo, n);
        SCALAR.floats(fn).run(x, xo, want, yo, n);
        assertThat(got).as("%s of %d floats", fn, n).containsExactly(want);
        VECTOR.floats(fn).run(x, xo, x, xo, n);
        assertThat(same(x, xo, got, yo, n)).as("%s of %d floats in place", fn, n).isTrue();
      }
    }
    if (fn.doubles() != null) {
      kernels++;
      for (int i = 0; i < samples; i++) {
        int n = length(random);
        int xo = random.nextInt(PAD);
        int yo = random.nextInt(PAD);
        double[] x = TwinValues.doubles(random, xo + n);
        double[] got = TwinValues.doubles(random, yo + n + PAD);
        double[] want = got.clone();
        VECTOR.doubles(fn).run(x, xo, got, yo, n);
        SCALAR.doubles(fn).run(x, xo, want, yo, n);
        assertThat(got).as("%s of %d doubles", fn, n).containsExactly(want);
      }
    }
    if (fn.longs() != null) {
      kernels++;
      for (int i = 0; i < samples; i++) {
        int n = length(random);
        long[] x = TwinValues.longs(random, n);
        long[] got = new long[n];
        long[] want = new long[n];
        VECTOR.longs(fn).run(x, 0, got, 0, n);
        SCALAR.longs(fn).run(x, 0, want, 0, n);
        assertThat(got).as("%s of %d longs", fn, n).containsExactly(want);
      }
    }
    return kernels;
  }

  private static boolean same(float[] x, int xo, float[] y, int yo, int n) {
    return Arrays.equals(x, xo, xo + n, y, yo, yo + n);
  }

  private static int binary(BinaryFn fn, int samples) {
    RandomGenerator random = new SplittableRandom(fn.ordinal());
    int kernels = 0;
    if (fn.floats() != null) {
      kernels++;
      for (int i = 0; i < samples; i++) {
        int n = length(random);
        int ao = random.nextInt(PAD);
        int bo = random.nextInt(PAD);
        int as = random.nextInt(4) == 0 ? 0 : 1;
        int bs = random.nextInt(4) == 0 ? 0 : 1;
        float[] a = TwinValues.floats(random, ao + n + 1);
        float[] b = TwinValues.floats(random, bo + n + 1);
        float[] got = TwinValues.floats(random, ao + n + PAD);
        float[] want = got.clone();
        VECTOR.floats(fn).run(a, ao, as, b, bo, bs, got, ao, n);
        SCALAR.floats(fn).run(a, ao, as, b, bo, bs, want, ao, n);
        assertThat(got).as("%s of %d floats, steps %d, %d", fn, n, as, bs).containsExactly(want);
      }
    }
    if (fn.doubles() != null) {
      kernels++;
      for (int i = 0; i < samples; i++) {
        int n = length(random);
        int ao = random.nextInt(PAD);
        int bo = random.nextInt(PAD);
        int as = random.nextInt(4) == 0 ? 0 : 1;
        int bs = random.nextInt(4) == 0 ? 0 : 1;
        double[] a = TwinValues.doubles(random, ao + n + 1);
        double[] b = TwinValues.doubles(random, bo + n + 1);
        double[] got = TwinValues.doubles(random, ao + n + PAD);
        double[] want = got.clone();
        VECTOR.doubles(fn).run(a, ao, as, b, bo, bs, got, ao, n);
        SCALAR.doubles(fn).run(a, ao, as, b, bo, bs, want, ao, n);
        assertThat(got).as("%s of %d doubles, steps %d, %d", fn, n, as, bs).containsExactly(want);
      }
    }
    if (fn.longs() != null) {
      kernels++;
      for (int i = 0; i < samples; i++) {
        int n = length(random);
        long[] a = TwinValues.longs(random, n);
        long[] b = TwinValues.longs(random, n);
        long[] got = new long[n];
        long[] want = new long[n];
        VECTOR.longs(fn).run(a, 0, 1, b, 0, 1, got, 0, n);
        SCALAR.longs(fn).run(a, 0, 1, b, 0, 1, want, 0, n);
        assertThat(got).as("%s of %d longs", fn, n).containsExactly(want);
      }
    }
    return kernels;
  }

  private static int reduction(ReduceFn fn, int samples) {
    RandomGenerator random = new SplittableRandom(fn.ordinal());
    for (int i = 0; i < samples; i++) {
      boolean tame = random.nextBoolean();
      int n = random.nextInt(i % 100 == 0 ? Kernels.CHUNK + 1 : 90);
      int columns = random.nextInt(i % 100 == 0 ? 300 : 40);
      int rows = random.nextInt(12);
      int xo = random.nextInt(PAD);
      int size = xo + Math.max(n, rows * columns);
      float[] x = tame ? TwinValues.tameFloats(random, size) : TwinValues.floats(random, size);
      assertThat((Object) VECTOR.floats(fn).row(x, xo, n))
          .as("%s of a row of %d floats", fn, n)
          .isEqualTo(SCALAR.floats(fn).row(x, xo, n));
      float[] got = TwinValues.floats(random, xo + columns + PAD);
      float[] want = got.clone();
      VECTOR.floats(fn).columns(x, xo, rows, columns, got, xo);
      SCALAR.floats(fn).columns(x, xo, rows, columns, want, xo);
      assertThat(got).as("%s of %d rows of %d floats", fn, rows, columns).containsExactly(want);

      double[] d = tame ? TwinValues.tameDoubles(random, size) : TwinValues.doubles(random, size);
      assertThat((Object) VECTOR.doubles(fn).row(d, xo, n))
          .as("%s of a row of %d doubles", fn, n)
          .isEqualTo(SCALAR.doubles(fn).row(d, xo, n));
      double[] gotD = TwinValues.doubles(random, xo + columns + PAD);
      double[] wantD = gotD.clone();
      VECTOR.doubles(fn).columns(d, xo, rows, columns, gotD, xo);
      SCALAR.doubles(fn).columns(d, xo, rows, columns, wantD, xo);
      assertThat(gotD).as("%s of %d rows of %d doubles", fn, rows, columns).containsExactly(wantD);
    }
    return 2;
  }

  private static int maxima(int samples) {
    RandomGenerator random = new SplittableRandom(7);
    for (int i = 0; i < samples; i++) {
      int high = 1 + random.nextInt(4);
      int wide = 1 + random.nextInt(4);
      int stride = 1 + random.nextInt(3);
      int count = 1 + random.nextInt(70);
      int line = wide + random.nextInt(30);
      int[] begins = new int[count];
      for (int j = 1; j < count; j++) {
        begins[j] = begins[j - 1] + (random.nextInt(9) == 0 ? line : stride);
      }
      int start = random.nextInt(PAD);
      int at = start + random.nextInt(PAD);
      Kernels.Windows windows = new Kernels.Windows(high, wide, line, begins);
      float[] x = TwinValues.floats(random, at + begins[count - 1] + (high - 1) * line + wide);
      float[] got = TwinValues.floats(random, at + count + PAD);
      float[] want = got.clone();
      long[] found = new long[got.length];
      long[] places = new long[got.length];
      VECTOR.maxima(windows).run(x, start, at, got, found, at);
      SCALAR.maxima(windows).run(x, start, at, want, places, at);
      assertThat(got).as("%s", windows).containsExactly(want);
      assertThat(found).as("%s", windows).containsExactly(places);
    }
    return 1;
  }
}
