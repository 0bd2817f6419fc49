package dev.crema.tensor;

/** How windows of some elements slide along one axis. */
public record Window(int size, int step, int dilation) {
  /** Elements from the first that a window reads to its last, both included. */
  public long span() {
    return (size - 1L) * dilation + 1;
  }

  /** How many windows fit into a length; 0 where none does. */
  public long count(long length) {
    return length < span() ? 0 : (length - span()) / step + 1;
  }

  /** The length of an axis once its elements are this far apart. */
  public static long spread(int length, int distance) {
    return length == 0 ? 0 : (length - 1L) * distance + 1;
  }

  /**
   * Refuses sizes, steps and distances below 1.
   *
   * @throws CremaException naming the operation and all three
   */
  public Window checked(String operation) {
    if (size < 1 || step < 1 || dilation < 1) {
      throw new CremaException(
          "%s: a window of size %d, step %d and dilation %d was asked; each must be at least 1"
              .formatted(operation, size, step, dilation));
    }
    return this;
  }
}
