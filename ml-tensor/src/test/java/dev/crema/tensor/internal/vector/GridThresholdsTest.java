package dev.crema.tensor.internal.vector;

import dev.crema.tensor.Crema;
import dev.crema.tensor.internal.kernels.Kernels;
import dev.crema.tensor.internal.kernels.Offsets;
import dev.crema.tensor.internal.vector.ProductCheck.Tables;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Products of matrices that lie by tables, as convolutions ask for them, on both sides of each size
 * at which they take another way; and which of the two kernels serves them is no matter.
 */
@Tag("kernels")
class GridThresholdsTest {
  private static final int[] THREADS = {1, 2, 5};

  private final int threads = Crema.threads();
  private final ProductCheck check = new ProductCheck();

  @AfterEach
  void restore() {
    Crema.threads(threads);
  }

  static ProductLimits[] limits() {
    return ProductLimits.both();
  }

  /** Positions in runs of adjacent ones, a gap after each. */
  private static int[] runs(int count, int run, int gap) {
    int[] table = new int[count];
    for (int i = 1; i < count; i++) {
      table[i] = table[i - 1] + (i % run == 0 ? 1 + gap : 1);
    }
    return table;
  }

  /** Positions no two of which are alike in distance. */
  private static int[] irregular(int count) {
    int[] table = new int[count];
    for (int i = 1; i < count; i++) {
      table[i] = table[i - 1] + 1 + i * 7 % 5;
    }
    return table;
  }

  /** The result of m x n in planes, one a column, as a convolution leaves it. */
  private static Tables planes(int m, int n) {
    return Tables.evenly(1, m, m + 3, n);
  }

  private void anyThreads(ProductLimits at, Tables a, Tables b, Tables c) {
    for (int count : THREADS) {
      Crema.threads(count);
      check.chains(at.wide(), a, b, c, 7L * a.rows().length + b.columns().length);
    }
  }

  /** All ways in which rows may lie, for all rests of a tile. */
  @ParameterizedTest
  @MethodSource("limits")
  void rowsOfATile(ProductLimits at) {
    int k = 70;
    int n = at.width() + at.v() + 1;
    for (int m = 1; m <= 2 * at.tallest() + 1; m++) {
      for (int[] rows : rows(at, m)) {
        for (int[] depths : List.of(Offsets.evenly(1, k), irregular(k), Offsets.evenly(0, k))) {
          Tables a = new Tables(rows, depths);
          Tables b = Tables.evenly(n, k, 1, n);
          check.chains(at.wide(), a, b, Tables.evenly(n, m, 1, n), m);
          check.chains(at.wide(), a, b, planes(m, n), m);
          check.chains(at.wide(), a, b, new Tables(irregular(m), scaled(irregular(n), 5 * m)), m);
        }
      }
    }
  }

  private static List<int[]> rows(ProductLimits at, int m) {
    return List.of(
        Offsets.evenly(1, m),
        Offsets.evenly(3, m),
        Offsets.evenly(0, m),
        runs(m, at.tall(), 2),
        runs(m, at.tallest(), 5),
        runs(m, at.tallest() - 1, 5),
        irregular(m));
  }

  private static int[] scaled(int[] table, int factor) {
    int[] scaled = new int[table.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = table[i] * factor;
    }
    return scaled;
  }

  /** Results that lie row by row, in planes, or anyhow; blocks that tiles cover and others. */
  @ParameterizedTest
  @MethodSource("limits")
  void placesOfResults(ProductLimits at) {
    for (int m : new int[] {1, at.tallest(), Blocks.ROWS, Blocks.ROWS + at.tall() + 1}) {
      for (int n : new int[] {1, at.v(), at.width(), 2 * at.width() + 1}) {
        Tables a = new Tables(runs(m, 11, 2), irregular(33));
        Tables b = new Tables(irregular(33), Offsets.evenly(100, n));
        anyThreads(at, a, b, Tables.evenly(n, m, 1, n));
        anyThreads(at, a, b, planes(m, n));
        anyThreads(at, a, b, new Tables(scaled(irregular(m), 2 * n), Offsets.evenly(1, n)));
        anyThreads(at, a, b, new Tables(scaled(irregular(m), 4 * n), Offsets.evenly(3, n)));
        anyThreads(at, a, b, new Tables(irregular(m), scaled(irregular(n), 5 * m)));
      }
    }
  }

