package dev.crema.train;

import dev.crema.api.Loss;
import dev.crema.api.Metric;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;

/**
 * The mean of a loss over samples: {@code sum(loss_b * n_b) / sum(n_b)} over batches b of n_b
 * samples, in double precision. Equal to the loss over all data at once for losses that are means
 * over samples.
 */
public final class MeanLoss implements Metric {
  private final String name;
  private final Loss loss;
  private double sum;
  private long samples;

  /**
   * A mean loss.
   *
   * @param name the name it is reported under
   * @param loss the loss, which must give one number a batch
   */
  public MeanLoss(String name, Loss loss) {
    this.name = name;
    this.loss = loss;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void reset() {
    sum = 0;
    samples = 0;
  }

  @Override
  public void update(Tensor prediction, Tensor target) {
    add(checked(loss.apply(prediction, target)).item(), target.size(0));
  }

  /** Takes in the loss of a batch of so many samples. */
  void add(double value, int count) {
    sum += value * count;
    samples += count;
  }

  /** The loss as it came, if it is one number. */
  static Tensor checked(Tensor loss) {
    if (loss.numel() != 1) {
      throw new CremaException(
          "the loss of a batch has shape %s, but a training needs one number: reduce it (mean())"
              .formatted(loss.shape()));
    }
    return loss;
  }

  @Override
  public double value() {
    return sum / samples;
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }
}
