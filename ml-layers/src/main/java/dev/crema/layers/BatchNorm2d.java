package dev.crema.layers;

import dev.crema.api.Module;
import dev.crema.api.plugin.LayerProvider;

/**
 * Channels of mean 0 and variance 1: {@code y = (x - mean) / sqrt(variance + eps) * weight + bias},
 * with the mean and the biased variance of each channel over the batch, in evaluation mode with the
 * running ones.
 *
 * <p>Shape: (n, channels, height, width), and the same.
 *
 * <p>Parameters: {@code weight}, which begins with 1, and {@code bias}, which begins with 0.
 * Buffers: {@code running_mean}, {@code running_var} and {@code num_batches_tracked}.
 *
 * <pre>{@code
 * BatchNorm2d layer = new BatchNorm2d(16);
 * layer.apply(Tensor.randn(8, 16, 5, 5)).shape();  // (8, 16, 5, 5)
 * layer.stateDict().keySet();
 * // [weight, bias, running_mean, running_var, num_batches_tracked]
 * }</pre>
 *
 * <p>Source: S. Ioffe, C. Szegedy, "Batch normalization: accelerating deep network training by
 * reducing internal covariate shift", 2015; {@code torch.nn.BatchNorm2d}.
 */
public final class BatchNorm2d extends BatchNormLayer {
  /** A layer with PyTorch's defaults. */
  public BatchNorm2d(int numFeatures) {
    this(Config.of(numFeatures));
  }

  /**
   * A layer with these settings.
   *
   * @throws dev.crema.tensor.CremaException if they do not fit
   */
  public BatchNorm2d(Config config) {
    super(config, "batch_norm2d");
  }

  @Override
  boolean takes(int rank) {
    return rank == 4;
  }

  @Override
  String shapes() {
    return "(batch, channels, height, width)";
  }

  /** Provides this layer as {@code batch_norm2d}. */
  public static final class Provider implements LayerProvider<BatchNormLayer.Config> {
    @Override
    public String name() {
      return "batch_norm2d";
    }

    @Override
    public Class<BatchNormLayer.Config> configType() {
      return BatchNormLayer.Config.class;
    }

    @Override
    public Module create(BatchNormLayer.Config config) {
      return new BatchNorm2d(config);
    }
  }
}
