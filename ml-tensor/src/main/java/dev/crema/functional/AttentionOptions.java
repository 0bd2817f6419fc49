package dev.crema.functional;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * How queries look at keys.
 *
 * @param mask of a shape that broadcasts with (…, queries, keys): bool, where true takes part, or
 *     numbers that are added to the scores; null for none
 * @param dropout the probability that a weight is left out
 * @param causal whether query i sees keys 0 to i only
 * @param scale what products are multiplied by; null for 1 / √(size of a query)
 */
public record AttentionOptions(
    @Nullable Tensor mask, double dropout, boolean causal, @Nullable Double scale) {
  /** All keys, no dropout. */
  public static final AttentionOptions DEFAULT = new AttentionOptions(null, 0, false, null);

  /**
   * Checks the settings.
   *
   * @throws CremaException if there is a mask though the attention is causal, or dropout is not
   *     from 0 to 1
   */
  public AttentionOptions {
    if (mask != null && causal) {
      throw new CremaException(
          "scaledDotProductAttention: causal attention has its own mask; a mask of shape %s was given too"
              .formatted(mask.shape()));
    }
    Noise.checkProbability("scaledDotProductAttention", dropout);
  }

  public AttentionOptions withMask(@Nullable Tensor given) {
    return new AttentionOptions(given, dropout, causal, scale);
  }

  public AttentionOptions withDropout(double p) {
    return new AttentionOptions(mask, p, causal, scale);
  }

  public AttentionOptions withCausal(boolean only) {
    return new AttentionOptions(mask, dropout, only, scale);
  }

  public AttentionOptions withScale(double factor) {
    return new AttentionOptions(mask, dropout, causal, factor);
  }
}
