package dev.crema.functional;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Queries that look up values by keys. */
final class Attention {
  private Attention() {}

  static Tensor of(Tensor query, Tensor key, Tensor value, AttentionOptions options) {
    check(query, key, value);
    Double given = options.scale();
    double scale = given == null ? 1 / Math.sqrt(query.size(-1)) : given;
    Tensor scores = query.matmul(key.transpose(-2, -1)).mul(scale);
    Tensor weights = weights(scores, mask(scores, options));
    double p = options.dropout();
    return Dropouts.zeroed("scaledDotProductAttention", weights, p, p > 0, weights.shape())
        .matmul(value);
  }

  private static void check(Tensor query, Tensor key, Tensor value) {
    boolean ranks = query.ndim() >= 2 && key.ndim() >= 2 && value.ndim() >= 2;
    if (!ranks || query.size(-1) != key.size(-1) || key.size(-2) != value.size(-2)) {
      throw new CremaException(
          "scaledDotProductAttention: expects queries (…, n, d), keys (…, m, d) and values (…, m, e), was given %s, %s and %s"
              .formatted(query.shape(), key.shape(), value.shape()));
    }
    if (!query.isFloating() || query.dtype() != key.dtype() || query.dtype() != value.dtype()) {
      throw new CremaException(
          "scaledDotProductAttention: queries, keys and values must be of one floating dtype, but are %s, %s and %s"
              .formatted(query.dtype(), key.dtype(), value.dtype()));
    }
  }

  private static @Nullable Tensor mask(Tensor scores, AttentionOptions options) {
    if (options.causal()) {
      Tensor queries = Tensor.arange(scores.size(-2)).unsqueeze(1);
      return Tensor.arange(scores.size(-1)).le(queries);
    }
    Tensor mask = options.mask();
    if (mask != null && mask.dtype() != DType.BOOL && mask.dtype() != scores.dtype()) {
      throw new CremaException(
          "scaledDotProductAttention: the mask must be bool or %s, but is %s"
              .formatted(scores.dtype(), mask.dtype()));
    }
    return mask;
  }

  /** The softmax of the scores; of a query that sees no key, zeros. */
  private static Tensor weights(Tensor scores, @Nullable Tensor mask) {
    if (mask == null) {
      return scores.softmax(-1);
    }
    Tensor none = Tensor.full(scores.dtype(), Double.NEGATIVE_INFINITY, Shape.of());
    Tensor masked =
        mask.dtype() == DType.BOOL ? Tensor.where(mask, scores, none) : scores.add(mask);
    Tensor blind = masked.detach().eq(none).all(true, -1);
    Tensor zero = Tensor.zeros(scores.dtype());
    Tensor weights = Tensor.where(blind, zero, masked).softmax(-1);
    return Tensor.where(blind, zero, weights);
  }
}
