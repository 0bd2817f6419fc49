package dev.crema.tensor.internal.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crema.tensor.Crema;
import dev.crema.tensor.internal.kernels.Kernels.DoubleMatrix;
import dev.crema.tensor.internal.kernels.Kernels.FloatMatrix;
import dev.crema.tensor.internal.vector.VectorKernels;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Products by vectors beside products by plain loops: the same bits, however the operands lie. */
@Tag("kernels")
class ProductTwinsTest {
  private final Kernels scalar = new ScalarKernels();
  private final Kernels vector = new VectorKernels();
  private final int threads = Crema.threads();

  @AfterEach
  void restore() {
    Crema.threads(threads);
  }

  @Test
  void matricesOfAnyStrides() {
    matrices(new Random(1), 400);
  }

  @Test
  void gridsOfAnyTables() {
    grids(new Random(2), 300);
  }

  @Test
  @Tag("slow")
  void tenThousandOfEach() {
    matrices(new Random(3), 10_000);
    grids(new Random(4), 10_000);
  }

  /** Extents that meet every tile, every tail, and now and then a second chunk of k. */
  private static int extent(Random random) {
    return switch (random.nextInt(7)) {
      case 0 -> 1 + random.nextInt(4);
      case 3 -> 12 * (1 + random.nextInt(8));
      case 1 -> 16 * (1 + random.nextInt(4));
      case 2 -> 1 + random.nextInt(150);
      default -> 1 + random.nextInt(40);
    };
  }

  private static int depth(Random random) {
    return random.nextInt(40) == 0 ? 4090 + random.nextInt(9000) : extent(random);
  }

  private void matrices(Random random, int count) {
    for (int i = 0; i < count; i++) {
      int k = depth(random);
      int m = k > 4000 ? 1 + random.nextInt(20) : extent(random);
      int n = k > 4000 ? 1 + random.nextInt(40) : extent(random);
      Crema.threads(1 + random.nextInt(4));
      Strides a = Strides.of(random, m, k);
      Strides b = Strides.of(random, k, n);
      float[] x = floats(random, a.size());
      float[] y = floats(random, b.size());
      float[][] found = new float[2][m * n + 3];
      double[][] wide = new double[2][m * n + 3];
      Kernels[] both = {scalar, vector};
      for (int which = 0; which < 2; which++) {
        java.util.Arrays.fill(found[which], 7);
        both[which].matmul(
            new FloatMatrix(x, a.offset(), a.row(), a.column()),
            new FloatMatrix(y, b.offset(), b.row(), b.column()),
            found[which],
            2,
            m,
            n,
            k);
        both[which].matmul(
            new DoubleMatrix(doubles(x), a.offset(), a.row(), a.column()),
            new DoubleMatrix(doubles(y), b.offset(), b.row(), b.column()),
            wide[which],
            2,
            m,
            n,
            k);
      }
      String what = "%d x %d x %d, %s, %s".formatted(m, n, k, a, b);
      assertThat(bits(found[1])).as(what).isEqualTo(bits(found[0]));
      assertThat(bits(wide[1])).as(what).isEqualTo(bits(wide[0]));
    }
  }

