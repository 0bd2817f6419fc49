package dev.crema.tensor.internal.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crema.tensor.internal.kernels.DoubleGrid;
import dev.crema.tensor.internal.kernels.FloatGrid;
import dev.crema.tensor.internal.kernels.Kernels;
import dev.crema.tensor.internal.kernels.Kernels.DoubleMatrix;
import dev.crema.tensor.internal.kernels.Kernels.FloatMatrix;
import dev.crema.tensor.internal.kernels.Offsets;
import dev.crema.tensor.internal.kernels.ScalarKernels;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Computes one product with vector kernels, with scalar ones and by plain loops in double
 * precision: the first two must agree to the bit, and be as near to the third as rounding allows.
 */
final class ProductCheck {
  /** Elements that plain loops compute; of a larger result, so many drawn at random. */
  private static final int MOST = 400;

  /** How an operand lies. */
  enum Lie {
    /** Row by row. */
    ROWS,
    /** Column by column, as a transposed tensor does. */
    COLUMNS,
    /** Every other element of rows that are further apart. */
    SPREAD,
    /** One row that stands for all. */
    EXPANDED,
    /** Row by row from the end on. */
    BACKWARDS;

    int row(int m, int n) {
      return switch (this) {
        case ROWS -> n;
        case COLUMNS -> 1;
        case SPREAD -> 2 * n + 3;
        case EXPANDED -> 0;
        case BACKWARDS -> -n;
      };
    }

    int column(int m) {
      return switch (this) {
        case ROWS, EXPANDED -> 1;
        case COLUMNS -> m;
        case SPREAD -> 2;
        case BACKWARDS -> -1;
      };
    }

    /** Elements of the array, without those before the first of the matrix. */
    int size(int m, int n) {
      return switch (this) {
        case ROWS, COLUMNS, BACKWARDS -> m * n;
        case SPREAD -> m * (2 * n + 3);
        case EXPANDED -> n;
      };
    }

    /** Where element (0, 0) lies. */
    int start(int m, int n) {
      return this == BACKWARDS ? m * n - 1 : 0;
    }
  }

  private static final Kernels VECTOR = new VectorKernels();
  private static final Kernels SCALAR = new ScalarKernels();

  private double worst;
  private double worstAbsolute;
  private long products;
  private long differing;

  /** The largest error seen, as a share of what rounding may lose. */
  double worst() {
    return worst;
  }

  /** The largest distance to the sum in double precision, of numbers about 1. */
  double worstAbsolute() {
    return worstAbsolute;
  }

  long products() {
    return products;
  }

  /** Elements whose bits differed between the two kernels. */
  long differing() {
    return differing;
  }

