package dev.crema.layers;

import dev.crema.api.Module;
import dev.crema.api.plugin.LayerProvider;
import java.util.List;

/**
 * The greatest element of each window of volumes: {@code y[i] = max x[i stride + k dilation -
 * padding]}, k from 0 to kernel - 1 along each axis. Padding is absent, NaN wins, and the gradient
 * goes to the first of equals.
 *
 * <p>Shape: (n, channels, depth, height, width) to (n, channels, depth', height', width'), with
 * {@code n' = (n + 2 padding - dilation (kernel - 1) - 1) / stride + 1}, rounded down, or up in
 * ceil mode, for depth, height and width; without the batch, too.
 *
 * <pre>{@code
 * MaxPool3d layer = new MaxPool3d(2);
 * layer.apply(Tensor.randn(2, 3, 4, 8, 10)).shape();  // (2, 3, 2, 4, 5)
 * layer.toString();  // MaxPool3d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)
 * }</pre>
 *
 * <p>Source: {@code torch.nn.MaxPool3d}.
 */
public final class MaxPool3d extends MaxPoolLayer {
  /** A layer of windows side by side. */
  public MaxPool3d(int kernelSize) {
    this(Config.of(kernelSize));
  }

  /** A layer of windows that may overlap. */
  public MaxPool3d(int kernelSize, int stride, int padding) {
    this(new Config(List.of(kernelSize), List.of(stride), List.of(padding), List.of(1), false));
  }

  /**
   * A layer with these settings.
   *
   * @throws dev.crema.tensor.CremaException if they do not fit
   */
  public MaxPool3d(Config config) {
    super(config, 3);
  }

  /** Provides this layer as {@code max_pool3d}. */
  public static final class Provider implements LayerProvider<MaxPoolLayer.Config> {
    @Override
    public String name() {
      return "max_pool3d";
    }

    @Override
    public Class<MaxPoolLayer.Config> configType() {
      return MaxPoolLayer.Config.class;
    }

    @Override
    public Module create(MaxPoolLayer.Config config) {
      return new MaxPool3d(config);
    }
  }
}
