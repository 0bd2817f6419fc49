package dev.crema.data;

import dev.crema.api.Dataset;
import dev.crema.api.Sample;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Shifts and scales each feature to mean 0 and variance 1: fitted to the training data, applied to
 * all data.
 *
 * <pre>
 * y = (x - mean) / scale
 * </pre>
 *
 * <p>The scale is the standard deviation (of n, not of n - 1), and 1 for a feature that does not
 * vary but for rounding. Computed in float64 whatever the dtype of x, which y has too.
 *
 * <pre>{@code
 * StandardScaler scaler = StandardScaler.fit(train.inputs());
 * Tensor x = scaler.transform(test.inputs());
 * }</pre>
 *
 * <p>As {@code sklearn.preprocessing.StandardScaler}.
 *
 * @param mean the mean of each feature (float64), of the shape of one sample
 * @param scale the divisor of each feature (float64), of the same shape
 */
public record StandardScaler(Tensor mean, Tensor scale) {
  /** The spacing of float64 numbers at 1. */
  private static final double EPS = 0x1p-52;

  /**
   * A scaler of this mean and scale.
   *
   * @throws CremaException if their shapes differ
   */
  public StandardScaler {
    if (!mean.shape().equals(scale.shape())) {
      throw new CremaException(
          "StandardScaler: the mean has shape %s, the scale %s: give equal ones"
              .formatted(mean.shape(), scale.shape()));
    }
    mean = mean.to(DType.FLOAT64);
    scale = scale.to(DType.FLOAT64);
  }

  /**
   * Mean and scale of these samples.
   *
   * @param features shape (n, …), one sample a row
   * @throws CremaException if there is no sample, or a value is not finite
   */
  public static StandardScaler fit(Tensor features) {
    if (features.ndim() == 0 || features.size(0) == 0) {
      throw new CremaException(
          "StandardScaler was to be fitted to shape %s: give one row or more"
              .formatted(features.shape()));
    }
    Tensor x = features.detach().to(DType.FLOAT64);
    if (!x.isfinite().all().itemBoolean()) {
      throw new CremaException(
          "StandardScaler was to be fitted to values that are not all finite: remove them first");
    }
    int n = features.size(0);
    Tensor mean = x.mean(0);
    Tensor variance = x.var(0, false, 0);
    Tensor rounding = variance.mul(n * EPS).add(mean.mul(n * EPS).square());
    Tensor scale = Tensor.where(variance.le(rounding), variance.onesLike(), variance.sqrt());
    return new StandardScaler(mean, scale);
  }

  /** Mean and scale of the inputs of a dataset. */
  public static StandardScaler fit(Dataset<Sample> dataset) {
    List<Tensor> inputs = new ArrayList<>();
    for (int i = 0; i < dataset.size(); i++) {
      inputs.add(dataset.get(i).input());
    }
    if (inputs.isEmpty()) {
      throw new CremaException("StandardScaler was to be fitted to an empty dataset");
    }
    return fit(Tensor.stack(inputs, 0));
  }

  /**
   * Shifts and scales.
   *
   * @param x one sample, of the shape of the mean, or several along axis 0
   * @throws CremaException if x has another shape
   */
  public Tensor transform(Tensor x) {
    check(x);
    return x.to(DType.FLOAT64).sub(mean).div(scale).to(floating(x));
  }

  /** Shifts and scales the input; the target stays. */
  public Sample transform(Sample sample) {
    return new Sample(transform(sample.input()), sample.target());
  }

  /** Undoes {@link #transform(Tensor)}. */
  public Tensor inverse(Tensor y) {
    check(y);
    return y.to(DType.FLOAT64).mul(scale).add(mean).to(floating(y));
  }

  private static DType floating(Tensor x) {
    return x.isFloating() ? x.dtype() : DType.FLOAT32;
  }

  private void check(Tensor x) {
    int[] sizes = x.shape().toArray();
    int[] one = mean.shape().toArray();
    boolean several = sizes.length == one.length + 1;
    if (!Arrays.equals(several ? Arrays.copyOfRange(sizes, 1, sizes.length) : sizes, one)) {
      throw new CremaException(
          "StandardScaler was fitted to samples of shape %s and was given shape %s: give one such"
                  .formatted(mean.shape(), x.shape())
              + " sample, or several along axis 0");
    }
  }
}
