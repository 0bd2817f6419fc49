package dev.crema.layers;

import dev.crema.api.Module;
import dev.crema.api.plugin.LayerProvider;

/**
 * The correlation of volumes with kernels: {@code y[o, h, i, j] = b[o] + Σ w[o, c, …] x[c, h stride
 * + k dilation - padding, …]}, summed over the channels c of a group and the elements of the
 * kernel.
 *
 * <p>Shape: (n, inChannels, depth, height, width) to (n, outChannels, depth', height', width'),
 * with {@code n' = (n + 2 padding - dilation (kernel - 1) - 1) / stride + 1}, rounded down, for
 * depth, height and width; without the batch, too.
 *
 * <p>Parameters: {@code weight} (outChannels, inChannels / groups, kernel depth, height, width) and
 * {@code bias} (outChannels). Both begin uniform in ±1/sqrt(inChannels / groups * kernel), as in
 * PyTorch.
 *
 * <pre>{@code
 * Conv3d layer = new Conv3d(1, 2, 3, 1, 1);
 * layer.apply(Tensor.randn(2, 1, 4, 5, 6)).shape();  // (2, 2, 4, 5, 6)
 * layer.toString();  // Conv3d(1, 2, kernel_size=(3, 3, 3), stride=(1, 1, 1), padding=(1, 1, 1))
 * }</pre>
 *
 * <p>Source: {@code torch.nn.Conv3d}; of its padding modes there is the one with zeros.
 */
public final class Conv3d extends ConvLayer {
  /** A layer with stride 1 and no padding. */
  public Conv3d(int inChannels, int outChannels, int kernelSize) {
    this(Config.of(inChannels, outChannels, kernelSize));
  }

  /** A layer with a stride and zeros on both sides of each axis. */
  public Conv3d(int inChannels, int outChannels, int kernelSize, int stride, int padding) {
    this(Config.of(inChannels, outChannels, kernelSize).withStride(stride).withPadding(padding));
  }

  /**
   * A layer with these settings.
   *
   * @throws dev.crema.tensor.CremaException if they do not fit
   */
  public Conv3d(Config config) {
    super(config, 3);
  }

  /** Provides this layer as {@code conv3d}. */
  public static final class Provider implements LayerProvider<ConvLayer.Config> {
    @Override
    public String name() {
      return "conv3d";
    }

    @Override
    public Class<ConvLayer.Config> configType() {
      return ConvLayer.Config.class;
    }

    @Override
    public Module create(ConvLayer.Config config) {
      return new Conv3d(config);
    }
  }
}
