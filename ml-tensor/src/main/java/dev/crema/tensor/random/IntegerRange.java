package dev.crema.tensor.random;

import dev.crema.tensor.CremaException;

/**
 * The integers from {@code low} to {@code low + size - 1}; {@code size} is unsigned, for there can
 * be more than {@link Long#MAX_VALUE} of them.
 */
record IntegerRange(long low, long size) {
  static IntegerRange of(long low, long high) {
    if (low >= high) {
      throw new CremaException(
          "random integers need low < high, but low is %d and high is %d; high is never drawn"
              .formatted(low, high));
    }
    return new IntegerRange(low, high - low);
  }

  /** Whether there are fewer than 2^32 integers, so that 32 random bits choose one. */
  boolean fitsWord() {
    return size >>> 32 == 0;
  }
}