  private void grids(Random random, int count) {
    for (int i = 0; i < count; i++) {
      int k = depth(random);
      int m = k > 4000 ? 1 + random.nextInt(20) : extent(random);
      int n = k > 4000 ? 1 + random.nextInt(40) : extent(random);
      Crema.threads(1 + random.nextInt(4));
      int[] aRows = table(random, m, 50);
      int[] aColumns = table(random, k, 3);
      int[] bRows = table(random, k, 2);
      int[] bColumns = table(random, n, 40);
      boolean planes = random.nextBoolean();
      int[] cRows = planes ? Offsets.evenly(1, m) : places(random, m, n);
      int[] cColumns = Offsets.evenly(planes ? m : 1, n);
      int slack = random.nextInt(3) == 0 ? 100 : 1;
      float[] x = floats(random, 5 + aRows[m - 1] + aColumns[k - 1] + slack);
      float[] y = floats(random, 5 + bRows[k - 1] + bColumns[n - 1] + slack);
      float[][] found = new float[2][m * n + n];
      double[][] wide = new double[2][m * n + n];
      Kernels[] both = {scalar, vector};
      for (int which = 0; which < 2; which++) {
        both[which].chains(
            FloatGrid.of(x, 5, aRows, aColumns),
            FloatGrid.of(y, 5, bRows, bColumns),
            FloatGrid.of(found[which], 0, cRows, cColumns));
        both[which].chains(
            DoubleGrid.of(doubles(x), 5, aRows, aColumns),
            DoubleGrid.of(doubles(y), 5, bRows, bColumns),
            DoubleGrid.of(wide[which], 0, cRows, cColumns));
      }
      String what = "%d x %d x %d".formatted(m, n, k);
      assertThat(bits(found[1])).as(what).isEqualTo(bits(found[0]));
      assertThat(bits(wide[1])).as(what).isEqualTo(bits(wide[0]));
    }
  }

  /** Rising positions: even steps, side by side in runs of one length, or irregular. */
  private static int[] table(Random random, int count, int most) {
    int kind = random.nextInt(4);
    int step = 1 + random.nextInt(most);
    int run = random.nextBoolean() ? 4 * (1 + random.nextInt(9)) : 1 + random.nextInt(60);
    int[] table = new int[count];
    for (int i = 1; i < count; i++) {
      int next =
          switch (kind) {
            case 0 -> step;
            case 1, 2 -> i % run == 0 ? step : 1;
            default -> random.nextInt(most + 1);
          };
      table[i] = table[i - 1] + next;
    }
    return table;
  }

  /** The rows of the result in a random order, each of n places of its own. */
  private static int[] places(Random random, int m, int n) {
    int[] rows = IntStream.range(0, m).map(i -> i * n).toArray();
    for (int i = m - 1; i > 0 && random.nextBoolean(); i--) {
      int other = random.nextInt(i + 1);
      int kept = rows[i];
      rows[i] = rows[other];
      rows[other] = kept;
    }
    return rows;
  }

  /** How a matrix lies: row-major, transposed, spread, backwards, or one row for all. */
  private record Strides(int offset, int row, int column, int size) {
    static Strides of(Random random, int m, int n) {
      int gap = 1 + random.nextInt(3);
      return switch (random.nextInt(5)) {
        case 0 -> new Strides(3, 1, m, 3 + m * n);
        case 1 -> new Strides(2, gap * n * 2, 2, 2 + gap * n * 2 * m);
        case 2 -> new Strides(m * n - 1, -n, -1, m * n);
        case 3 -> new Strides(1, 0, 1, 1 + n);
        default -> new Strides(0, n, 1, m * n);
      };
    }
  }

  /** Of many magnitudes, with zeros of both signs and, rarely, an infinity or NaN. */
  private static float[] floats(Random random, int n) {
    float[] values = new float[n];
    boolean special = random.nextInt(10) == 0;
    for (int i = 0; i < n; i++) {
      values[i] = (float) (random.nextGaussian() * Math.scalb(1.0, random.nextInt(9) - 4));
      if (special && random.nextInt(50) == 0) {
        values[i] =
            new float[] {0f, -0f, Float.NaN, Float.POSITIVE_INFINITY, 1e-42f}[random.nextInt(5)];
      }
    }
    return values;
  }

  private static double[] doubles(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i] * 1.000000001;
    }
    return wide;
  }

  private static int[] bits(float[] values) {
    return IntStream.range(0, values.length).map(i -> Float.floatToIntBits(values[i])).toArray();
  }

  private static long[] bits(double[] values) {
    return IntStream.range(0, values.length)
        .mapToLong(i -> Double.doubleToLongBits(values[i]))
        .toArray();
  }
}
