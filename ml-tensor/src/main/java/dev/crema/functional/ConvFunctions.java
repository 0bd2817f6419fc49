package dev.crema.functional;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Ints;
import dev.crema.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions and their adjoints, and the windows that they see as columns.
 *
 * <p>Inputs are (batch, channels, spatial…), or (channels, spatial…) for one without a batch. A
 * spatial axis of length n becomes (n + 2 padding - dilation (kernel - 1) - 1) / stride + 1 long,
 * rounded down.
 */
abstract sealed class ConvFunctions extends PadFunctions permits PoolFunctions {
  /** {@link #conv1d(Tensor, Tensor, Tensor, ConvOptions)} with stride 1 and no padding. */
  public static Tensor conv1d(Tensor x, Tensor weight, @Nullable Tensor bias) {
    return conv1d(x, weight, bias, ConvOptions.DEFAULT);
  }

  /**
   * The correlation of signals with a weight.
   *
   * @param weight of shape (outputs, channels / groups, kernel)
   * @param bias of shape (outputs), or null
   * @throws CremaException if shapes or dtypes do not fit
   */
  public static Tensor conv1d(Tensor x, Tensor weight, @Nullable Tensor bias, ConvOptions options) {
    return new Convolution(1, options).apply(x, weight, bias);
  }

  /** {@link #conv2d(Tensor, Tensor, Tensor, ConvOptions)} with stride 1 and no padding. */
  public static Tensor conv2d(Tensor x, Tensor weight, @Nullable Tensor bias) {
    return conv2d(x, weight, bias, ConvOptions.DEFAULT);
  }

  /**
   * The correlation of images with a weight: y[n, o, i, j] = bias[o] + the sum over channels c and
   * the kernel's k and l of x[n, c, i stride + k dilation - padding, …] weight[o, c, k, l].
   *
   * @param weight of shape (outputs, channels / groups, height, width)
   * @param bias of shape (outputs), or null
   * @throws CremaException if shapes or dtypes do not fit
   */
  public static Tensor conv2d(Tensor x, Tensor weight, @Nullable Tensor bias, ConvOptions options) {
    return new Convolution(2, options).apply(x, weight, bias);
  }

  /** {@link #conv3d(Tensor, Tensor, Tensor, ConvOptions)} with stride 1 and no padding. */
  public static Tensor conv3d(Tensor x, Tensor weight, @Nullable Tensor bias) {
    return conv3d(x, weight, bias, ConvOptions.DEFAULT);
  }

  /**
   * The correlation of volumes with a weight.
   *
   * @param weight of shape (outputs, channels / groups, depth, height, width)
   * @param bias of shape (outputs), or null
   * @throws CremaException if shapes or dtypes do not fit
   */
  public static Tensor conv3d(Tensor x, Tensor weight, @Nullable Tensor bias, ConvOptions options) {
    return new Convolution(3, options).apply(x, weight, bias);
  }

  /**
   * {@link #convTranspose1d(Tensor, Tensor, Tensor, ConvTransposeOptions)} with stride 1 and no
   * padding.
   */
  public static Tensor convTranspose1d(Tensor x, Tensor weight, @Nullable Tensor bias) {
    return convTranspose1d(x, weight, bias, ConvTransposeOptions.DEFAULT);
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
  public static Tensor convTranspose1d(
      Tensor x, Tensor weight, @Nullable Tensor bias, ConvTransposeOptions options) {
    return new TransposedConvolution(1, options).apply(x, weight, bias);
  }

  /**
   * {@link #convTranspose2d(Tensor, Tensor, Tensor, ConvTransposeOptions)} with stride 1 and no
   * padding.
   */
  public static Tensor convTranspose2d(Tensor x, Tensor weight, @Nullable Tensor bias) {
    return convTranspose2d(x, weight, bias, ConvTransposeOptions.DEFAULT);
  }

  /**
   * The adjoint of a convolution over images, as {@link #convTranspose1d(Tensor, Tensor, Tensor,
   * ConvTransposeOptions)} on each axis.
   *
   * @param weight of shape (channels, outputs / groups, height, width)
   * @param bias of shape (outputs), or null
   * @throws CremaException if shapes or dtypes do not fit, or outputPadding is neither below the
   *     stride nor below the dilation
   */
  public static Tensor convTranspose2d(
      Tensor x, Tensor weight, @Nullable Tensor bias, ConvTransposeOptions options) {
    return new TransposedConvolution(2, options).apply(x, weight, bias);
  }

  /**
   * {@link #convTranspose3d(Tensor, Tensor, Tensor, ConvTransposeOptions)} with stride 1 and no
   * padding.
   */
  public static Tensor convTranspose3d(Tensor x, Tensor weight, @Nullable Tensor bias) {
    return convTranspose3d(x, weight, bias, ConvTransposeOptions.DEFAULT);
  }

  /**
   * The adjoint of a convolution over volumes, as {@link #convTranspose1d(Tensor, Tensor, Tensor,
   * ConvTransposeOptions)} on each axis.
   *
   * @param weight of shape (channels, outputs / groups, depth, height, width)
   * @param bias of shape (outputs), or null
   * @throws CremaException if shapes or dtypes do not fit, or outputPadding is neither below the
   *     stride nor below the dilation
   */
  public static Tensor convTranspose3d(
      Tensor x, Tensor weight, @Nullable Tensor bias, ConvTransposeOptions options) {
    return new TransposedConvolution(3, options).apply(x, weight, bias);
  }

  /**
   * The windows of images as columns, PyTorch's {@code F.unfold}: (batch, channels, height, width)
   * becomes (batch, channels * kernel, windows). The stride is 1 unless it is given.
   */
  public static Tensor unfold(Tensor x, WindowOptions options) {
    return Columns.of(x, options);
  }

  /**
   * Columns added back into images, PyTorch's {@code F.fold}: the adjoint of {@link #unfold(Tensor,
   * WindowOptions)}.
   *
   * @param height of the images
   * @param width of the images
   */
  public static Tensor fold(Tensor x, int height, int width, WindowOptions options) {
    return Columns.fold(x, Ints.of(height, width), options);
  }
}
