package dev.crema.train;

import dev.crema.api.Metric;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Tensor;

/** {@code mean(|prediction - target|)} over all elements, in double precision. */
public final class MeanAbsoluteError implements Metric {
  private double sum;
  private long elements;

  /** A mean absolute error over nothing yet. */
  public MeanAbsoluteError() {}

  @Override
  public String name() {
    return "mean_absolute_error";
  }

  @Override
  public void reset() {
    sum = 0;
    elements = 0;
  }

  /**
   * Takes in one batch.
   *
   * @throws CremaException if the shapes differ: (n, 1) and (n,) would broadcast to n * n errors
   */
  @Override
  public void update(Tensor prediction, Tensor target) {
    if (!prediction.shape().equals(target.shape())) {
      throw new CremaException(
          "mean_absolute_error: prediction of shape %s and target of shape %s; make them equal"
                  .formatted(prediction.shape(), target.shape())
              + " (squeeze or unsqueeze one), since broadcasting would compare each with each");
    }
    Tensor errors = prediction.to(DType.FLOAT64).sub(target.to(DType.FLOAT64)).abs();
    sum += errors.sum().item();
    elements += errors.numel();
  }

  @Override
  public double value() {
    return sum / elements;
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }
}
