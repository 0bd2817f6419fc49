package dev.crema.tensor.internal.vector;

import dev.crema.tensor.internal.kernels.DoubleGrid;
import dev.crema.tensor.internal.kernels.Kernels;
import dev.crema.tensor.internal.kernels.Offsets;
import dev.crema.tensor.internal.parallel.Workers;
import java.util.Arrays;

/**
 * c = a b for doubles: each element a chain of fused multiply-adds over k in order from 0; past
 * {@link Kernels#CHUNK} values of k, chunks joined by neighbours.
 *
 * <p>The right side is packed once into panels: all k of two vectors of columns, one after the
 * other, so that the inner loop reads it in a line. The left side comes in by single elements, and
 * is read where it lies; only where a product is large is it packed too, block by block, which
 * spares the caches the strides. Lanes go over the columns of c, or over its rows (then the product
 * is turned: c' = b' a'), whichever costs less packing and fewer idle lanes. Blocks of rows, groups
 * of panels and chunks of k are shared between the threads; none of that changes an order.
 *
 * <p>Source: K. Goto, R. van de Geijn, Anatomy of High-Performance Matrix Multiplication, 2008; the
 * tables in place of strides make convolution a product like any other (compare M. Dukhan, The
 * Indirect Convolution Algorithm, 2019).
 */
final class DoubleProduct {
  private static final int V = Species.DOUBLES.length();
  private static final int WIDTH = 2 * V;

  /** Rows of a tile: two vectors by 8 rows want 32 registers, which narrower vectors have not. */
  private static final int TALL = V >= 8 ? 8 : 4;

  /** Rows of the tile for what is left at the bottom. */
  private static final int SHORT = 4;

  /** Values of k between two visits of a tile: a panel's part stays in the second cache. */
  private static final int DEPTH = 512;

  private static final int BLOCK = 128;

  /** Multiply-adds that are worth another thread. */
  private static final long WORTH_SHARING = 50_000;

  /** From so many columns on, the left side is worth packing. */
  private static final int WIDE = 384;

  private static final long LARGE = 1L << 24;

  private final DoubleGrid a;
  private final DoubleGrid b;
  private final DoubleGrid c;
  private final int m;
  private final int n;
  private final int k;

  /** The rows of the left side, the last repeated to fill a tile. */
  private final int[] rows;

  /** Columns of a panel: two vectors, or one where there are no more. */
  private final int width;

  private final int panels;
  private final int chunks;

  /** Whether whole panels of the right side are read where they lie. */
  private final boolean direct;

  private final double[] packed;

  private DoubleProduct(DoubleGrid a, DoubleGrid b, DoubleGrid c) {
    this.a = a;
    this.b = b;
    this.c = c;
    this.m = a.rows().length;
    this.n = b.columns().length;
    this.k = b.rows().length;
    this.rows = Offsets.padded(a.rows(), a.offset(), TALL);
    this.width = n <= V ? V : WIDTH;
    this.panels = Math.ceilDiv(n, width);
    this.chunks = Math.ceilDiv(k, Kernels.CHUNK);
    this.direct = m <= 4 * TALL && b.columnStep() == 1 && b.rowStep() != 0;
    this.packed = Scratch.doubles(Math.toIntExact((direct ? 1L : panels) * width * k));
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
    boolean shared = (long) m * n * k > WORTH_SHARING;
    pack(shared);
    double[][] partial = new double[chunks][];
    for (int i = 0; i < chunks && chunks > 1; i++) {
      partial[i] = new double[m * n];
    }
    Blocks blocks = Blocks.of(m, panels, chunks, shared, isLarge());
    Workers.forRange(
        blocks.count(),
        shared ? 1 : blocks.count(),
        (from, to) -> {
          double[] tile = new double[TALL * width];
          for (int i = from; i < to; i++) {
            block(blocks, i, partial, tile);
          }
        });
    if (chunks > 1) {
      join(partial);
    }
  }

  private boolean isLarge() {
    return n >= WIDE && (long) m * n * k >= LARGE;
  }

  /** How the work falls into blocks: of rows, of panels, of chunks. */
  private record Blocks(int height, int width, int across, int down, int chunks) {
    static Blocks of(int m, int panels, int chunks, boolean shared, boolean large) {
      int height = BLOCK;
      int width = large ? 32 : 8;
      int wanted = shared ? 4 * Workers.threads() : 1;
      while (units(m, panels, chunks, height, width) < wanted && (height > 2 * TALL || width > 1)) {
        if (width > 1 && width * WIDTH >= height) {
          width /= 2;
        } else if (height > 2 * TALL) {
          height /= 2;
        } else {
          width /= 2;
        }
      }
      return new Blocks(
          height, width, Math.ceilDiv(panels, width), Math.ceilDiv(m, height), chunks);
    }

