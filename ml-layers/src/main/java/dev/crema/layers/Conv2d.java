package dev.crema.layers;

import dev.crema.api.Module;
import dev.crema.api.plugin.LayerProvider;

/**
 * The correlation of images with kernels: {@code y[o, i, j] = b[o] + Σ w[o, c, k, l] x[c, i stride
 * + k dilation - padding, …]}, summed over the channels c of a group and the elements of the
 * kernel.
 *
 * <p>Shape: (n, inChannels, height, width) to (n, outChannels, height', width'), with {@code n' =
 * (n + 2 padding - dilation (kernel - 1) - 1) / stride + 1}, rounded down, for height and width;
 * without the batch, too.
 *
 * <p>Parameters: {@code weight} (outChannels, inChannels / groups, kernel height, kernel width) and
 * {@code bias} (outChannels). Both begin uniform in ±1/sqrt(inChannels / groups * kernel), as in
 * PyTorch.
 *
 * <pre>{@code
 * Conv2d layer = new Conv2d(1, 16, 5);
 * layer.apply(Tensor.randn(2, 1, 28, 28)).shape();  // (2, 16, 24, 24)
 * layer.toString();  // Conv2d(1, 16, kernel_size=(5, 5), stride=(1, 1))
 * Conv2d same = new Conv2d(ConvLayer.Config.of(3, 3, 3, 5).withSamePadding().withGroups(3));
 * same.apply(Tensor.randn(3, 8, 8)).shape();  // (3, 8, 8)
 * }</pre>
 *
 * <p>Source: {@code torch.nn.Conv2d}; of its padding modes there is the one with zeros.
 */
public final class Conv2d extends ConvLayer {
  /** A layer with stride 1 and no padding. */
  public Conv2d(int inChannels, int outChannels, int kernelSize) {
    this(Config.of(inChannels, outChannels, kernelSize));
  }

  /** A layer with a stride and zeros on both sides of each axis. */
  public Conv2d(int inChannels, int outChannels, int kernelSize, int stride, int padding) {
    this(Config.of(inChannels, outChannels, kernelSize).withStride(stride).withPadding(padding));
  }

  /**
   * A layer with these settings.
   *
   * @throws dev.crema.tensor.CremaException if they do not fit
   */
  public Conv2d(Config config) {
    super(config, 2);
  }

  /** Provides this layer as {@code conv2d}. */
  public static final class Provider implements LayerProvider<ConvLayer.Config> {
    @Override
    public String name() {
      return "conv2d";
    }

    @Override
    public Class<ConvLayer.Config> configType() {
      return ConvLayer.Config.class;
    }

    @Override
    public Module create(ConvLayer.Config config) {
      return new Conv2d(config);
    }
  }
}
