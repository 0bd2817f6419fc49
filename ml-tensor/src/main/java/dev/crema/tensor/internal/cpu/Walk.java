package dev.crema.tensor.internal.cpu;

/**
 * Row-major positions: {@code lead} blocks of {@code counts} positions.
 *
 * @param lead the number of blocks
 * @param counts positions an axis
 * @param steps steps in the input from one position to the next, an axis
 */
record Walk(int lead, int[] counts, int[] steps) {
  int total() {
    int total = lead;
    for (int count : counts) {
      total = Math.multiplyExact(total, count);
    }
    return total;
  }
}
