package dev.crema.functional;

import dev.crema.tensor.Tensor;

/**
 * How {@link F#ctcLoss(Tensor, Tensor, Tensor, Tensor, CtcOptions)} counts.
 *
 * @param blank the class of no label
 * @param zeroInfinity whether the loss of a target that cannot be in its input is 0 and not
 *     infinite
 * @param reduction what becomes of the sequences' losses; the mean divides each by the length of
 *     its target first
 */
public record CtcOptions(int blank, boolean zeroInfinity, Reduction reduction) {
  /** Class 0 is the blank, infinite losses stay, the mean. */
  public static final CtcOptions DEFAULT = new CtcOptions(0, false, Reduction.MEAN);

  public CtcOptions withBlank(int ofNoLabel) {
    return new CtcOptions(ofNoLabel, zeroInfinity, reduction);
  }

  public CtcOptions withZeroInfinity(boolean zero) {
    return new CtcOptions(blank, zero, reduction);
  }

  public CtcOptions withReduction(Reduction way) {
    return new CtcOptions(blank, zeroInfinity, way);
  }
}
