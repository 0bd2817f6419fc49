package dev.crema.functional;

import dev.crema.tensor.Autograd;
import dev.crema.tensor.Buffer;
import dev.crema.tensor.Tensor;

/**
 * A normalized batch, and the statistics of its channels.
 *
 * @param output the batch, normalized
 * @param mean of each channel
 * @param variance of each channel, biased: the mean square deviation
 * @param count how many elements a mean and a variance are of
 */
public record Normalized(Tensor output, Tensor mean, Tensor variance, long count) {
  /**
   * Moves running statistics towards those of this batch: running = (1 - momentum) running +
   * momentum batch, with the unbiased variance. An empty batch moves nothing.
   */
  public void track(Buffer runningMean, Buffer runningVariance, double momentum) {
    if (count > 0) {
      Autograd.noGrad(
          () -> {
            move(runningMean, mean, momentum);
            move(runningVariance, variance.mul(count / (count - 1.0)), momentum);
          });
    }
  }

  private static void move(Buffer running, Tensor batch, double momentum) {
    Tensor kept = running.mul(1 - momentum);
    running.assign(kept.add(batch.mul(momentum)).to(running.dtype()));
  }
}
