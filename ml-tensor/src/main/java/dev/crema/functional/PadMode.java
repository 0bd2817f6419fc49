package dev.crema.functional;

/** What stands beside the elements of a padded axis. */
public enum PadMode {
  /** Zeros. */
  CONSTANT,
  /** The elements in reverse, without the last one again: c b | a b c | b a. */
  REFLECT,
  /** The last element again: a a | a b c | c c. */
  REPLICATE,
  /** The elements from the other end: b c | a b c | a b. */
  CIRCULAR
}
