package dev.crema.tensor;

/** Images and signals at other places than those of their elements. */
public sealed interface Resampling permits Tensor {
  /**
   * Spatial axes made longer or shorter: (batch, channels, spatial…) to other spatial sizes.
   *
   * <p>Element i of an axis of the result lies at i (length - 1) / (outputs - 1) of the input where
   * corners are aligned, else at (i + 1/2) length / outputs - 1/2. With a scale factor, 1 /
   * scaleFactor takes the place of length / outputs, as in PyTorch. There, {@code linear}, {@code
   * bilinear} and {@code trilinear} join the neighbours by lines, {@code bicubic} by cubics (R.
   * Keys, "Cubic convolution interpolation", 1981, with a = -0.75); {@code nearest-exact} takes the
   * nearest element, {@code nearest} element i length / outputs, rounded down. {@code area}
   * averages as {@link Tensor#adaptiveAvgPool2d}.
   *
   * <pre>{@code
   * Tensor x = Tensor.of(new float[] {1, 3}, 1, 1, 2);
   * x.interpolate(InterpolateOptions.scale(2).withMode("linear")).flatten();  // tensor([1.0000, 1.5000, 2.5000, 3.0000])
   * }</pre>
   *
   * @throws CremaException if the mode is not one for this number of axes, or an axis would have no
   *     elements
   */
  default Tensor interpolate(InterpolateOptions options) {
    return new Resizing(options).apply(self());
  }

  /** {@link #gridSample(Tensor, GridSampleOptions)} with PyTorch's defaults. */
  default Tensor gridSample(Tensor grid) {
    return gridSample(grid, GridSampleOptions.DEFAULT);
  }

  /**
   * The values at the places of a grid: M. Jaderberg et al., "Spatial transformer networks", 2015.
   *
   * @param grid (batch, height, width, 2) for images (batch, channels, …), with 3 for volumes:
   *     places from -1 to 1, of the last axis first (x, y, z). They have gradients too
   * @return (batch, channels, height, width)
   * @throws CremaException if shapes or dtypes do not fit
   */
  default Tensor gridSample(Tensor grid, GridSampleOptions options) {
    return new GridSampling(options).apply(self(), grid);
  }

  /**
   * The grid that {@link #gridSample(Tensor)} reads an affine map of an image from; this tensor
   * holds the maps, (batch, 2, 3), or (batch, 3, 4) for volumes.
   *
   * @param size of the images that are to be made: (batch, channels, height, width)
   * @param alignCorners as the {@code gridSample} that follows
   * @return (batch, height, width, 2)
   * @throws CremaException if the shapes do not fit
   */
  default Tensor affineGrid(Shape size, boolean alignCorners) {
    return AffineGrid.of(self(), size, alignCorners);
  }

  private Tensor self() {
    return (Tensor) this;
  }
}
