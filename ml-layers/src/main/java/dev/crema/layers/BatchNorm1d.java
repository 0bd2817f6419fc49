package dev.crema.layers;

import dev.crema.api.Module;
import dev.crema.api.plugin.LayerProvider;

/**
 * Channels of mean 0 and variance 1: {@code y = (x - mean) / sqrt(variance + eps) * weight + bias},
 * with the mean and the biased variance of each channel over the batch, in evaluation mode with the
 * running ones.
 *
 * <p>Shape: (n, features) or (n, features, length), and the same.
 *
 * <p>Parameters: {@code weight}, which begins with 1, and {@code bias}, which begins with 0.
 * Buffers: {@code running_mean}, {@code running_var} and {@code num_batches_tracked}.
 *
 * <pre>{@code
 * BatchNorm1d layer = new BatchNorm1d(2);
 * layer.apply(Tensor.of(new float[][] {{1, 10}, {3, 30}}));
 * // tensor([[-1., -1.],
 * //         [ 1.,  1.]], grad_fn=<BatchNormBackward0>)
 * layer.runningMean();  // tensor([0.2000, 2.0000])
 * layer.toString();
 * // BatchNorm1d(2, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True)
 * }</pre>
 *
 * <p>Source: S. Ioffe, C. Szegedy, "Batch normalization: accelerating deep network training by
 * reducing internal covariate shift", 2015; {@code torch.nn.BatchNorm1d}.
 */
public final class BatchNorm1d extends BatchNormLayer {
  /** A layer with PyTorch's defaults. */
  public BatchNorm1d(int numFeatures) {
    this(Config.of(numFeatures));
  }

  /**
   * A layer with these settings.
   *
   * @throws dev.crema.tensor.CremaException if they do not fit
   */
  public BatchNorm1d(Config config) {
    super(config, "batch_norm1d");
  }

  @Override
  boolean takes(int rank) {
    return rank == 2 || rank == 3;
  }

  @Override
  String shapes() {
    return "(batch, channels) or (batch, channels, length)";
  }

  /** Provides this layer as {@code batch_norm1d}. */
  public static final class Provider implements LayerProvider<BatchNormLayer.Config> {
    @Override
    public String name() {
      return "batch_norm1d";
    }

    @Override
    public Class<BatchNormLayer.Config> configType() {
      return BatchNormLayer.Config.class;
    }

    @Override
    public Module create(BatchNormLayer.Config config) {
      return new BatchNorm1d(config);
    }
  }
}
