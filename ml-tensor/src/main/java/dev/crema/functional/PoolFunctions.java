package dev.crema.functional;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.ValuesAndIndices;

/**
 * Pooling, and what undoes it: maxima and averages of windows that slide over the last axes.
 *
 * <p>Inputs are (batch, channels, spatial…), or (channels, spatial…) for one without a batch. A
 * spatial axis of length n becomes (n + 2 padding - dilation (kernel - 1) - 1) / stride + 1 long,
 * rounded down; pooling rounds up in ceil mode, where the last window begins in the input or in the
 * padding before it.
 */
abstract sealed class PoolFunctions extends ConvFunctions permits NormFunctions {
  /** The maximum of each window of this size, side by side. */
  public static Tensor maxPool1d(Tensor x, int kernel) {
    return maxPool1d(x, WindowOptions.of(kernel));
  }

  /** The maximum of each window; NaN if there is one. The gradient goes to the first of equals. */
  public static Tensor maxPool1d(Tensor x, WindowOptions options) {
    return Pooling.max(x, 1, options)[0];
  }

  /** The maximum of each square of this size, side by side. */
  public static Tensor maxPool2d(Tensor x, int kernel) {
    return maxPool2d(x, WindowOptions.of(kernel));
  }

  /** The maximum of each window; NaN if there is one. The gradient goes to the first of equals. */
  public static Tensor maxPool2d(Tensor x, WindowOptions options) {
    return Pooling.max(x, 2, options)[0];
  }

  /** The maximum of each cube of this size, side by side. */
  public static Tensor maxPool3d(Tensor x, int kernel) {
    return maxPool3d(x, WindowOptions.of(kernel));
  }

  /** The maximum of each window; NaN if there is one. The gradient goes to the first of equals. */
  public static Tensor maxPool3d(Tensor x, WindowOptions options) {
    return Pooling.max(x, 3, options)[0];
  }

  /** The maximum of each window, and its position in the signal. */
  public static ValuesAndIndices maxPool1dWithIndices(Tensor x, WindowOptions options) {
    Tensor[] found = Pooling.max(x, 1, options);
    return new ValuesAndIndices(found[0], found[1]);
  }

  /** The maximum of each window, and its position in the row-major image. */
  public static ValuesAndIndices maxPool2dWithIndices(Tensor x, WindowOptions options) {
    Tensor[] found = Pooling.max(x, 2, options);
    return new ValuesAndIndices(found[0], found[1]);
  }

  /** The maximum of each window, and its position in the row-major volume. */
  public static ValuesAndIndices maxPool3dWithIndices(Tensor x, WindowOptions options) {
    Tensor[] found = Pooling.max(x, 3, options);
    return new ValuesAndIndices(found[0], found[1]);
  }

  /** The average of each window of this size, side by side. */
  public static Tensor avgPool1d(Tensor x, int kernel) {
    return avgPool1d(x, WindowOptions.of(kernel));
  }

  /** The average of each window. */
  public static Tensor avgPool1d(Tensor x, WindowOptions options) {
    return Pooling.average(x, 1, options);
  }

  /** The average of each square of this size, side by side. */
  public static Tensor avgPool2d(Tensor x, int kernel) {
    return avgPool2d(x, WindowOptions.of(kernel));
  }

  /** The average of each window. */
  public static Tensor avgPool2d(Tensor x, WindowOptions options) {
    return Pooling.average(x, 2, options);
  }

  /** The average of each cube of this size, side by side. */
  public static Tensor avgPool3d(Tensor x, int kernel) {
    return avgPool3d(x, WindowOptions.of(kernel));
  }

  /** The average of each window. */
  public static Tensor avgPool3d(Tensor x, WindowOptions options) {
    return Pooling.average(x, 3, options);
  }

  /**
   * Averages over as many stretches as are asked for: stretch i of n goes from i length / n,
   * rounded down, to (i + 1) length / n, rounded up.
   */
  public static Tensor adaptiveAvgPool1d(Tensor x, int length) {
    return AdaptivePooling.average(x, length);
  }

