package dev.crema.functional;

import dev.crema.tensor.Ints;

/**
 * How a transposed convolution slides. A list of one number stands for all spatial axes, as a
 * number does in PyTorch.
 *
 * @param stride steps from where one element is written to where the next one is
 * @param padding elements that both sides of an axis lose
 * @param outputPadding elements that the end of an axis gains: of the lengths that a convolution
 *     with this stride takes to the same one, which is meant. Less than the stride or the dilation
 * @param groups parts of the channels that do not see each other
 * @param dilation steps from one element of the kernel to the next
 */
public record ConvTransposeOptions(
    Ints stride, Ints padding, Ints outputPadding, int groups, Ints dilation) {
  /** Stride 1, no padding, one group, dilation 1. */
  public static final ConvTransposeOptions DEFAULT =
      new ConvTransposeOptions(Ints.of(1), Ints.of(0), Ints.of(0), 1, Ints.of(1));

  public ConvTransposeOptions withStride(int... steps) {
    return new ConvTransposeOptions(Ints.of(steps), padding, outputPadding, groups, dilation);
  }

  public ConvTransposeOptions withPadding(int... elements) {
    return new ConvTransposeOptions(stride, Ints.of(elements), outputPadding, groups, dilation);
  }

  public ConvTransposeOptions withOutputPadding(int... elements) {
    return new ConvTransposeOptions(stride, padding, Ints.of(elements), groups, dilation);
  }

  public ConvTransposeOptions withGroups(int parts) {
    return new ConvTransposeOptions(stride, padding, outputPadding, parts, dilation);
  }

  public ConvTransposeOptions withDilation(int... steps) {
    return new ConvTransposeOptions(stride, padding, outputPadding, groups, Ints.of(steps));
  }
}
