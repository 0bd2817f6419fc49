package dev.crema.layers;

import dev.crema.api.Module;
import dev.crema.api.plugin.LayerProvider;
import java.util.List;

/**
 * The mean of each window of volumes: {@code y[i] = Σ x[i stride + k - padding] / kernel}, k from 0
 * to kernel - 1 along each axis. Padding is zeros, which count or not.
 *
 * <p>Shape: (n, channels, depth, height, width) to (n, channels, depth', height', width'), with
 * {@code n' = (n + 2 padding - kernel) / stride + 1}, rounded down, or up in ceil mode, for depth,
 * height and width; without the batch, too.
 *
 * <pre>{@code
 * AvgPool3d layer = new AvgPool3d(2);
 * layer.apply(Tensor.randn(2, 3, 4, 8, 10)).shape();  // (2, 3, 2, 4, 5)
 * layer.toString();  // AvgPool3d(kernel_size=2, stride=2, padding=0)
 * }</pre>
 *
 * <p>Source: {@code torch.nn.AvgPool3d}.
 */
public final class AvgPool3d extends AvgPoolLayer {
  /** A layer of windows side by side. */
  public AvgPool3d(int kernelSize) {
    this(Config.of(kernelSize));
  }

  /** A layer of windows that may overlap. */
  public AvgPool3d(int kernelSize, int stride, int padding) {
    this(new Config(List.of(kernelSize), List.of(stride), List.of(padding), false, true));
  }

  /**
   * A layer with these settings.
   *
   * @throws dev.crema.tensor.CremaException if they do not fit
   */
  public AvgPool3d(Config config) {
    super(config, 3);
  }

  /** Provides this layer as {@code avg_pool3d}. */
  public static final class Provider implements LayerProvider<AvgPoolLayer.Config> {
    @Override
    public String name() {
      return "avg_pool3d";
    }

    @Override
    public Class<AvgPoolLayer.Config> configType() {
      return AvgPoolLayer.Config.class;
    }

    @Override
    public Module create(AvgPoolLayer.Config config) {
      return new AvgPool3d(config);
    }
  }
}
