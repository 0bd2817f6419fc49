package dev.crema.functional;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Ints;
import org.jspecify.annotations.Nullable;

/**
 * How windows of pooling, {@code unfold} and {@code fold} slide. A list of one number stands for
 * all axes, as a number does in PyTorch.
 *
 * <pre>{@code
 * WindowOptions.of(3).withStride(2).withPadding(1);
 * WindowOptions.of(2, 3).withCeilMode(true);
 * }</pre>
 *
 * @param kernel the size of a window
 * @param stride steps from one window to the next; null for PyTorch's default, which is the kernel
 *     in pooling and 1 in unfold and fold
 * @param padding elements on both sides of an axis: absent in a maximum, else zeros
 * @param dilation steps from one element of a window to the next
 * @param ceilMode whether what is left at the end of an axis is a window too
 * @param countIncludePad whether zeros of the padding count in an average
 * @param divisor what the sum of a window is divided by in an average; null for how many elements
 *     the window has
 */
public record WindowOptions(
    Ints kernel,
    @Nullable Ints stride,
    Ints padding,
    Ints dilation,
    boolean ceilMode,
    boolean countIncludePad,
    @Nullable Integer divisor) {

  /** Windows of a size, with PyTorch's defaults for the rest. */
  public static WindowOptions of(int... kernel) {
    return new WindowOptions(Ints.of(kernel), null, Ints.of(0), Ints.of(1), false, true, null);
  }

  public WindowOptions withStride(int... steps) {
    return new WindowOptions(
        kernel, Ints.of(steps), padding, dilation, ceilMode, countIncludePad, divisor);
  }

  public WindowOptions withPadding(int... elements) {
    return new WindowOptions(
        kernel, stride, Ints.of(elements), dilation, ceilMode, countIncludePad, divisor);
  }

  public WindowOptions withDilation(int... steps) {
    return new WindowOptions(
        kernel, stride, padding, Ints.of(steps), ceilMode, countIncludePad, divisor);
  }

  public WindowOptions withCeilMode(boolean ceil) {
    return new WindowOptions(kernel, stride, padding, dilation, ceil, countIncludePad, divisor);
  }

  public WindowOptions withCountIncludePad(boolean counted) {
    return new WindowOptions(kernel, stride, padding, dilation, ceilMode, counted, divisor);
  }

  /**
   * PyTorch's {@code divisor_override}.
   *
   * @throws CremaException if it is 0
   */
  public WindowOptions withDivisor(int number) {
    if (number == 0) {
      throw new CremaException("avgPool: the divisor must not be 0");
    }
    return new WindowOptions(kernel, stride, padding, dilation, ceilMode, countIncludePad, number);
  }
}
