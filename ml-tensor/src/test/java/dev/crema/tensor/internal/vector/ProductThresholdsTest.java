package dev.crema.tensor.internal.vector;

import static dev.crema.tensor.internal.vector.ProductCheck.Lie.BACKWARDS;
import static dev.crema.tensor.internal.vector.ProductCheck.Lie.COLUMNS;
import static dev.crema.tensor.internal.vector.ProductCheck.Lie.EXPANDED;
import static dev.crema.tensor.internal.vector.ProductCheck.Lie.ROWS;
import static dev.crema.tensor.internal.vector.ProductCheck.Lie.SPREAD;

import dev.crema.tensor.Crema;
import dev.crema.tensor.internal.kernels.Kernels;
import dev.crema.tensor.internal.kernels.SmallProducts;
import dev.crema.tensor.internal.vector.ProductCheck.Lie;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Products on both sides of each size at which they take another way: vector kernels against scalar
 * ones to the bit, and against sums in double precision.
 */
@Tag("kernels")
class ProductThresholdsTest {
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

  /** With each side row by row, column by column and spread. */
  private void anyLies(ProductLimits at, int m, int n, int k) {
    for (Lie left : new Lie[] {ROWS, COLUMNS, SPREAD}) {
      for (Lie right : new Lie[] {ROWS, COLUMNS, SPREAD}) {
        check.matmul(at.wide(), m, n, k, left, right, 3, m + 31L * n + 961L * k);
      }
    }
  }

  /** With each number of threads. */
  private void anyThreads(ProductLimits at, int m, int n, int k, Lie left, Lie right) {
    for (int count : THREADS) {
      Crema.threads(count);
      check.matmul(at.wide(), m, n, k, left, right, 0, m + 31L * n + 961L * k);
    }
  }

  @ParameterizedTest
  @MethodSource("limits")
  void notWorthPacking(ProductLimits at) {
    int side = 16;
    int k = SmallProducts.MOST / (side * side);
    for (int depth = k - 1; depth <= k + 1; depth++) {
      for (Lie left : Lie.values()) {
        for (Lie right : Lie.values()) {
          check.matmul(at.wide(), side, side, depth, left, right, 2, depth);
        }
      }
    }
    check.matmul(at.wide(), 2, 2, SmallProducts.MOST / 4, ROWS, ROWS, 0, 1);
    check.matmul(at.wide(), 3, 5, 0, ROWS, ROWS, 1, 1);
  }

  @ParameterizedTest
  @MethodSource("limits")
  void aSingleColumn(ProductLimits at) {
    int lanes = at.wide() ? DoubleDots.LANES : FloatDots.LANES;
    int[] depths = {
      1, lanes - 1, lanes, lanes + 1, at.chunk(), at.chunk() + 1, 2 * at.chunk(), 5 * at.chunk() + 7
    };
    for (int k : depths) {
      int shared = (int) (Kernels.WORTH_SHARING / k) + 1;
      for (int m : new int[] {1, shared - 1, shared, 2 * shared + 1}) {
        anyThreads(at, Math.max(1, m), 1, k, ROWS, COLUMNS);
      }
      anyLies(at, 3, 1, k);
    }
  }

