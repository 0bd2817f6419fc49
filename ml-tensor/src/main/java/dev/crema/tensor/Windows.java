package dev.crema.tensor;

import org.jspecify.annotations.Nullable;

/**
 * Windows that slide over the last axes: convolution, pooling, unfold.
 *
 * <p>Inputs are (batch, channels, spatial…), or (channels, spatial…) for one without a batch. A
 * spatial axis of length n becomes (n + 2 padding - dilation (kernel - 1) - 1) / stride + 1 long,
 * rounded down; pooling rounds up in ceil mode, where the last window begins in the input or in the
 * padding before it.
 */
public sealed interface Windows permits Tensor {
  /** {@link #conv1d(Tensor, Tensor, ConvOptions)} with stride 1 and no padding. */
  default Tensor conv1d(Tensor weight, @Nullable Tensor bias) {
    return conv1d(weight, bias, ConvOptions.DEFAULT);
  }

  /**
   * The correlation of signals with a weight.
   *
   * @param weight of shape (outputs, channels / groups, kernel)
   * @param bias of shape (outputs), or null
   * @throws CremaException if shapes or dtypes do not fit
   */
  default Tensor conv1d(Tensor weight, @Nullable Tensor bias, ConvOptions options) {
    return new Convolution(1, options).apply(self(), weight, bias);
  }

  /** {@link #conv2d(Tensor, Tensor, ConvOptions)} with stride 1 and no padding. */
  default Tensor conv2d(Tensor weight, @Nullable Tensor bias) {
    return conv2d(weight, bias, ConvOptions.DEFAULT);
  }

  /**
   * The correlation of images with a weight: y[n, o, i, j] = bias[o] + the sum over channels c and
   * the kernel's k and l of x[n, c, i stride + k dilation - padding, …] weight[o, c, k, l].
   *
   * @param weight of shape (outputs, channels / groups, height, width)
   * @param bias of shape (outputs), or null
   * @throws CremaException if shapes or dtypes do not fit
   */
  default Tensor conv2d(Tensor weight, @Nullable Tensor bias, ConvOptions options) {
    return new Convolution(2, options).apply(self(), weight, bias);
  }

  /** {@link #conv3d(Tensor, Tensor, ConvOptions)} with stride 1 and no padding. */
  default Tensor conv3d(Tensor weight, @Nullable Tensor bias) {
    return conv3d(weight, bias, ConvOptions.DEFAULT);
  }

  /**
   * The correlation of volumes with a weight.
   *
   * @param weight of shape (outputs, channels / groups, depth, height, width)
   * @param bias of shape (outputs), or null
   * @throws CremaException if shapes or dtypes do not fit
   */
  default Tensor conv3d(Tensor weight, @Nullable Tensor bias, ConvOptions options) {
    return new Convolution(3, options).apply(self(), weight, bias);
  }

  /**
   * {@link #convTranspose1d(Tensor, Tensor, ConvTransposeOptions)} with stride 1 and no padding.
   */
  default Tensor convTranspose1d(Tensor weight, @Nullable Tensor bias) {
    return convTranspose1d(weight, bias, ConvTransposeOptions.DEFAULT);
  }

  /**
   * The adjoint of a convolution over signals: each element adds the weight, times itself, to where
   * a convolution would have read it. An axis of length n becomes (n - 1) stride - 2 padding +
   * dilation (kernel - 1) + outputPadding + 1 long.
   *
   * @param weight of shape (channels, outputs / groups, kernel)
   * @param bias of shape (outputs), or null
   * @throws CremaException if shapes or dtypes do not fit, or outputPadding is neither below the
   *     stride nor below the dilation
   */
  default Tensor convTranspose1d(
      Tensor weight, @Nullable Tensor bias, ConvTransposeOptions options) {
    return new TransposedConvolution(1, options).apply(self(), weight, bias);
  }

  /**
   * {@link #convTranspose2d(Tensor, Tensor, ConvTransposeOptions)} with stride 1 and no padding.
   */
  default Tensor convTranspose2d(Tensor weight, @Nullable Tensor bias) {
    return convTranspose2d(weight, bias, ConvTransposeOptions.DEFAULT);
  }

  /**
   * The adjoint of a convolution over images, as {@link #convTranspose1d(Tensor, Tensor,
   * ConvTransposeOptions)} on each axis.
   *
   * @param weight of shape (channels, outputs / groups, height, width)
   * @param bias of shape (outputs), or null
   * @throws CremaException if shapes or dtypes do not fit, or outputPadding is neither below the
   *     stride nor below the dilation
   */
  default Tensor convTranspose2d(
      Tensor weight, @Nullable Tensor bias, ConvTransposeOptions options) {
    return new TransposedConvolution(2, options).apply(self(), weight, bias);
  }

