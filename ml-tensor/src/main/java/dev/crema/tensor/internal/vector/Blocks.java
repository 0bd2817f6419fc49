package dev.crema.tensor.internal.vector;

import dev.crema.tensor.internal.parallel.Workers;

/**
 * How a product falls into blocks that threads share: of rows, of panels, of chunks of k.
 *
 * @param height rows of a block
 * @param width panels of a block
 * @param across blocks side by side
 * @param down blocks one below the other
 * @param chunks chunks of k
 */
record Blocks(int height, int width, int across, int down, int chunks) {
  /** About so many rows keep a packed left side in the second cache. */
  static final int ROWS = 128;

  /** So many that each thread has some, and no smaller than pays. */
  static Blocks of(int m, int tall, int panels, int most, int chunks, boolean shared) {
    int height = Math.max(1, Integer.highestOneBit(ROWS / tall)) * tall;
    int width = Math.min(most, panels);
    int wanted = shared ? 4 * Workers.threads() : 1;
    while (units(m, panels, chunks, height, width) < wanted && height > 2 * tall) {
      if (width > 1 && width * 32 >= height) {
        width /= 2;
      } else {
        height /= 2;
      }
    }
    return new Blocks(height, width, Math.ceilDiv(panels, width), Math.ceilDiv(m, height), chunks);
  }

  private static long units(int m, int panels, int chunks, int height, int width) {
    return (long) Math.ceilDiv(m, height) * Math.ceilDiv(panels, width) * chunks;
  }

  int count() {
    return across * down * chunks;
  }

  int chunk(int index) {
    return index / (across * down);
  }

  /** The first row of a block. */
  int top(int index) {
    return index % (across * down) / across * height;
  }

  /** The first panel of a block. */
  int left(int index) {
    return index % across * width;
  }
}