  /** Long sums: one chunk, two, and an odd number of them, as gradients of weights have. */
  @ParameterizedTest
  @MethodSource("limits")
  void chunksOfK(ProductLimits at) {
    int chunk = Kernels.CHUNK;
    for (int k : new int[] {chunk - 1, chunk, chunk + 1, 2 * chunk + 1, 3 * chunk + 5}) {
      for (int n : new int[] {1, 3, at.v() + 1}) {
        Tables a = new Tables(irregular(at.tall() + 1), runs(k, 57, 6));
        Tables b = new Tables(irregular(k), Offsets.evenly(1, n));
        anyThreads(at, a, b, planes(at.tall() + 1, n));
        // Rows in runs, along which a convolution with few outputs slides.
        Tables lines = new Tables(runs(3 * at.v(), 2 * at.v(), 4), runs(k, 3, 11));
        check.chains(at.wide(), lines, b, planes(3 * at.v(), n), k);
      }
    }
  }

  /** Products that pack their left side though it lies by tables, and those too small for it. */
  @ParameterizedTest
  @MethodSource("limits")
  void large(ProductLimits at) {
    int n = at.panels();
    for (int k : new int[] {at.near() / n, at.near() / n + 1}) {
      int rows = at.largeRows(n, k);
      for (int m : new int[] {rows - 1, rows, rows + 1}) {
        Tables a = new Tables(runs(m, 28, 2), irregular(k));
        anyThreads(at, a, Tables.evenly(n, k, 1, n), planes(m, n));
        Tables b = new Tables(irregular(k), Offsets.evenly(5 * k, n));
        check.chains(at.wide(), a, b, Tables.evenly(n, m, 1, n), k);
        check.chains(at.wide(), a, b, new Tables(irregular(m), Offsets.evenly(5 * m, n)), k);
      }
    }
  }

  /** Few outputs along lines of all lengths about a vector, up to the end of the array. */
  @ParameterizedTest
  @MethodSource("limits")
  void linesOfAnImage(ProductLimits at) {
    int shortest = at.wide() ? DoubleSlide.SHORT : FloatSlide.SHORT;
    int tall = at.wide() ? DoubleSlide.TALL : FloatSlide.TALL;
    int tile = at.wide() ? DoubleSlide.LONG : FloatSlide.LONG;
    for (int n : new int[] {1, 2, shortest - 1, shortest, shortest + 1, tall, tall + 1, 2 * tall}) {
      for (int length : lengths(at.v())) {
        for (int lines : new int[] {1, 2, tile - 1, tile, tile + 1}) {
          Tables a = image(lines, length, 3);
          Tables b = Tables.evenly(1, a.columns().length, 100, n);
          check.chains(at.wide(), a, b, planes(lines * length, n), n);
        }
      }
      int many = (int) (Kernels.WORTH_SHARING / (9L * n * at.v()) + tile) * at.v();
      Tables a = image(many / at.v(), at.v(), 3);
      anyThreads(at, a, Tables.evenly(1, 9, 100, n), planes(a.rows().length, n));
      Tables uneven = new Tables(uneven(40 * at.v()), irregular(9));
      anyThreads(at, uneven, Tables.evenly(1, 9, 100, n), planes(40 * at.v(), n));
    }
  }

  private static int[] lengths(int v) {
    List<Integer> lengths = new ArrayList<>(List.of(1, 2, v, v + 1, 2 * v - 1, 2 * v, 3 * v + 1));
    if (v > 2) {
      lengths.add(v - 1);
    }
    return lengths.stream().mapToInt(Integer::intValue).toArray();
  }

  /** What the outputs of a convolution see: lines of outputs, and windows of side x side. */
  private static Tables image(int lines, int length, int side) {
    int line = length + side - 1;
    int[] rows = new int[lines * length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i / length * line + i % length;
    }
    int[] columns = new int[side * side];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = i / side * line + i % side;
    }
    return new Tables(rows, columns);
  }

  /** Runs each of another length: the first, by which the kernel judges, is the longest. */
  private static int[] uneven(int count) {
    int[] rows = new int[count];
    int run = count / 2;
    for (int i = 1, left = run; i < count; i++) {
      left--;
      rows[i] = rows[i - 1] + (left == 0 ? 3 : 1);
      if (left == 0) {
        run = Math.max(1, run * 2 / 3);
        left = run;
      }
    }
    return rows;
  }
}
