package dev.crema.functional;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Which words are a bag, and what their vectors become.
 *
 * @param mode {@code mean}, {@code sum} or {@code max}
 * @param offsets where each bag begins among words in a row (integers, upwards from 0); null for
 *     bags that are the rows of a matrix
 * @param perSampleWeights what each word's vector is multiplied by, of the shape of the words; for
 *     {@code sum} only, or null
 * @param includeLastOffset whether the last offset is the end of the last bag
 * @param paddingIdx the word that is left out, or null; negative ones count from the last
 */
public record EmbeddingBagOptions(
    String mode,
    @Nullable Tensor offsets,
    @Nullable Tensor perSampleWeights,
    boolean includeLastOffset,
    @Nullable Integer paddingIdx) {
  /** Means over rows of a matrix. */
  public static final EmbeddingBagOptions DEFAULT =
      new EmbeddingBagOptions("mean", null, null, false, null);

  /**
   * Checks the settings.
   *
   * @throws CremaException if there is no such mode, or one other than sum has weights
   */
  public EmbeddingBagOptions {
    if (!mode.equals("mean") && !mode.equals("sum") && !mode.equals("max")) {
      throw new CremaException(
          "embeddingBag: mode must be mean, sum or max, but was \"%s\"".formatted(mode));
    }
    if (perSampleWeights != null && !mode.equals("sum")) {
      throw new CremaException("embeddingBag: weights are for the mode sum, not for " + mode);
    }
  }

  public EmbeddingBagOptions withMode(String name) {
    return new EmbeddingBagOptions(name, offsets, perSampleWeights, includeLastOffset, paddingIdx);
  }

  public EmbeddingBagOptions withOffsets(@Nullable Tensor starts) {
    return new EmbeddingBagOptions(mode, starts, perSampleWeights, includeLastOffset, paddingIdx);
  }

  public EmbeddingBagOptions withPerSampleWeights(@Nullable Tensor weights) {
    return new EmbeddingBagOptions(mode, offsets, weights, includeLastOffset, paddingIdx);
  }

  public EmbeddingBagOptions withIncludeLastOffset(boolean included) {
    return new EmbeddingBagOptions(mode, offsets, perSampleWeights, included, paddingIdx);
  }

  public EmbeddingBagOptions withPaddingIdx(@Nullable Integer word) {
    return new EmbeddingBagOptions(mode, offsets, perSampleWeights, includeLastOffset, word);
  }
}
