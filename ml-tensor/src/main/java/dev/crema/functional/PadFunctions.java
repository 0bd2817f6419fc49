package dev.crema.functional;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Dispatcher;
import dev.crema.tensor.MovementOp;
import dev.crema.tensor.Tensor;
import java.util.Arrays;

/**
 * More elements before and behind those of the last axes, as PyTorch's {@code F.pad}. The numbers
 * come in pairs, from the last axis on: {@code F.pad(x, 1, 2, 0, 3)} puts one column before and two
 * behind, and three rows below. A negative number takes elements away.
 */
abstract sealed class PadFunctions permits ConvFunctions {
  /** Zeros before and behind; {@link #pad(Tensor, int[], double)}. */
  public static Tensor pad(Tensor x, int... pairs) {
    return pad(x, pairs, 0);
  }

  /**
   * A value before and behind.
   *
   * @throws CremaException if the numbers are no pairs, there are more than axes, or more elements
   *     are taken away than there are
   */
  public static Tensor pad(Tensor x, int[] pairs, double value) {
    checkPairs(x, pairs);
    Tensor y = x;
    for (int i = 0; i < pairs.length; i += 2) {
      int axis = x.ndim() - 1 - i / 2;
      int low = Math.max(0, -pairs[i]);
      int high = Math.max(0, -pairs[i + 1]);
      y = low + high == 0 ? y : y.narrow(axis, low, y.size(axis) - low - high);
      int before = Math.max(0, pairs[i]);
      int behind = Math.max(0, pairs[i + 1]);
      y =
          before + behind == 0
              ? y
              : Dispatcher.apply(new MovementOp.Pad(axis, before, behind, 0, value), y);
    }
    return y;
  }

  /**
   * Elements of the tensor itself before and behind. As in PyTorch one to three axes can be padded,
   * where one or two (channels, and the batch) come before them.
   *
   * @throws CremaException as {@link #pad(Tensor, int[], double)}, if there are not one or two axes
   *     more than pairs, or if a mode has not as many elements as are asked for: reflection has one
   *     less than the axis, circular padding as many as it
   */
  public static Tensor pad(Tensor x, PadMode mode, int... pairs) {
    if (mode == PadMode.CONSTANT) {
      return pad(x, pairs, 0);
    }
    checkPairs(x, pairs);
    int more = x.ndim() - pairs.length / 2;
    if (pairs.length < 2 || pairs.length > 6 || more < 1 || more > 2) {
      throw new CremaException(
          "pad: %s padding by %s of shape %s: give one to three pairs, and one or two axes more than pairs"
              .formatted(mode, Arrays.toString(pairs), x.shape()));
    }
    Tensor y = x;
    for (int i = 0; i < pairs.length; i += 2) {
      int axis = x.ndim() - 1 - i / 2;
      long[] places = places(mode, y, axis, pairs[i], pairs[i + 1]);
      y = y.indexSelect(axis, Tensor.of(places, places.length));
    }
    return y;
  }

  private static void checkPairs(Tensor x, int... pairs) {
    boolean fits = pairs.length % 2 == 0 && pairs.length <= 2 * x.ndim();
    for (int i = 0; fits && i < pairs.length; i += 2) {
      int left = Math.min(0, pairs[i]) + Math.min(0, pairs[i + 1]);
      fits = x.size(-1 - i / 2) + left >= 0;
    }
    if (!fits) {
      throw new CremaException(
          "pad: %s of shape %s: give pairs of numbers from the last axis on, which leave no axis less than nothing"
              .formatted(Arrays.toString(pairs), x.shape()));
    }
  }

  /** Which element of the axis stands at each place of the result. */
  private static long[] places(PadMode mode, Tensor x, int axis, int before, int behind) {
    int size = x.size(axis);
    // what is cropped does not come back from the other end, but does in a reflection
    int first = mode == PadMode.CIRCULAR ? Math.max(0, -before) : 0;
    int count = mode == PadMode.CIRCULAR ? size - first - Math.max(0, -behind) : size;
    int most =
        switch (mode) {
          case REFLECT -> size - 1;
          case CIRCULAR -> count;
          case REPLICATE, CONSTANT -> size == 0 ? 0 : Integer.MAX_VALUE;
        };
    if (Math.max(before, behind) > Math.max(0, most)) {
      throw new CremaException(
          "pad: %s padding of axis %d by %d and %d has too few elements in shape %s"
              .formatted(mode, axis, before, behind, x.shape()));
    }
    long[] places = new long[size + before + behind];
    for (int i = 0; i < places.length; i++) {
      int at = i - before;
      places[i] =
          switch (mode) {
            case CONSTANT -> throw new IllegalArgumentException("constant");
            case REFLECT -> at < 0 ? -at : at < size ? at : 2 * (size - 1) - at;
            case REPLICATE -> Math.clamp(at, 0, size - 1);
            case CIRCULAR -> first + Math.floorMod(at - first, count);
          };
    }
    return places;
  }
}
