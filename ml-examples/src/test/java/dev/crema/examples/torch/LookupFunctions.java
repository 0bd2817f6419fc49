package dev.crema.examples.torch;

import dev.crema.functional.AttentionOptions;
import dev.crema.functional.EmbeddingBagOptions;
import dev.crema.functional.F;
import dev.crema.tensor.Tensor;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** PyTorch's lookups, attention, and functions that draw random numbers. */
final class LookupFunctions {
  /** {@code dropout(x, p, training)}. */
  private interface Dropping {
    Tensor apply(Tensor x, double p, boolean training);
  }

  private static final Map<String, Dropping> DROPPING =
      Map.of(
          "dropout", F::dropout,
          "dropout1d", F::dropout1d,
          "dropout2d", F::dropout2d,
          "dropout3d", F::dropout3d,
          "alpha_dropout", F::alphaDropout,
          "feature_alpha_dropout", F::featureAlphaDropout);

  private LookupFunctions() {}

  static void define() {
    lookups();
    DROPPING.forEach(
        (name, function) -> {
          boolean none = name.equals("alpha_dropout") || name.equals("feature_alpha_dropout");
          f(
              "%s(input, p=0.5, training=%s, inplace=False)"
                  .formatted(name, none ? "False" : "True"),
              a -> function.apply(x(a), a.number("p"), a.bool("training")));
          if (!name.endsWith("d")) {
            torch(
                name + "(input, p, train)",
                a -> function.apply(x(a), a.number("p"), a.bool("train")));
          }
        });
    torch(
        "rrelu(input, lower=0.125, upper=0.3333333333333333, training=False)",
        a -> F.rrelu(x(a), a.number("lower"), a.number("upper"), a.bool("training")));
    f(
        "gumbel_softmax(logits, tau=1, hard=False, eps=1e-10, dim=-1)",
        a ->
            F.gumbelSoftmax(a.tensor("logits"), a.number("tau"), a.bool("hard"), a.integer("dim")));
    torch("bernoulli(input)", a -> F.bernoulli(x(a)));
    torch(
        "multinomial(input, num_samples, replacement=False)",
        a -> F.multinomial(x(a), a.integer("num_samples"), a.bool("replacement")));
  }

  private static void torch(String signature, Function<Arguments, Object> body) {
    Functions.define("torch", signature, body);
  }

  private static void f(String signature, Function<Arguments, Object> body) {
    Functions.define("torch.nn.functional", signature, body);
  }

  private static Tensor x(Arguments a) {
    return a.tensor("input");
  }

  private static @Nullable Integer padding(Arguments a) {
    return a.has("padding_idx") ? a.integer("padding_idx") : null;
  }

  /** The weight of a lookup that neither writes it nor scales its gradient. */
  private static Tensor plain(Arguments a) {
    if (a.has("max_norm") || a.bool("scale_grad_by_freq")) {
      throw new Unsupported("max_norm and scale_grad_by_freq");
    }
    return a.tensor("weight");
  }

  private static void lookups() {
    f(
        "embedding(input, weight, padding_idx=None, max_norm=None, norm_type=2.0,"
            + " scale_grad_by_freq=False, sparse=False)",
        a -> F.embedding(x(a), plain(a), padding(a)));
    torch(
        "embedding(weight, indices, padding_idx=-1)",
        a -> {
          int word = a.integer("padding_idx");
          return F.embedding(a.tensor("indices"), a.tensor("weight"), word < 0 ? null : word);
        });
    f(
        "embedding_bag(input, weight, offsets=None, max_norm=None, norm_type=2,"
            + " scale_grad_by_freq=False, mode='mean', sparse=False, per_sample_weights=None,"
            + " include_last_offset=False, padding_idx=None)",
        a ->
            F.embeddingBag(
                x(a),
                plain(a),
                new EmbeddingBagOptions(
                    a.string("mode"),
                    a.tensorOrNull("offsets"),
                    a.tensorOrNull("per_sample_weights"),
                    a.bool("include_last_offset"),
                    padding(a))));
    f(
        "scaled_dot_product_attention(query, key, value, attn_mask=None, dropout_p=0.0,"
            + " is_causal=False, scale=None)",
        a ->
            F.scaledDotProductAttention(
                a.tensor("query"),
                a.tensor("key"),
                a.tensor("value"),
                new AttentionOptions(
                    a.tensorOrNull("attn_mask"),
                    a.number("dropout_p"),
                    a.bool("is_causal"),
                    a.has("scale") ? a.number("scale") : null)));
    torch(
        "bilinear(input1, input2, weight, bias=None)",
        a ->
            F.bilinear(
                a.tensor("input1"),
                a.tensor("input2"),
                a.tensor("weight"),
                a.tensorOrNull("bias")));
  }
}