    private static long units(int m, int panels, int chunks, int height, int width) {
      return (long) Math.ceilDiv(m, height) * Math.ceilDiv(panels, width) * chunks;
    }

    int count() {
      return across * down * chunks;
    }
  }

  private void block(Blocks blocks, int index, double[][] partial, double[] tile) {
    int chunk = index / (blocks.across * blocks.down);
    int rest = index % (blocks.across * blocks.down);
    int top = rest / blocks.across * blocks.height;
    int left = rest % blocks.across * blocks.width;
    int bottom = Math.min(m, top + blocks.height);
    int right = Math.min(panels, left + blocks.width);
    DoubleGrid to = chunks == 1 ? c : DoubleGrid.strided(partial[chunk], 0, n, 1, m, n);
    int first = chunk * Kernels.CHUNK;
    int last = Math.min(k, first + Kernels.CHUNK);
    boolean adjacent = to.columnStep() == 1 && (to.rowStep() != 0 || m == 1);
    int depth = adjacent ? DEPTH : Kernels.CHUNK;
    double[] interleaved =
        isLarge() ? new double[Math.ceilDiv(bottom - top, TALL) * TALL * depth] : null;
    for (int from = first; from < last; from += depth) {
      int until = Math.min(last, from + depth);
      if (interleaved != null) {
        interleave(top, bottom, from, until, interleaved);
      }
      for (int panel = left; panel < right; panel++) {
        for (int i = top; i < bottom; i += TALL) {
          Place place = new Place(i, panel, from, until, from == first);
          if (interleaved == null) {
            gathered(place, to, adjacent, tile);
          } else {
            interleaved(place, interleaved, (i - top) * (until - from), to, adjacent, tile);
          }
        }
      }
    }
  }

  /** A tile's first row, its panel, its stretch of k, and whether that is the first one. */
  private record Place(int i, int panel, int from, int to, boolean first) {}

  private void gathered(Place at, DoubleGrid to, boolean adjacent, double[] tile) {
    int w = Math.min(width, n - at.panel * width);
    int h = Math.min(TALL, m - at.i);
    boolean whole = direct && w == width;
    double[] right = whole ? b.array() : packed;
    int step = whole ? b.rowStep() : width;
    int start = whole ? b.row(0) + b.columns()[at.panel * width] : panelAt(at.panel);
    int tall = h > SHORT ? TALL : SHORT;
    int wide = w <= V ? V : WIDTH;
    if (adjacent && h == tall && w == wide) {
      int co = to.row(at.i) + to.columns()[at.panel * width];
      begin(at, to.array(), co, to.rowStep(), h, w);
      tile(at, right, start, step, to.array(), co, to.rowStep(), tall, wide);
    } else {
      load(at, to, h, w, tile);
      tile(at, right, start, step, tile, 0, width, tall, wide);
      store(at, to, h, w, tile);
    }
  }

