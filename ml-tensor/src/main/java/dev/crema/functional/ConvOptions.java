package dev.crema.functional;

import dev.crema.tensor.Ints;

/**
 * How a convolution slides. A list of one number stands for all spatial axes, as a number does in
 * PyTorch.
 *
 * <pre>{@code
 * ConvOptions.DEFAULT.withStride(2).withPadding(1, 2);
 * ConvOptions.DEFAULT.withSamePadding();
 * }</pre>
 *
 * @param stride steps from one window to the next
 * @param padding zeros on both sides of an axis; not looked at where {@code same} is set
 * @param same whether the output is as long as the input; the stride must be 1 then. Of an odd
 *     number of zeros the greater part is at the end, as in PyTorch
 * @param dilation steps from one element of a window to the next
 * @param groups parts of the channels that do not see each other
 */
public record ConvOptions(Ints stride, Ints padding, boolean same, Ints dilation, int groups) {
  /** Stride 1, no padding, dilation 1, one group. */
  public static final ConvOptions DEFAULT =
      new ConvOptions(Ints.of(1), Ints.of(0), false, Ints.of(1), 1);

  public ConvOptions withStride(int... steps) {
    return new ConvOptions(Ints.of(steps), padding, same, dilation, groups);
  }

  public ConvOptions withPadding(int... zeros) {
    return new ConvOptions(stride, Ints.of(zeros), false, dilation, groups);
  }

  /** PyTorch's {@code padding='same'}. */
  public ConvOptions withSamePadding() {
    return new ConvOptions(stride, padding, true, dilation, groups);
  }

  public ConvOptions withDilation(int... steps) {
    return new ConvOptions(stride, padding, same, Ints.of(steps), groups);
  }

  public ConvOptions withGroups(int parts) {
    return new ConvOptions(stride, padding, same, dilation, parts);
  }
}