  /**
   * {@link #convTranspose3d(Tensor, Tensor, ConvTransposeOptions)} with stride 1 and no padding.
   */
  default Tensor convTranspose3d(Tensor weight, @Nullable Tensor bias) {
    return convTranspose3d(weight, bias, ConvTransposeOptions.DEFAULT);
  }

  /**
   * The adjoint of a convolution over volumes, as {@link #convTranspose1d(Tensor, Tensor,
   * ConvTransposeOptions)} on each axis.
   *
   * @param weight of shape (channels, outputs / groups, depth, height, width)
   * @param bias of shape (outputs), or null
   * @throws CremaException if shapes or dtypes do not fit, or outputPadding is neither below the
   *     stride nor below the dilation
   */
  default Tensor convTranspose3d(
      Tensor weight, @Nullable Tensor bias, ConvTransposeOptions options) {
    return new TransposedConvolution(3, options).apply(self(), weight, bias);
  }

  /** The maximum of each window of this size, side by side. */
  default Tensor maxPool1d(int kernel) {
    return maxPool1d(WindowOptions.of(kernel));
  }

  /** The maximum of each window; NaN if there is one. The gradient goes to the first of equals. */
  default Tensor maxPool1d(WindowOptions options) {
    return Pooling.max(self(), 1, options)[0];
  }

  /** The maximum of each square of this size, side by side. */
  default Tensor maxPool2d(int kernel) {
    return maxPool2d(WindowOptions.of(kernel));
  }

  /** The maximum of each window; NaN if there is one. The gradient goes to the first of equals. */
  default Tensor maxPool2d(WindowOptions options) {
    return Pooling.max(self(), 2, options)[0];
  }

  /** The maximum of each cube of this size, side by side. */
  default Tensor maxPool3d(int kernel) {
    return maxPool3d(WindowOptions.of(kernel));
  }

  /** The maximum of each window; NaN if there is one. The gradient goes to the first of equals. */
  default Tensor maxPool3d(WindowOptions options) {
    return Pooling.max(self(), 3, options)[0];
  }

  /** The maximum of each window, and its position in the signal. */
  default ValuesAndIndices maxPool1dWithIndices(WindowOptions options) {
    Tensor[] found = Pooling.max(self(), 1, options);
    return new ValuesAndIndices(found[0], found[1]);
  }

  /** The maximum of each window, and its position in the row-major image. */
  default ValuesAndIndices maxPool2dWithIndices(WindowOptions options) {
    Tensor[] found = Pooling.max(self(), 2, options);
    return new ValuesAndIndices(found[0], found[1]);
  }

  /** The maximum of each window, and its position in the row-major volume. */
  default ValuesAndIndices maxPool3dWithIndices(WindowOptions options) {
    Tensor[] found = Pooling.max(self(), 3, options);
    return new ValuesAndIndices(found[0], found[1]);
  }

  /** The average of each window of this size, side by side. */
  default Tensor avgPool1d(int kernel) {
    return avgPool1d(WindowOptions.of(kernel));
  }

  /** The average of each window. */
  default Tensor avgPool1d(WindowOptions options) {
    return Pooling.average(self(), 1, options);
  }

  /** The average of each square of this size, side by side. */
  default Tensor avgPool2d(int kernel) {
    return avgPool2d(WindowOptions.of(kernel));
  }

  /** The average of each window. */
  default Tensor avgPool2d(WindowOptions options) {
    return Pooling.average(self(), 2, options);
  }

  /** The average of each cube of this size, side by side. */
  default Tensor avgPool3d(int kernel) {
    return avgPool3d(WindowOptions.of(kernel));
  }

  /** The average of each window. */
  default Tensor avgPool3d(WindowOptions options) {
    return Pooling.average(self(), 3, options);
  }

  /**
   * Averages over as many stretches as are asked for: stretch i of n goes from i length / n,
   * rounded down, to (i + 1) length / n, rounded up.
   */
  default Tensor adaptiveAvgPool1d(int length) {
    return AdaptivePooling.average(self(), length);
  }

  /** Averages over a grid of this height and width, as {@link #adaptiveAvgPool1d} on each axis. */
  default Tensor adaptiveAvgPool2d(int height, int width) {
    return AdaptivePooling.average(self(), height, width);
  }