  /** Averages over a grid of this height and width, as {@link #adaptiveAvgPool1d} on each axis. */
  public static Tensor adaptiveAvgPool2d(Tensor x, int height, int width) {
    return AdaptivePooling.average(x, height, width);
  }

  /** Averages over a grid, as {@link #adaptiveAvgPool1d} on each axis. */
  public static Tensor adaptiveAvgPool3d(Tensor x, int depth, int height, int width) {
    return AdaptivePooling.average(x, depth, height, width);
  }

  /** Maxima of as many stretches as are asked for, cut as by {@link #adaptiveAvgPool1d}. */
  public static Tensor adaptiveMaxPool1d(Tensor x, int length) {
    return AdaptivePooling.max(x, length).values();
  }

  /** Maxima over a grid, cut as by {@link #adaptiveAvgPool2d}. */
  public static Tensor adaptiveMaxPool2d(Tensor x, int height, int width) {
    return AdaptivePooling.max(x, height, width).values();
  }

  /** Maxima over a grid, cut as by {@link #adaptiveAvgPool3d}. */
  public static Tensor adaptiveMaxPool3d(Tensor x, int depth, int height, int width) {
    return AdaptivePooling.max(x, depth, height, width).values();
  }

  /** As {@link #adaptiveMaxPool1d}, with the positions of the maxima in the signal. */
  public static ValuesAndIndices adaptiveMaxPool1dWithIndices(Tensor x, int length) {
    return AdaptivePooling.max(x, length);
  }

  /** As {@link #adaptiveMaxPool2d}, with the positions of the maxima in the row-major image. */
  public static ValuesAndIndices adaptiveMaxPool2dWithIndices(Tensor x, int height, int width) {
    return AdaptivePooling.max(x, height, width);
  }

  /** As {@link #adaptiveMaxPool3d}, with the positions of the maxima in the row-major volume. */
  public static ValuesAndIndices adaptiveMaxPool3dWithIndices(
      Tensor x, int depth, int height, int width) {
    return AdaptivePooling.max(x, depth, height, width);
  }

  /**
   * (Σ x^p)^(1/p) of each window: the sum for p = 1, near the maximum for a large p. Where the sum
   * is 0, the gradient is NaN, as in PyTorch.
   *
   * @param options kernel, stride and ceil mode
   * @throws CremaException if p is 0 or there are other options
   */
  public static Tensor lpPool1d(Tensor x, double p, WindowOptions options) {
    return Pooling.power(x, 1, p, options);
  }

  /** (Σ x^p)^(1/p) of each window, as {@link #lpPool1d}. */
  public static Tensor lpPool2d(Tensor x, double p, WindowOptions options) {
    return Pooling.power(x, 2, p, options);
  }

  /** (Σ x^p)^(1/p) of each window, as {@link #lpPool1d}. */
  public static Tensor lpPool3d(Tensor x, double p, WindowOptions options) {
    return Pooling.power(x, 3, p, options);
  }

  /**
   * Maxima back at their positions, zeros elsewhere: what is left of the input of a {@code
   * maxPool}.
   *
   * @param indices of the maxima, as {@link #maxPool1dWithIndices} gives them
   * @param options those of the pooling
   * @param length of the output, since several lengths give as many windows; none for the length
   *     that the windows fill
   * @throws CremaException if the length is not one of them or an index lies outside
   */
  public static Tensor maxUnpool1d(Tensor x, Tensor indices, WindowOptions options, int... length) {
    return Unpooling.of(x, indices, 1, options, length);
  }

  /**
   * Maxima back at their positions, zeros elsewhere, as {@link #maxUnpool1d}.
   *
   * @param sizes of the spatial axes of the output, or none
   */
  public static Tensor maxUnpool2d(Tensor x, Tensor indices, WindowOptions options, int... sizes) {
    return Unpooling.of(x, indices, 2, options, sizes);
  }

  /**
   * Maxima back at their positions, zeros elsewhere, as {@link #maxUnpool1d}.
   *
   * @param sizes of the spatial axes of the output, or none
   */
  public static Tensor maxUnpool3d(Tensor x, Tensor indices, WindowOptions options, int... sizes) {
    return Unpooling.of(x, indices, 3, options, sizes);
  }
}
