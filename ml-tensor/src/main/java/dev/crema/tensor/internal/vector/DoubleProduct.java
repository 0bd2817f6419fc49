// Generated from FloatProduct.java by bin/twins.

package dev.crema.tensor.internal.vector;

import dev.crema.tensor.internal.kernels.DoubleGrid;
import dev.crema.tensor.internal.kernels.Kernels;
import dev.crema.tensor.internal.kernels.Offsets;
import dev.crema.tensor.internal.parallel.Workers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * c = a b for doubles: each element a chain of fused multiply-adds over k in order from 0; past
 * {@link Kernels#CHUNK} values of k, chunks joined by neighbours.
 *
 * <p>The right side is packed once into panels, see {@link DoublePanels}. The left side comes in by
 * single elements, and is read where it lies; only where a product is large is it packed too, block
 * by block, which spares the caches the strides. Lanes go over the columns of c, or over its rows
 * (then the product is turned: c' = b' a'), whichever costs less packing and fewer idle lanes.
 * Blocks of rows, groups of panels and chunks of k are shared between the threads; none of that
 * changes an order.
 *
 * <p>A block whose columns do not lie side by side in c, or that whole tiles do not cover, is
 * computed beside it and moved there at the end.
 *
 * <p>Source: K. Goto, R. van de Geijn, Anatomy of High-Performance Matrix Multiplication, 2008; the
 * tables in place of strides make convolution a product like any other (compare M. Dukhan, The
 * Indirect Convolution Algorithm, 2019).
 */
final class DoubleProduct {
  static final int V = Species.DOUBLES.length();
  static final int WIDTH = 2 * V;

  /** Rows of a tile: two vectors by 8 rows want 32 registers, which narrower vectors have not. */
  static final int TALL = V >= 8 ? 8 : 4;

  /** Rows of the tile for what is left at the bottom. */
  static final int SHORT = 4;

  /** Rows of a tile where they lie side by side. */
  static final int TALLEST = V >= 8 ? 12 : 4;

  /** Values of k between two visits of a tile: a panel's part stays in the caches. */
  static final int DEPTH = 512;

  /** From so many columns on, the left side is worth packing. */
  static final int WIDE = 384;

  /** From so many multiply-adds on, too; both must be. */
  static final long LARGE = 1L << 24;

  /** For so few rows, packing the right side does not pay. */
  static final int FEW_ROWS = 4 * TALL;

  /** A right side of so many elements is read where it lies. */
  static final int NEAR = 1 << 16;

  /** Panels of a block at most, and of a block of a large product. */
  static final int BLOCK = 8;

  static final int WIDE_BLOCK = 32;

  private final DoubleGrid a;
  private final DoubleGrid c;
  private final int m;
  private final int n;
  private final int k;
  private final boolean large;

  /** The rows of the left side, the last repeated to fill a tile. */
  private final int[] rows;

  private final int tall;
  private final DoublePanels panels;

  private DoubleProduct(DoubleGrid a, DoubleGrid b, DoubleGrid c) {
    this.a = a;
    this.c = c;
    this.m = a.rows().length;
    this.n = b.columns().length;
    this.k = b.rows().length;
    this.large = n >= WIDE && (long) m * n * k >= LARGE;
    this.rows = Offsets.padded(a.rows(), TALL);
    this.tall = !large && Offsets.fallInto(a.rows(), TALLEST) ? TALLEST : TALL;
    this.panels = new DoublePanels(b, n <= V ? V : WIDTH, m <= FEW_ROWS || (long) n * k <= NEAR);
  }

  /** Multiplies; none of the extents is 0. */
  static void run(DoubleGrid a, DoubleGrid b, DoubleGrid c) {
    int m = a.rows().length;
    int n = b.columns().length;
    boolean turned =
        cost(n, m, a.rowStep() == 1) + turning(c, m, n, b.rows().length)
            < cost(m, n, b.columnStep() == 1) + turning(c.transposed(), n, m, b.rows().length);
    DoubleProduct product =
        turned
            ? new DoubleProduct(b.transposed(), a.transposed(), c.transposed())
            : new DoubleProduct(a, b, c);
    product.multiply();
  }

  /** Cycles for each k: multiply-adds, idle lanes included, and packing the right side. */
  private static double cost(int m, int n, boolean adjacent) {
    int tall = Math.ceilDiv(m, SHORT) * SHORT;
    return (double) tall * Math.ceilDiv(n, V) / 2 + (double) n * (adjacent ? 0.15 : 1);
  }

  /** Cycles for each k to scatter results whose lanes are not adjacent in c. */
  private static double turning(DoubleGrid c, int m, int n, int k) {
    return c.rowStep() == 1 ? 0 : (double) m * n / k;
  }

  private void multiply() {
    boolean shared = (long) m * n * k > Kernels.WORTH_SHARING;
    panels.pack(shared);
    int chunks = Math.ceilDiv(k, Kernels.CHUNK);
    double[][] partial = new double[chunks][];
    for (int i = 0; i < chunks && chunks > 1; i++) {
      partial[i] = new double[m * n];
    }
    Blocks blocks = Blocks.of(m, tall, panels.count(), large ? WIDE_BLOCK : BLOCK, chunks, shared);
    Workers.forRange(
        blocks.count(),
        shared ? 1 : blocks.count(),
        (from, to) -> {
          for (int i = from; i < to; i++) {
            int chunk = blocks.chunk(i);
            DoubleGrid target = chunks == 1 ? c : DoubleGrid.strided(partial[chunk], 0, n, 1, m, n);
            block(blocks, i, target);
          }
        });
    if (chunks > 1) {
      join(partial);
    }
  }

  /** A block of c over one chunk of k. */
  private void block(Blocks blocks, int index, DoubleGrid target) {
    int top = blocks.top(index);
    int bottom = Math.min(m, top + blocks.height());
    int left = blocks.left(index) * panels.width();
    int right = Math.min(n, left + blocks.width() * panels.width());
    int h = bottom - top;
    int w = right - left;
    boolean inPlace =
        target.columnStep() == 1
            && target.rowStep() != 0
            && h % (large ? TALL : SHORT) == 0
            && w % (large ? WIDTH : V) == 0;
    int span = Math.ceilDiv(w, panels.width()) * panels.width();
    double[] y =
        inPlace ? target.array() : Scratch.BLOCK.doubles(Math.ceilDiv(h, TALL) * TALL * span);
    int yo = inPlace ? target.row(top) + target.columns()[left] : 0;
    int ld = inPlace ? target.rowStep() : span;
    int first = blocks.chunk(index) * Kernels.CHUNK;
    int last = Math.min(k, first + Kernels.CHUNK);
    for (int from = first; from < last; from += DEPTH) {
      int to = Math.min(last, from + DEPTH);
      double[] packed = large ? interleave(top, bottom, from, to) : null;
      for (int j = left; j < right; j += panels.width()) {
        int wide = Math.min(panels.width(), right - j) <= V ? V : WIDTH;
        column(packed, top, bottom, j, large ? WIDTH : wide, from, to, y, yo + j - left, ld);
      }
    }
    if (!inPlace) {
      store(y, span, target, top, h, left, w);
    }
  }

  /** The tiles of a panel, from one row to another, over a stretch of k. */
  private void column(
      double @Nullable [] packed,
      int top,
      int bottom,
      int j,
      int wide,
      int from,
      int to,
      double[] y,
      int yo,
      int ld) {
    double[] right = panels.array(j);
    int start = panels.start(j);
    int step = panels.step(j);
    for (int i = top, co = yo; i < bottom; ) {
      int h = packed != null ? TALL : height(bottom - i);
      if (from % Kernels.CHUNK == 0) {
        begin(y, co, ld, h, wide);
      }
      if (packed != null) {
        int at = (i - top) * (to - from);
        packed(packed, at, to - from, right, start + from * step, step, y, co, ld);
      } else {
        tile(i, h, wide, from, to, right, start, step, y, co, ld);
      }
      i += h;
      co += h * ld;
    }
  }

  private int height(int rest) {
    if (rest >= tall) {
      return tall;
    }
    return rest > SHORT ? TALL : SHORT;
  }

  private static void packed(
      double[] left,
      int ao,
      int depth,
      double[] right,
      int bo,
      int step,
      double[] y,
      int co,
      int ld) {
    if (TALL == 8) {
      DoublePackedTile.packed8x2(left, ao, depth, right, bo, step, y, co, ld);
    } else {
      DoublePackedTile.packed4x2(left, ao, depth, right, bo, step, y, co, ld);
    }
  }

  private void tile(
      int i,
      int h,
      int wide,
      int from,
      int to,
      double[] right,
      int start,
      int step,
      double[] y,
      int co,
      int ld) {
    double[] x = a.array();
    int[] columns = a.columns();
    boolean two = wide == WIDTH;
    if (h == SHORT && two) {
      DoubleTile.gathered4x2(
          x, rows, i, a.offset(), columns, from, to, right, start, step, y, co, ld);
    } else if (h == SHORT) {
      DoubleTile.gathered4x1(
          x, rows, i, a.offset(), columns, from, to, right, start, step, y, co, ld);
    } else if (h > TALL && two) {
      DoubleAdjacentTile.adjacent12x2(
          x, a.row(i), columns, from, to, right, start, step, y, co, ld);
    } else if (h > TALL) {
      DoubleAdjacentTile.adjacent12x1(
          x, a.row(i), columns, from, to, right, start, step, y, co, ld);
    } else if (a.columnStep() == 1 && two) {
      int shift = a.offset() + columns[0];
      DoubleLinearTile.linear8x2(x, rows, i, shift, from, to, right, start, step, y, co, ld);
    } else if (a.columnStep() == 1) {
      int shift = a.offset() + columns[0];
      DoubleLinearTile.linear8x1(x, rows, i, shift, from, to, right, start, step, y, co, ld);
    } else if (isAdjacent(i) && two) {
      DoubleAdjacentTile.adjacent8x2(x, a.row(i), columns, from, to, right, start, step, y, co, ld);
    } else if (isAdjacent(i)) {
      DoubleAdjacentTile.adjacent8x1(x, a.row(i), columns, from, to, right, start, step, y, co, ld);
    } else if (two) {
      DoubleTile.gathered8x2(
          x, rows, i, a.offset(), columns, from, to, right, start, step, y, co, ld);
    } else {
      DoubleTile.gathered8x1(
          x, rows, i, a.offset(), columns, from, to, right, start, step, y, co, ld);
    }
  }

  /** Whether the rows of a tile lie side by side. */
  private boolean isAdjacent(int i) {
    for (int r = 1; r < TALL; r++) {
      if (rows[i + r] != rows[i] + r) {
        return false;
      }
    }
    return true;
  }

  /** Begins a tile with zeros. */
  private static void begin(double[] y, int co, int ld, int h, int w) {
    for (int r = 0; r < h; r++) {
      Arrays.fill(y, co + r * ld, co + r * ld + w, 0);
    }
  }

  /** The rows of each tile of a block, element by element side by side. */
  private double[] interleave(int top, int bottom, int from, int to) {
    double[] x = a.array();
    int[] columns = a.columns();
    int depth = to - from;
    double[] y = Scratch.LEFT.doubles(Math.ceilDiv(bottom - top, TALL) * TALL * depth);
    for (int i = top; i < bottom; i += TALL) {
      for (int r = 0; r < TALL; r++) {
        int row = a.offset() + rows[i + r];
        int at = (i - top) * depth + r;
        for (int p = from; p < to; p++, at += TALL) {
          y[at] = x[row + columns[p]];
        }
      }
    }
    return y;
  }

  /** Moves a block, its rows {@code span} apart, to where it belongs. */
  private static void store(
      double[] block, int span, DoubleGrid to, int top, int h, int left, int w) {
    double[] y = to.array();
    int[] rows = to.rows();
    int[] columns = to.columns();
    if (to.columnStep() == 1) {
      for (int r = 0; r < h; r++) {
        System.arraycopy(block, r * span, y, to.row(top + r) + columns[left], w);
      }
      return;
    }
    for (int q = 0; q < w; q++) {
      int column = to.offset() + columns[left + q];
      for (int r = 0, at = q; r < h; r++, at += span) {
        y[column + rows[top + r]] = block[at];
      }
    }
  }

  private void join(double[][] partial) {
    int chunks = partial.length;
    for (int step = 1; step < chunks; step *= 2) {
      for (int i = 0; i + step < chunks; i += 2 * step) {
        for (int j = 0; j < m * n; j++) {
          partial[i][j] += partial[i + step][j];
        }
      }
    }
    store(partial[0], n, c, 0, m, 0, n);
  }
}
