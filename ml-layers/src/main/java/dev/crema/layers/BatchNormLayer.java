package dev.crema.layers;

import dev.crema.api.Module;
import dev.crema.api.plugin.Option;
import dev.crema.functional.F;
import dev.crema.functional.Normalized;
import dev.crema.tensor.Autograd;
import dev.crema.tensor.Buffer;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What {@link BatchNorm1d} and {@link BatchNorm2d} share.
 *
 * <p>In training a batch is normalized by its own statistics, and the running ones move towards
 * them: {@code running = (1 - momentum) running + momentum batch}, with the unbiased variance. In
 * evaluation mode the running ones are used. An empty batch stays empty and moves nothing.
 */
public abstract sealed class BatchNormLayer extends Module permits BatchNorm1d, BatchNorm2d {

  /**
   * The settings.
   *
   * @param momentum how far running statistics move; null for the mean of all batches so far
   */
  public record Config(
      @Option(doc = "channels of the input") int numFeatures,
      @Option(doc = "added to the variance", defaultValue = "1e-5") double eps,
      @Option(doc = "how far running statistics move", defaultValue = "0.1")
          @Nullable Double momentum,
      @Option(doc = "whether there are a weight and a bias", defaultValue = "true") boolean affine,
      @Option(doc = "whether there are running statistics", defaultValue = "true")
          boolean trackRunningStats,
      @Option(doc = "dtype of parameters and statistics", defaultValue = "float32") DType dtype) {
    /** PyTorch's defaults. */
    public static Config of(int numFeatures) {
      return new Config(numFeatures, 1e-5, 0.1, true, true, DType.FLOAT32);
    }

    private void check(String layer) {
      Expect.positive(layer, "num_features", numFeatures);
      Expect.notNegative(layer, "eps", eps);
      if (momentum != null) {
        Expect.fraction(layer, "momentum", momentum);
      }
      Expect.floatingDtype(layer, dtype);
    }
  }

  private final transient Config config;
  private final transient String name;
  private final @Nullable Parameter weight;
  private final @Nullable Parameter bias;
  private final @Nullable Buffer runningMean;
  private final @Nullable Buffer runningVar;
  private final @Nullable Buffer numBatchesTracked;

  BatchNormLayer(Config config, String name) {
    config.check(name);
    this.config = config;
    this.name = name;
    Tensor zeros = Tensor.zeros(config.dtype, config.numFeatures);
    this.weight = config.affine ? new Parameter(zeros.onesLike()) : null;
    this.bias = config.affine ? new Parameter(zeros) : null;
    boolean tracked = config.trackRunningStats;
    this.runningMean = tracked ? new Buffer(zeros) : null;
    this.runningVar = tracked ? new Buffer(zeros.onesLike()) : null;
    this.numBatchesTracked = tracked ? new Buffer(Tensor.zeros(DType.INT64, Shape.of())) : null;
  }

  /** Sets running statistics to mean 0 and variance 1, of no batch. */
  public final void resetRunningStats() {
    if (runningMean != null && runningVar != null && numBatchesTracked != null) {
      runningMean.assign(runningMean.zerosLike());
      runningVar.assign(runningVar.onesLike());
      numBatchesTracked.assign(numBatchesTracked.zerosLike());
    }
  }

  /** Sets weights to 1, biases to 0, and running statistics to those of no batch. */
  public final void resetParameters() {
    resetRunningStats();
    if (weight != null && bias != null) {
      Init.ones(weight);
      Init.zeros(bias);
    }
  }

  /** The factor of each channel; null where the layer is not affine. */
  public final @Nullable Parameter weight() {
    return weight;
  }

  /** What is added to each channel; null where the layer is not affine. */
  public final @Nullable Parameter bias() {
    return bias;
  }

  /** The mean of each channel over the batches so far; null where none is kept. */
  public final @Nullable Buffer runningMean() {
    return runningMean;
  }

  /** The variance of each channel over the batches so far; null where none is kept. */
  public final @Nullable Buffer runningVar() {
    return runningVar;
  }

  /** Whether a rank is one of an input. */
  abstract boolean takes(int rank);

  /** The shapes of inputs, in words. */
  abstract String shapes();

  @Override
  protected final Tensor forward(Tensor x) {
    if (!takes(x.ndim()) || x.size(1) != config.numFeatures) {
      throw new CremaException(
          "%s: expects shape %s with %d channels, was given %s"
              .formatted(name, shapes(), config.numFeatures, x.shape()));
    }
    Expect.dtype(name, config.dtype, x);
    if (!isTraining() && runningMean != null && runningVar != null) {
      return F.batchNorm(x, runningMean, runningVar, weight, bias, config.eps);
    }
    double count = (double) x.numel() / config.numFeatures;
    if (count == 1) {
      throw new CremaException(
          "%s: in training each channel needs more than one element, was given shape %s; give a larger batch, or call eval()"
              .formatted(name, x.shape()));
    }
    Normalized normalized = F.batchNormWithStatistics(x, weight, bias, config.eps);
    if (isTraining()) {
      Autograd.noGrad(() -> track(normalized));
    }
    return normalized.output();
  }

  private void track(Normalized batch) {
    if (runningMean == null || runningVar == null || numBatchesTracked == null) {
      return;
    }
    numBatchesTracked.assign(numBatchesTracked.add(1));
    Double momentum = config.momentum;
    double move = momentum == null ? 1.0 / numBatchesTracked.itemLong() : momentum;
    batch.track(runningMean, runningVar, move);
  }

  @Override
  protected final String extraRepr() {
    Double momentum = config.momentum;
    return "%d, eps=%s, momentum=%s, affine=%s, track_running_stats=%s"
        .formatted(
            config.numFeatures,
            Expect.python(config.eps),
            momentum == null ? "None" : Expect.python(momentum.doubleValue()),
            Expect.python(config.affine),
            Expect.python(config.trackRunningStats));
  }
}