  /** An array of numbers of several magnitudes, those of float32 or of float64. */
  static double[] values(boolean wide, long seed, int n) {
    RandomGenerator random = new SplittableRandom(seed);
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      // A sum of uniform numbers is near enough to a normal one, and ten times as fast to draw.
      double sum = random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5;
      double value = Math.scalb(sum, (random.nextInt() & 3) - 2);
      values[i] = wide ? value : (float) value;
    }
    return values;
  }

  static float[] narrow(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }

  /** Checks c = a b through {@link Kernels#matmul}, with its first element at {@code offset}. */
  void matmul(boolean wide, int m, int n, int k, Lie left, Lie right, int offset, long seed) {
    String what =
        "%s %d x %d @ %d x %d, %s @ %s, offset %d, seed %d"
            .formatted(wide ? "float64" : "float32", m, k, k, n, left, right, offset, seed);
    double[] x = values(wide, seed, offset + left.size(m, k));
    double[] y = values(wide, ~seed, offset + right.size(k, n));
    int xo = offset + left.start(m, k);
    int yo = offset + right.start(k, n);
    if (wide) {
      double[][] found = new double[2][offset + m * n + 1];
      DoubleMatrix a = new DoubleMatrix(x, xo, left.row(m, k), left.column(m));
      DoubleMatrix b = new DoubleMatrix(y, yo, right.row(k, n), right.column(k));
      VECTOR.matmul(a, b, found[0], offset, m, n, k);
      SCALAR.matmul(a, b, found[1], offset, m, n, k);
      compare(what, found);
      near(what, a.grid(m, k), b.grid(k, n), found[0], offset, seed, 0x1p-53);
    } else {
      float[][] found = new float[2][offset + m * n + 1];
      FloatMatrix a = new FloatMatrix(narrow(x), xo, left.row(m, k), left.column(m));
      FloatMatrix b = new FloatMatrix(narrow(y), yo, right.row(k, n), right.column(k));
      VECTOR.matmul(a, b, found[0], offset, m, n, k);
      SCALAR.matmul(a, b, found[1], offset, m, n, k);
      compare(what, found);
      double[] got = new double[found[0].length];
      for (int i = 0; i < got.length; i++) {
        got[i] = found[0][i];
      }
      DoubleMatrix wideA = new DoubleMatrix(x, xo, left.row(m, k), left.column(m));
      DoubleMatrix wideB = new DoubleMatrix(y, yo, right.row(k, n), right.column(k));
      near(what, wideA.grid(m, k), wideB.grid(k, n), got, offset, seed, 0x1p-24);
    }
    products++;
  }

  /** Checks a product of matrices that lie by tables, through {@link Kernels#chains}. */
  void chains(boolean wide, Tables a, Tables b, Tables c, long seed) {
    String what =
        "%s %d x %d @ %d x %d by tables, seed %d"
            .formatted(
                wide ? "float64" : "float32",
                a.rows().length,
                a.columns().length,
                b.rows().length,
                b.columns().length,
                seed);
    double[] x = values(wide, seed, a.size());
    double[] y = values(wide, ~seed, b.size());
    double[] got = new double[c.size()];
    if (wide) {
      double[][] found = new double[2][c.size()];
      VECTOR.chains(a.grid(x), b.grid(y), c.grid(found[0]));
      SCALAR.chains(a.grid(x), b.grid(y), c.grid(found[1]));
      compare(what, found);
      got = found[0];
    } else {
      float[][] found = new float[2][c.size()];
      VECTOR.chains(a.grid(narrow(x)), b.grid(narrow(y)), c.grid(found[0]));
      SCALAR.chains(a.grid(narrow(x)), b.grid(narrow(y)), c.grid(found[1]));
      compare(what, found);
      for (int i = 0; i < got.length; i++) {
        got[i] = found[0][i];
      }
    }
    near(what, a.grid(x), b.grid(y), c.grid(got), seed, wide ? 0x1p-53 : 0x1p-24);
    products++;
  }

  /** Where the elements of a matrix lie: element (i, j) at rows[i] + columns[j]. */
  record Tables(int[] rows, int[] columns) {
    /** A matrix of even steps. */
    static Tables evenly(int row, int m, int column, int n) {
      return new Tables(Offsets.evenly(row, m), Offsets.evenly(column, n));
    }

    int size() {
      return Arrays.stream(rows).max().orElse(0) + Arrays.stream(columns).max().orElse(0) + 1;
    }

    FloatGrid grid(float[] array) {
      return FloatGrid.of(array, 0, rows, columns);
    }

    DoubleGrid grid(double[] array) {
      return DoubleGrid.of(array, 0, rows, columns);
    }
  }

  private void compare(String what, float[][] found) {
    if (Arrays.equals(found[0], found[1])) {
      return;
    }
    long count = 0;
    for (int i = 0; i < found[0].length; i++) {
      count += Float.compare(found[0][i], found[1][i]) == 0 ? 0 : 1;
    }
    differing += count;
    int at = Arrays.mismatch(found[0], found[1]);
    assertThat(found[0][at])
        .as("%s: %d differ, first at %d", what, count, at)
        .isEqualTo(found[1][at]);
  }

  private void compare(String what, double[][] found) {
    if (Arrays.equals(found[0], found[1])) {
      return;
    }
    long count = 0;
    for (int i = 0; i < found[0].length; i++) {
      count += Double.compare(found[0][i], found[1][i]) == 0 ? 0 : 1;
    }
    differing += count;
    int at = Arrays.mismatch(found[0], found[1]);
    assertThat(found[0][at])
        .as("%s: %d differ, first at %d", what, count, at)
        .isEqualTo(found[1][at]);
  }

  private void near(
      String what, DoubleGrid a, DoubleGrid b, double[] c, int offset, long seed, double unit) {
    int m = a.rows().length;
    int n = b.columns().length;
    near(what, a, b, DoubleGrid.strided(c, offset, n, 1, m, n), seed, unit);
  }

  /**
   * Elements of the result against sums in double precision. An element is at most k roundings of
   * half an ulp from the sum of the magnitudes.
   */
  private void near(String what, DoubleGrid a, DoubleGrid b, DoubleGrid c, long seed, double unit) {
    int m = a.rows().length;
    int n = b.columns().length;
    int k = a.columns().length;
    RandomGenerator random = new SplittableRandom(seed);
    long elements = (long) m * n;
    for (long pick = 0; pick < Math.min(elements, MOST); pick++) {
      long element = elements <= MOST ? pick : pick == 0 ? elements - 1 : random.nextLong(elements);
      int i = (int) (element / n);
      int j = (int) (element % n);
      double want = 0;
      double size = 0;
      for (int p = 0; p < k; p++) {
        double product =
            a.array()[a.row(i) + a.columns()[p]] * b.array()[b.row(p) + b.columns()[j]];
        want += product;
        size += Math.abs(product);
      }
      double got = c.array()[c.row(i) + c.columns()[j]];
      // The plain loop rounds too, in double precision.
      double allowed = size * k * (unit + 0x1p-53);
      worst = Math.max(worst, size == 0 ? 0 : Math.abs(got - want) / allowed);
      worstAbsolute = Math.max(worstAbsolute, Math.abs(got - want));
      assertThat(Math.abs(got - want))
          .as("%s: element (%d, %d)", what, i, j)
          .isLessThanOrEqualTo(allowed);
    }
  }
}
