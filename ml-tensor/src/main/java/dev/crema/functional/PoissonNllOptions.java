package dev.crema.functional;

import dev.crema.tensor.Tensor;

/**
 * How {@link F#poissonNllLoss(Tensor, Tensor, PoissonNllOptions)} counts.
 *
 * @param logInput whether predictions are logarithms of the rate, and not the rate
 * @param full whether Stirling's approximation of log(target!) is added
 * @param eps added to a rate before its logarithm is taken
 * @param reduction what becomes of the elements' losses
 */
public record PoissonNllOptions(boolean logInput, boolean full, double eps, Reduction reduction) {
  /** Of logarithms of the rate, without Stirling's term, 1e-8, the mean. */
  public static final PoissonNllOptions DEFAULT =
      new PoissonNllOptions(true, false, 1e-8, Reduction.MEAN);

  public PoissonNllOptions withLogInput(boolean logarithms) {
    return new PoissonNllOptions(logarithms, full, eps, reduction);
  }

  public PoissonNllOptions withFull(boolean withFactorial) {
    return new PoissonNllOptions(logInput, withFactorial, eps, reduction);
  }

  public PoissonNllOptions withEps(double added) {
    return new PoissonNllOptions(logInput, full, added, reduction);
  }

  public PoissonNllOptions withReduction(Reduction way) {
    return new PoissonNllOptions(logInput, full, eps, way);
  }
}