  @ParameterizedTest
  @MethodSource("limits")
  void columnsOfAPanel(ProductLimits at) {
    for (int panels = 0; panels < 3; panels++) {
      for (int n = panels * at.width() + 1; n <= (panels + 1) * at.width(); n++) {
        boolean edge = n % at.v() <= 1 || n % at.v() == at.v() - 1;
        if (edge && n > 1) {
          anyLies(at, at.fewRows() + 3, n, at.depth() / 2);
          anyLies(at, at.tall() + 1, n, at.depth() / 2);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("limits")
  void rowsOfATile(ProductLimits at) {
    for (int m = 1; m <= 2 * at.tallest() + 1; m++) {
      for (Lie left : Lie.values()) {
        int k = at.depth() / 4 + 1;
        check.matmul(at.wide(), m, 2 * at.width() + at.v() + 1, k, left, ROWS, 1, m);
        check.matmul(at.wide(), m, at.v(), k, left, BACKWARDS, 0, m);
        // Turned, what were rows are columns.
        check.matmul(at.wide(), 2 * at.width() + 1, m, k, ROWS, left, 2, m);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("limits")
  void valuesOfK(ProductLimits at) {
    int depth = at.depth();
    int chunk = at.chunk();
    int[] depths = {
      depth - 1,
      depth,
      depth + 1,
      2 * depth,
      2 * depth + 1,
      chunk,
      chunk + 1,
      2 * chunk - 1,
      2 * chunk,
      2 * chunk + 1,
      3 * chunk + 7,
      5 * chunk
    };
    for (int k : depths) {
      anyLies(at, at.tall() + 1, at.width() + at.v() + 1, k);
      anyLies(at, 2, at.width(), k);
      anyThreads(at, at.tallest() + 1, 3, k, ROWS, ROWS);
      anyThreads(at, 1, at.width() + 3, k, ROWS, COLUMNS);
    }
  }

  @ParameterizedTest
  @MethodSource("limits")
  void worthSharing(ProductLimits at) {
    int n = at.width();
    int m = at.tall() + 1;
    int k = Math.toIntExact(Kernels.WORTH_SHARING / n / m);
    for (int more = 0; more <= 2; more++) {
      anyThreads(at, m, n, k + more, ROWS, ROWS);
      anyThreads(at, m, n, k + more, COLUMNS, COLUMNS);
    }
  }

  @ParameterizedTest
  @MethodSource("limits")
  void packingWorthSharing(ProductLimits at) {
    int n = 2 * at.width();
    for (int k : new int[] {at.packing() / n, at.packing() / n + 1}) {
      anyThreads(at, at.fewRows() + 1, n, k, ROWS, COLUMNS);
    }
    int piece = at.piece() / at.width();
    for (int k : new int[] {piece - 1, piece, piece + 1, 3 * piece + 1}) {
      anyThreads(at, at.fewRows() + 1, 5 * at.width() + 1, k, ROWS, COLUMNS);
      anyThreads(at, at.fewRows() + 1, 5 * at.width() + 1, k, ROWS, SPREAD);
    }
  }

  /** Products that pack their left side and those just too small for it, right side in place. */
  @ParameterizedTest
  @MethodSource("limits")
  void largeWithARightSideThatIsNear(ProductLimits at) {
    int n = at.panels();
    int k = at.near() / n;
    for (int columns : new int[] {at.wideFrom() - 1, n, n + 1}) {
      for (int depth : new int[] {k, k + 1}) {
        int rows = at.largeRows(columns, depth);
        for (int m : new int[] {rows - 1, rows}) {
          anyLies(at, m, columns, depth);
        }
      }
    }
    anyThreads(at, at.largeRows(n, k), n, k, ROWS, ROWS);
    anyThreads(at, at.largeRows(n, k), n, k, COLUMNS, EXPANDED);
  }

  /** The same for a right side that is far, which few rows leave in place and more rows pack. */
  @ParameterizedTest
  @MethodSource("limits")
  void largeWithFewRows(ProductLimits at) {
    for (int m : new int[] {1, at.fewRows(), at.fewRows() + 1}) {
      int n = 4 * at.panels();
      int k = Math.toIntExact(Math.ceilDiv(at.large(), (long) n * m));
      if (k > at.chunk()) {
        n = Math.toIntExact(Math.ceilDiv(at.large(), (long) at.chunk() * m));
        k = at.chunk();
      }
      for (int depth : new int[] {k - 1, k}) {
        check.matmul(at.wide(), m, n, depth, ROWS, ROWS, 1, m);
        check.matmul(at.wide(), m, n + 1, depth, COLUMNS, ROWS, 0, m);
        check.matmul(at.wide(), m, n, depth, ROWS, COLUMNS, 0, m);
        // Turned.
        check.matmul(at.wide(), n, m, depth, COLUMNS, COLUMNS, 0, m);
        check.matmul(at.wide(), n, m, depth, ROWS, COLUMNS, 0, m);
      }
      anyThreads(at, m, n, k, ROWS, ROWS);
    }
  }

  /** Blocks of rows and of panels that are shared, and stretches of k within a large product. */
  @ParameterizedTest
  @MethodSource("limits")
  void blocks(ProductLimits at) {
    for (int m : new int[] {Blocks.ROWS - 1, Blocks.ROWS, Blocks.ROWS + 1, 2 * Blocks.ROWS + 1}) {
      for (int n : new int[] {at.block() * at.width(), at.block() * at.width() + 1}) {
        anyThreads(at, m, n, 99, ROWS, ROWS);
        anyThreads(at, m, n, 99, COLUMNS, SPREAD);
      }
    }
    for (int n : new int[] {at.wideBlock() * at.width(), at.wideBlock() * at.width() + 1}) {
      for (int k : new int[] {at.depth(), at.depth() + 1}) {
        anyThreads(at, at.largeRows(n, k), n, k, ROWS, ROWS);
      }
    }
    int n = at.panels() + 1;
    int k = 2 * at.chunk() + 1;
    anyThreads(at, at.largeRows(n, k), n, k, SPREAD, COLUMNS);
  }

  /** Panels that are too large to be kept for the next product. */
  @ParameterizedTest
  @MethodSource("limits")
  void panelsTooLargeToKeep(ProductLimits at) {
    int n = 2 * at.panels();
    int k = Scratch.KEPT / n;
    for (int depth : new int[] {k, k + 1, k}) {
      check.matmul(at.wide(), at.fewRows() + 1, n, depth, ROWS, ROWS, 0, depth);
    }
  }

  /** A small product after a large one finds the numbers of the large one in its panels. */
  @ParameterizedTest
  @EnumSource
  void whatScratchHeldBefore(Lie right) {
    for (ProductLimits at : limits()) {
      for (int n : new int[] {at.panels(), at.v() + 1, at.width() - 1, 2}) {
        check.matmul(at.wide(), at.fewRows() + 1, n, 97, ROWS, right, 0, n);
      }
    }
  }
}
