package dev.crema.tensor.internal.cpu;

/**
 * A row-major walk over blocks of positions: {@code lead} blocks of {@code counts} positions, each
 * a step further along the axes of an input than the one before.
 *
 * @param lead the number of blocks
 * @param leadStep the distance of two blocks in the input, in planes
 * @param counts positions an axis
 * @param steps steps in the input from one position to the next, an axis
 */
record Walk(int lead, int leadStep, int[] counts, int[] steps) {
  int total() {
    int total = lead;
    for (int count : counts) {
      total = Math.multiplyExact(total, count);
    }
    return total;
  }

  /** The block and the positions of an index; the block comes first. */
  int[] at(int index) {
    int[] found = new int[counts.length + 1];
    int left = index;
    for (int axis = counts.length - 1; axis >= 0; axis--) {
      found[axis + 1] = left % counts[axis];
      left /= counts[axis];
    }
    found[0] = left;
    return found;
  }

  /** Moves on by n positions of the last axis, which reach its end at most. */
  void advance(int[] at, int n) {
    int axis = counts.length - 1;
    at[axis + 1] += n;
    while (axis >= 0 && at[axis + 1] == counts[axis]) {
      at[axis + 1] = 0;
      at[axis]++;
      axis--;
    }
  }

  /** How many positions are left on the line of the last axis. */
  int onLine(int[] at) {
    return counts[counts.length - 1] - at[counts.length];
  }
}
