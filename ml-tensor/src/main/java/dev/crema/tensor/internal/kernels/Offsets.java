package dev.crema.tensor.internal.kernels;

import java.util.Arrays;

/** Tables of positions in an array. */
public final class Offsets {
  private Offsets() {}

  /** 0, step, 2 * step, … */
  public static int[] evenly(int step, int count) {
    int[] table = new int[count];
    for (int i = 0, at = 0; i < count; i++, at += step) {
      table[i] = at;
    }
    return table;
  }

  /** The distance of neighbours, 0 where it varies. */
  static int step(int[] table) {
    int step = table.length < 2 ? 1 : table[1] - table[0];
    for (int i = 2; i < table.length; i++) {
      if (table[i] - table[i - 1] != step) {
        return 0;
      }
    }
    return step;
  }

  /** A table whose length is a multiple of {@code size}: the last entry is repeated. */
  public static int[] padded(int[] table, int size) {
    if (table.length % size == 0) {
      return table;
    }
    int[] padded = Arrays.copyOf(table, Math.ceilDiv(table.length, size) * size);
    Arrays.fill(padded, table.length, padded.length, table[table.length - 1]);
    return padded;
  }

  /** Whether a table falls into groups of neighbours, so many each, that lie side by side. */
  public static boolean fallInto(int[] table, int size) {
    if (table.length % size != 0 && step(table) != 1) {
      return false;
    }
    for (int i = 1; i < table.length; i++) {
      if (i % size != 0 && table[i] != table[i - 1] + 1) {
        return false;
      }
    }
    return table.length >= size;
  }
}
