package dev.crema.functional;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * How {@link F#multiMarginLoss(Tensor, Tensor, MultiMarginOptions)} counts.
 *
 * @param p the power of what the margin lacks, 1 or 2
 * @param margin by how much the label's score is to be above the others
 * @param weight one weight a class, or null
 * @param reduction what becomes of the labels' losses
 */
public record MultiMarginOptions(
    int p, double margin, @Nullable Tensor weight, Reduction reduction) {
  /** Power 1, margin 1, no weights, the mean. */
  public static final MultiMarginOptions DEFAULT =
      new MultiMarginOptions(1, 1, null, Reduction.MEAN);

  /**
   * Checks the options.
   *
   * @throws CremaException if the power is neither 1 nor 2
   */
  public MultiMarginOptions {
    if (p != 1 && p != 2) {
      throw new CremaException("multiMarginLoss: p must be 1 or 2, but was " + p);
    }
  }

  public MultiMarginOptions withP(int power) {
    return new MultiMarginOptions(power, margin, weight, reduction);
  }

  public MultiMarginOptions withMargin(double distance) {
    return new MultiMarginOptions(p, distance, weight, reduction);
  }

  public MultiMarginOptions withWeight(@Nullable Tensor ofClasses) {
    return new MultiMarginOptions(p, margin, ofClasses, reduction);
  }

  public MultiMarginOptions withReduction(Reduction way) {
    return new MultiMarginOptions(p, margin, weight, way);
  }
}
