package dev.crema.functional;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;

/** Images and signals at other places than those of their elements. */
abstract sealed class ImageFunctions extends NormFunctions permits ActivationFunctions {
  /**
   * Spatial axes made longer or shorter: (batch, channels, spatial…) to other spatial sizes.
   *
   * <p>Element i of an axis of the result lies at i (length - 1) / (outputs - 1) of the input where
   * corners are aligned, else at (i + 1/2) length / outputs - 1/2. With a scale factor, 1 /
   * scaleFactor takes the place of length / outputs, as in PyTorch. There, {@code linear}, {@code
   * bilinear} and {@code trilinear} join the neighbours by lines, {@code bicubic} by cubics (R.
   * Keys, "Cubic convolution interpolation", 1981, with a = -0.75); {@code nearest-exact} takes the
   * nearest element, {@code nearest} element i length / outputs, rounded down. {@code area}
   * averages as {@link F#adaptiveAvgPool2d}.
   *
   * <pre>{@code
   * Tensor x = Tensor.of(new float[] {1, 3}, 1, 1, 2);
   * F.interpolate(x, InterpolateOptions.scale(2).withMode("linear")).flatten();  // tensor([1.0000, 1.5000, 2.5000, 3.0000])
   * }</pre>
   *
   * @throws CremaException if the mode is not one for this number of axes, or an axis would have no
   *     elements
   */
  public static Tensor interpolate(Tensor x, InterpolateOptions options) {
    return new Resizing(options).apply(x);
  }

  /** {@link #gridSample(Tensor, Tensor, GridSampleOptions)} with PyTorch's defaults. */
  public static Tensor gridSample(Tensor x, Tensor grid) {
    return gridSample(x, grid, GridSampleOptions.DEFAULT);
  }

  /**
   * The values at the places of a grid: M. Jaderberg et al., "Spatial transformer networks", 2015.
   *
   * @param grid (batch, height, width, 2) for images (batch, channels, …), with 3 for volumes:
   *     places from -1 to 1, of the last axis first (x, y, z). They have gradients too
   * @return (batch, channels, height, width)
   * @throws CremaException if shapes or dtypes do not fit
   */
  public static Tensor gridSample(Tensor x, Tensor grid, GridSampleOptions options) {
    return new GridSampling(options).apply(x, grid);
  }

  /**
   * The grid that {@link #gridSample(Tensor, Tensor)} reads an affine map of an image from; this
   * tensor holds the maps, (batch, 2, 3), or (batch, 3, 4) for volumes.
   *
   * @param size of the images that are to be made: (batch, channels, height, width)
   * @param alignCorners as the {@code gridSample} that follows
   * @return (batch, height, width, 2)
   * @throws CremaException if the shapes do not fit
   */
  public static Tensor affineGrid(Tensor x, Shape size, boolean alignCorners) {
    return AffineGrid.of(x, size, alignCorners);
  }

  /**
   * Channels as pixels: (…, c r², h, w) becomes (…, c, h r, w r). Shi et al., Real-Time Single
   * Image and Video Super-Resolution (2016).
   *
   * @throws CremaException if the channels are no multiple of r²
   */
  public static Tensor pixelShuffle(Tensor x, int r) {
    if (x.ndim() < 3 || r < 1 || x.size(-3) % (r * r) != 0) {
      throw new CremaException(
          "pixelShuffle by %d of shape %s: give (…, channels, height, width) with a multiple of %d channels"
              .formatted(r, x.shape(), r * r));
    }
    int channels = x.size(-3) / (r * r);
    int at = x.ndim() - 3;
    return x.unflatten(-3, channels, r, r)
        .movedim(new int[] {at + 1, at + 2}, new int[] {at + 2, at + 4})
        .flatten(-2, -1)
        .flatten(-3, -2);
  }

  /**
   * Pixels as channels: (…, c, h r, w r) becomes (…, c r², h, w), which {@link #pixelShuffle}
   * undoes.
   *
   * @throws CremaException if height or width is no multiple of r
   */
  public static Tensor pixelUnshuffle(Tensor x, int r) {
    if (x.ndim() < 3 || r < 1 || x.size(-2) % r != 0 || x.size(-1) % r != 0) {
      throw new CremaException(
          "pixelUnshuffle by %d of shape %s: give (…, channels, height, width) with multiples of %d as height and width"
              .formatted(r, x.shape(), r));
    }
    int at = x.ndim() - 3;
    return x.unflatten(-1, x.size(-1) / r, r)
        .unflatten(-3, x.size(-2) / r, r)
        .movedim(new int[] {at + 2, at + 4}, new int[] {at + 1, at + 2})
        .flatten(at, at + 2);
  }
}
