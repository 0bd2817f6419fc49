package dev.crema.functional;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Ints;
import java.util.Arrays;

/** PyTorch's settings of windows, one an axis. */
final class Sliding {
  private Sliding() {}

  /**
   * One number an axis of a setting that gives one for all axes or one each.
   *
   * @throws CremaException naming operation and setting, if there are others or one is too small
   */
  static int[] each(String operation, String option, Ints given, int axes, int least) {
    int[] found = given.toArray();
    if (found.length != axes && found.length != 1) {
      throw new CremaException(
          "%s: %s is %s; give one number for all axes or %d, one for each"
              .formatted(operation, option, given, axes));
    }
    if (Arrays.stream(found).anyMatch(value -> value < least)) {
      throw new CremaException(
          "%s: %s is %s; give numbers of %d or more".formatted(operation, option, given, least));
    }
    if (found.length == axes) {
      return found;
    }
    int[] all = new int[axes];
    Arrays.fill(all, found[0]);
    return all;
  }
}