  /** Averages over a grid, as {@link #adaptiveAvgPool1d} on each axis. */
  default Tensor adaptiveAvgPool3d(int depth, int height, int width) {
    return AdaptivePooling.average(self(), depth, height, width);
  }

  /** Maxima of as many stretches as are asked for, cut as by {@link #adaptiveAvgPool1d}. */
  default Tensor adaptiveMaxPool1d(int length) {
    return AdaptivePooling.max(self(), length).values();
  }

  /** Maxima over a grid, cut as by {@link #adaptiveAvgPool2d}. */
  default Tensor adaptiveMaxPool2d(int height, int width) {
    return AdaptivePooling.max(self(), height, width).values();
  }

  /** Maxima over a grid, cut as by {@link #adaptiveAvgPool3d}. */
  default Tensor adaptiveMaxPool3d(int depth, int height, int width) {
    return AdaptivePooling.max(self(), depth, height, width).values();
  }

  /** As {@link #adaptiveMaxPool1d}, with the positions of the maxima in the signal. */
  default ValuesAndIndices adaptiveMaxPool1dWithIndices(int length) {
    return AdaptivePooling.max(self(), length);
  }

  /** As {@link #adaptiveMaxPool2d}, with the positions of the maxima in the row-major image. */
  default ValuesAndIndices adaptiveMaxPool2dWithIndices(int height, int width) {
    return AdaptivePooling.max(self(), height, width);
  }

  /** As {@link #adaptiveMaxPool3d}, with the positions of the maxima in the row-major volume. */
  default ValuesAndIndices adaptiveMaxPool3dWithIndices(int depth, int height, int width) {
    return AdaptivePooling.max(self(), depth, height, width);
  }

  /**
   * (Σ x^p)^(1/p) of each window: the sum for p = 1, near the maximum for a large p. Where the sum
   * is 0, the gradient is NaN, as in PyTorch.
   *
   * @param options kernel, stride and ceil mode
   * @throws CremaException if p is 0 or there are other options
   */
  default Tensor lpPool1d(double p, WindowOptions options) {
    return Pooling.power(self(), 1, p, options);
  }

  /** (Σ x^p)^(1/p) of each window, as {@link #lpPool1d}. */
  default Tensor lpPool2d(double p, WindowOptions options) {
    return Pooling.power(self(), 2, p, options);
  }

  /** (Σ x^p)^(1/p) of each window, as {@link #lpPool1d}. */
  default Tensor lpPool3d(double p, WindowOptions options) {
    return Pooling.power(self(), 3, p, options);
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
  default Tensor maxUnpool1d(Tensor indices, WindowOptions options, int... length) {
    return Unpooling.of(self(), indices, 1, options, length);
  }

  /**
   * Maxima back at their positions, zeros elsewhere, as {@link #maxUnpool1d}.
   *
   * @param sizes of the spatial axes of the output, or none
   */
  default Tensor maxUnpool2d(Tensor indices, WindowOptions options, int... sizes) {
    return Unpooling.of(self(), indices, 2, options, sizes);
  }

  /**
   * Maxima back at their positions, zeros elsewhere, as {@link #maxUnpool1d}.
   *
   * @param sizes of the spatial axes of the output, or none
   */
  default Tensor maxUnpool3d(Tensor indices, WindowOptions options, int... sizes) {
    return Unpooling.of(self(), indices, 3, options, sizes);
  }

  /** The windows of an axis, each along a new last axis: PyTorch's {@code Tensor.unfold}. */
  default Tensor unfold(int axis, int size, int step) {
    int at = self().shape().axis(axis);
    return Dispatcher.apply(new WindowOp.Unfold(at, size, step, 1), self());
  }

  /**
   * The windows of images as columns, PyTorch's {@code F.unfold}: (batch, channels, height, width)
   * becomes (batch, channels * kernel, windows). The stride is 1 unless it is given.
   */
  default Tensor unfold(WindowOptions options) {
    return Columns.of(self(), options);
  }

  /**
   * Columns added back into images, PyTorch's {@code F.fold}: the adjoint of {@link
   * #unfold(WindowOptions)}.
   *
   * @param height of the images
   * @param width of the images
   */
  default Tensor fold(int height, int width, WindowOptions options) {
    return Columns.fold(self(), Ints.of(height, width), options);
  }

  private Tensor self() {
    return (Tensor) this;
  }
}