  private void tile(
      Place at,
      double[] right,
      int start,
      int step,
      double[] y,
      int co,
      int ld,
      int tall,
      int wide) {
    double[] x = a.array();
    int[] columns = a.columns();
    boolean two = wide == WIDTH;
    int from = at.from;
    int to = at.to;
    if (tall == SHORT && two) {
      DoubleTile.gathered4x2(x, rows, at.i, columns, from, to, right, start, step, y, co, ld);
    } else if (tall == SHORT) {
      DoubleTile.gathered4x1(x, rows, at.i, columns, from, to, right, start, step, y, co, ld);
    } else if (a.columnStep() == 1 && two) {
      DoubleTile.linear8x2(x, rows, at.i, columns[0], from, to, right, start, step, y, co, ld);
    } else if (a.columnStep() == 1) {
      DoubleTile.linear8x1(x, rows, at.i, columns[0], from, to, right, start, step, y, co, ld);
    } else if (isAdjacent(at.i) && two) {
      DoubleTile.adjacent8x2(x, rows[at.i], columns, from, to, right, start, step, y, co, ld);
    } else if (isAdjacent(at.i)) {
      DoubleTile.adjacent8x1(x, rows[at.i], columns, from, to, right, start, step, y, co, ld);
    } else if (two) {
      DoubleTile.gathered8x2(x, rows, at.i, columns, from, to, right, start, step, y, co, ld);
    } else {
      DoubleTile.gathered8x1(x, rows, at.i, columns, from, to, right, start, step, y, co, ld);
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

  private void interleaved(
      Place at, double[] left, int ao, DoubleGrid to, boolean adjacent, double[] tile) {
    int w = Math.min(width, n - at.panel * width);
    int h = Math.min(TALL, m - at.i);
    int start = panelAt(at.panel) + at.from * width;
    int depth = at.to - at.from;
    boolean inPlace = adjacent && h == TALL && w == WIDTH;
    double[] y = inPlace ? to.array() : tile;
    int co = inPlace ? to.row(at.i) + to.columns()[at.panel * width] : 0;
    int ld = inPlace ? to.rowStep() : width;
    if (inPlace) {
      begin(at, y, co, ld, h, w);
    } else {
      load(at, to, h, w, tile);
    }
    if (TALL == 8) {
      DoubleTile.packed8x2(left, ao, depth, packed, start, width, y, co, ld);
    } else {
      DoubleTile.packed4x2(left, ao, depth, packed, start, width, y, co, ld);
    }
    if (!inPlace) {
      store(at, to, h, w, tile);
    }
  }

  /** Begins the tile with zeros. */
  private static void begin(Place at, double[] y, int co, int ld, int h, int w) {
    for (int r = 0; r < h && at.first; r++) {
      Arrays.fill(y, co + r * ld, co + r * ld + w, 0);
    }
  }

  private void load(Place at, DoubleGrid from, int h, int w, double[] tile) {
    Arrays.fill(tile, 0);
    for (int r = 0; r < h && !at.first; r++) {
      int row = from.row(at.i + r);
      for (int q = 0; q < w; q++) {
        tile[r * width + q] = from.array()[row + from.columns()[at.panel * width + q]];
      }
    }
  }

  private void store(Place at, DoubleGrid to, int h, int w, double[] tile) {
    double[] y = to.array();
    int[] columns = to.columns();
    int first = at.panel * width;
    if (to.rowStep() == 1 && h > 1) {
      int row = to.row(at.i);
      for (int q = 0; q < w; q++) {
        int target = row + columns[first + q];
        for (int r = 0; r < h; r++) {
          y[target + r] = tile[r * width + q];
        }
      }
      return;
    }
    for (int r = 0; r < h; r++) {
      int row = to.row(at.i + r);
      for (int q = 0; q < w; q++) {
        y[row + columns[first + q]] = tile[r * width + q];
      }
    }
  }

  private int panelAt(int panel) {
    return direct ? 0 : panel * width * k;
  }

  // ---- packing

  private void pack(boolean shared) {
    int first = direct ? n / width : 0;
    int depth = Math.max(64, 16_384 / width);
    int pieces = Math.ceilDiv(k, depth);
    int units = (panels - first) * pieces;
    Workers.forRange(
        units,
        shared && (long) n * k > 32_768 ? 1 : Math.max(1, units),
        (from, to) -> {
          for (int unit = from; unit < to; unit++) {
            int panel = first + unit / pieces;
            int p = unit % pieces * depth;
            packPanel(panel, p, Math.min(k, p + depth));
          }
        });
  }

  private void packPanel(int panel, int from, int to) {
    int j = panel * width;
    int w = Math.min(width, n - j);
    int at = panelAt(panel) + from * width;
    double[] x = b.array();
    if (w < width) {
      Arrays.fill(packed, at, at + (to - from) * width, 0);
    }
    if (b.columnStep() == 1) {
      for (int p = from; p < to; p++, at += width) {
        System.arraycopy(x, b.row(p) + b.columns()[j], packed, at, w);
      }
    } else if (b.rowStep() == 1) {
      for (int q = 0; q < w; q++) {
        int source = b.row(from) + b.columns()[j + q];
        for (int p = 0; p < to - from; p++) {
          packed[at + p * width + q] = x[source + p];
        }
      }
    } else {
      for (int p = from; p < to; p++, at += width) {
        int row = b.row(p);
        for (int q = 0; q < w; q++) {
          packed[at + q] = x[row + b.columns()[j + q]];
        }
      }
    }
  }

  /** The rows of each tile of a block, element by element side by side. */
  private void interleave(int top, int bottom, int from, int to, double[] y) {
    double[] x = a.array();
    int[] columns = a.columns();
    int depth = to - from;
    for (int i = top; i < bottom; i += TALL) {
      for (int r = 0; r < TALL; r++) {
        int row = rows[i + r];
        int at = (i - top) * depth + r;
        for (int p = from; p < to; p++, at += TALL) {
          y[at] = x[row + columns[p]];
        }
      }
    }
  }

  // ---- chunks

  private void join(double[][] partial) {
    for (int step = 1; step < chunks; step *= 2) {
      for (int i = 0; i + step < chunks; i += 2 * step) {
        for (int j = 0; j < m * n; j++) {
          partial[i][j] += partial[i + step][j];
        }
      }
    }
    for (int i = 0; i < m; i++) {
      int row = c.row(i);
      for (int j = 0; j < n; j++) {
        c.array()[row + c.columns()[j]] = partial[0][i * n + j];
      }
    }
  }
}
