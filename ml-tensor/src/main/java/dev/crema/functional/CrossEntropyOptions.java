package dev.crema.functional;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * How {@link F#crossEntropy(Tensor, Tensor, CrossEntropyOptions)} counts.
 *
 * @param weight one weight a class, or null
 * @param ignoreIndex the label that counts for nothing
 * @param labelSmoothing how much of the target is spread over all classes, from 0 to 1
 * @param reduction what becomes of the labels' losses
 */
public record CrossEntropyOptions(
    @Nullable Tensor weight, long ignoreIndex, double labelSmoothing, Reduction reduction) {
  /** No weights, no smoothing, -100 ignored, the mean. */
  public static final CrossEntropyOptions DEFAULT =
      new CrossEntropyOptions(null, F.IGNORE_INDEX, 0, Reduction.MEAN);

  /**
   * Checks the options.
   *
   * @throws CremaException if the label smoothing is not from 0 to 1
   */
  public CrossEntropyOptions {
    if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
      throw new CremaException(
          "crossEntropy: labelSmoothing must be from 0 to 1, but was " + labelSmoothing);
    }
  }

  public CrossEntropyOptions withWeight(@Nullable Tensor ofClasses) {
    return new CrossEntropyOptions(ofClasses, ignoreIndex, labelSmoothing, reduction);
  }

  public CrossEntropyOptions withIgnoreIndex(long label) {
    return new CrossEntropyOptions(weight, label, labelSmoothing, reduction);
  }

  public CrossEntropyOptions withLabelSmoothing(double spread) {
    return new CrossEntropyOptions(weight, ignoreIndex, spread, reduction);
  }

  public CrossEntropyOptions withReduction(Reduction way) {
    return new CrossEntropyOptions(weight, ignoreIndex, labelSmoothing, way);
  }
}
