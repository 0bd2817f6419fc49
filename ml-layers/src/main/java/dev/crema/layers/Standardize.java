package dev.crema.layers;

import dev.crema.api.Fittable;
import dev.crema.api.Module;
import dev.crema.api.plugin.LayerProvider;
import dev.crema.api.plugin.Option;
import dev.crema.tensor.Buffer;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Shifts and scales inputs to mean 0 and variance 1, by the mean and the standard deviation of the
 * training data: {@code y = (x - mean) / std}. A missing value, NaN, becomes 0, the mean.
 *
 * <p>As the first layer of a model it makes the scaling a part of it: saved with the weights, and
 * right for whatever is predicted later. Until {@link #fit} it changes nothing but NaN.
 *
 * <p>Shape: (…, numFeatures) and the same, each feature by its own mean; or any shape, all values
 * by one.
 *
 * <p>Buffers: {@code mean} and {@code std}, float64, (numFeatures) or (). The standard deviation is
 * that of n, not of n - 1; it is 1 for a feature that does not vary but for rounding. Computed in
 * float64 whatever the dtype of x, which y has too.
 *
 * <pre>{@code
 * Standardize scale = new Standardize(2);
 * scale.fit(Tensor.of(new float[][] {{1, 50}, {3, 70}}));
 * scale.apply(Tensor.of(1f, 70f));           // tensor([-1.,  1.])
 * scale.apply(Tensor.of(2f, Float.NaN));     // tensor([0., 0.])
 * }</pre>
 *
 * <p>As {@code keras.layers.Normalization} and {@code sklearn.preprocessing.StandardScaler}.
 */
public final class Standardize extends Module implements Fittable {
  private static final String NAME = "standardize";

  /** The spacing of float64 numbers at 1. */
  private static final double EPS = 0x1p-52;

  /**
   * The settings.
   *
   * @param numFeatures the size of the last axis; null for one mean of all values
   */
  public record Config(
      @Option(doc = "size of the last axis; one mean for all values if null", defaultValue = "null")
          @Nullable Integer numFeatures) {
    /**
     * Checks the settings.
     *
     * @throws CremaException if the number of features is below 1
     */
    public Config {
      if (numFeatures != null) {
        Expect.positive(NAME, "num_features", numFeatures);
      }
    }
  }

  private final Config config;
  private final Buffer mean;
  private final Buffer std;

  /** One mean and one standard deviation of all values. */
  public Standardize() {
    this(new Config(null));
  }

  /** A mean and a standard deviation for each feature on the last axis. */
  public Standardize(int numFeatures) {
    this(new Config(numFeatures));
  }

  /** A layer with these settings. */
  public Standardize(Config config) {
    this.config = config;
    Shape shape = config.numFeatures == null ? Shape.of() : Shape.of(config.numFeatures);
    this.mean = new Buffer(Tensor.zeros(DType.FLOAT64, shape));
    this.std = new Buffer(Tensor.ones(DType.FLOAT64, shape));
  }

  /** The means that are taken off. */
  public Buffer mean() {
    return mean;
  }

  /** The standard deviations that are divided by. */
  public Buffer std() {
    return std;
  }

  /**
   * Takes mean and standard deviation of these inputs; NaN is passed over.
   *
   * @param inputs shape (…, numFeatures), or any
   * @throws CremaException if a feature has no value, or an infinite one
   */
  @Override
  public void fit(Tensor inputs) {
    check(inputs);
    Tensor x = inputs.detach().to(DType.FLOAT64);
    Tensor rows = config.numFeatures == null ? x.flatten() : x.reshape(-1, config.numFeatures);
    Tensor known = rows.isnan().logicalNot();
    Tensor count = known.to(DType.FLOAT64).sum(0);
    if (count.eq(0).any().itemBoolean() || rows.isinf().any().itemBoolean()) {
      throw new CremaException(
          "standardize: was to be fitted to shape %s, in which a feature has %s: %s"
              .formatted(
                  inputs.shape(),
                  rows.isinf().any().itemBoolean() ? "an infinite value" : "no value",
                  "give finite values, one or more of each feature"));
    }
    Tensor zeros = rows.zerosLike();
    Tensor middle = Tensor.where(known, rows, zeros).sum(0).div(count);
    Tensor far = Tensor.where(known, rows.sub(middle).square(), zeros).sum(0).div(count);
    Tensor rounding = far.mul(count.mul(EPS)).add(middle.mul(count.mul(EPS)).square());
    mean.assign(middle);
    std.assign(Tensor.where(far.le(rounding), far.onesLike(), far.sqrt()));
  }

  @Override
  protected Tensor forward(Tensor x) {
    check(x);
    Tensor scaled = x.to(DType.FLOAT64).sub(mean).div(std);
    Tensor whole = Tensor.where(scaled.isnan(), scaled.zerosLike(), scaled);
    return whole.to(x.isFloating() ? x.dtype() : DType.FLOAT32);
  }

  private void check(Tensor x) {
    if (config.numFeatures != null && (x.ndim() == 0 || x.size(-1) != config.numFeatures)) {
      throw new CremaException(
          "standardize: expects %s features on the last axis, was given shape %s"
              .formatted(config.numFeatures, x.shape()));
    }
  }

  @Override
  protected String extraRepr() {
    return config.numFeatures == null ? "" : "num_features=" + config.numFeatures;
  }

  /** Provides this layer as {@code standardize}. */
  public static final class Provider implements LayerProvider<Config> {
    @Override
    public String name() {
      return NAME;
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public Module create(Config config) {
      return new Standardize(config);
    }
  }
}
