package dev.crema.layers;

import dev.crema.api.Module;
import dev.crema.api.plugin.LayerProvider;

/**
 * The correlation of signals with kernels: {@code y[o, i] = b[o] + Σ w[o, c, k] x[c, i stride + k
 * dilation - padding]}, summed over the channels c of a group and the elements of the kernel.
 *
 * <p>Shape: (n, inChannels, length) to (n, outChannels, length'), with {@code n' = (n + 2 padding -
 * dilation (kernel - 1) - 1) / stride + 1}, rounded down, for length; without the batch, too.
 *
 * <p>Parameters: {@code weight} (outChannels, inChannels / groups, kernelSize) and {@code bias}
 * (outChannels). Both begin uniform in ±1/sqrt(inChannels / groups * kernel), as in PyTorch.
 *
 * <pre>{@code
 * Conv1d layer = new Conv1d(4, 8, 3);
 * layer.apply(Tensor.randn(2, 4, 10)).shape();  // (2, 8, 8)
 * layer.toString();  // Conv1d(4, 8, kernel_size=(3,), stride=(1,))
 * }</pre>
 *
 * <p>Source: {@code torch.nn.Conv1d}; of its padding modes there is the one with zeros.
 */
public final class Conv1d extends ConvLayer {
  /** A layer with stride 1 and no padding. */
  public Conv1d(int inChannels, int outChannels, int kernelSize) {
    this(Config.of(inChannels, outChannels, kernelSize));
  }

  /** A layer with a stride and zeros on both sides of each axis. */
  public Conv1d(int inChannels, int outChannels, int kernelSize, int stride, int padding) {
    this(Config.of(inChannels, outChannels, kernelSize).withStride(stride).withPadding(padding));
  }

  /**
   * A layer with these settings.
   *
   * @throws dev.crema.tensor.CremaException if they do not fit
   */
  public Conv1d(Config config) {
    super(config, 1);
  }

  /** Provides this layer as {@code conv1d}. */
  public static final class Provider implements LayerProvider<ConvLayer.Config> {
    @Override
    public String name() {
      return "conv1d";
    }

    @Override
    public Class<ConvLayer.Config> configType() {
      return ConvLayer.Config.class;
    }

    @Override
    public Module create(ConvLayer.Config config) {
      return new Conv1d(config);
    }
  }
}
