package dev.crema.tensor.internal.cpu;

/** Stable merge sort of positions by the values they name; NaN is the greatest. */
final class SortIndices {
  /** Whether the value at position b must come before the one at position a. */
  private interface Before {
    boolean test(int b, int a);
  }

  private SortIndices() {}

  static int[] doubles(double[] x, Rows rows, int row, boolean descending) {
    return sort(
        rows.size(),
        (b, a) -> {
          double later = x[rows.at(row, b)];
          double earlier = x[rows.at(row, a)];
          return descending ? less(earlier, later) : less(later, earlier);
        });
  }

  static int[] longs(long[] x, Rows rows, int row, boolean descending) {
    return sort(
        rows.size(),
        (b, a) -> {
          long later = x[rows.at(row, b)];
          long earlier = x[rows.at(row, a)];
          return descending ? earlier < later : later < earlier;
        });
  }

  private static boolean less(double a, double b) {
    return a < b || (Double.isNaN(b) && !Double.isNaN(a));
  }

  private static int[] sort(int n, Before before) {
    int[] from = new int[n];
    int[] to = new int[n];
    for (int i = 0; i < n; i++) {
      from[i] = i;
    }
    for (long width = 1; width < n; width *= 2) {
      for (long start = 0; start < n; start += 2 * width) {
        int middle = (int) Math.min(n, start + width);
        merge(from, to, (int) start, middle, (int) Math.min(n, middle + width), before);
      }
      int[] swap = from;
      from = to;
      to = swap;
    }
    return from;
  }

  private static void merge(int[] from, int[] to, int start, int middle, int end, Before before) {
    int left = start;
    int right = middle;
    for (int at = start; at < end; at++) {
      boolean takeRight = left == middle || (right < end && before.test(from[right], from[left]));
      to[at] = takeRight ? from[right++] : from[left++];
    }
  }
}
