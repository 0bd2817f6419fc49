package dev.crema.layers;

import dev.crema.api.Module;
import dev.crema.api.plugin.LayerProvider;
import dev.crema.api.plugin.Option;
import dev.crema.functional.AttentionOptions;
import dev.crema.functional.F;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Attention by several heads: {@code concat(head_1, …, head_h) W_o + b_o}, where head i is the
 * scaled dot-product attention of {@code q W_q[i]}, {@code k W_k[i]} and {@code v W_v[i]}, each of
 * size embedDim / numHeads.
 *
 * <p>Shape: (length, batch, embedDim), or (batch, length, embedDim) where batchFirst, or (length,
 * embedDim); and the shape of the queries. Called with one input, it attends to itself.
 *
 * <p>Parameters: {@code in_proj_weight} (3 embedDim, embedDim), the matrices of queries, keys and
 * values, which begins uniform by Xavier's rule; {@code in_proj_bias} (3 embedDim), which begins
 * with 0; {@code out_proj}, a {@link Linear} whose bias begins with 0.
 *
 * <p>A bool mask is true where a key takes part, as in {@link F#scaledDotProductAttention}; the
 * masks of {@code torch.nn.MultiheadAttention} are the other way round.
 *
 * <pre>{@code
 * MultiheadAttention layer = new MultiheadAttention(8, 2);
 * Tensor x = Tensor.randn(5, 3, 8);
 * layer.apply(x).shape();  // (5, 3, 8)
 * Tensor memory = Tensor.randn(7, 3, 8);
 * layer.apply(x, memory, memory, AttentionOptions.DEFAULT).shape();  // (5, 3, 8)
 * }</pre>
 *
 * <p>Source: A. Vaswani et al., "Attention is all you need", 2017; {@code
 * torch.nn.MultiheadAttention}, without its bias_k and bias_v, and without keys and values of other
 * sizes.
 */
public final class MultiheadAttention extends Module {
  private static final String NAME = "multihead_attention";

  /** The settings. */
  public record Config(
      @Option(doc = "size of each element of a sequence") int embedDim,
      @Option(doc = "how many heads share it") int numHeads,
      @Option(doc = "probability that a weight of the attention is left out", defaultValue = "0.0")
          double dropout,
      @Option(doc = "whether to add biases", defaultValue = "true") boolean bias,
      @Option(doc = "whether the batch comes before the length", defaultValue = "false")
          boolean batchFirst,
      @Option(doc = "dtype of the parameters", defaultValue = "float32") DType dtype) {
    /**
     * Checks the settings.
     *
     * @throws CremaException if a size is below 1, the heads do not divide it evenly, dropout is
     *     not from 0 to 1, or the dtype not floating
     */
    public Config {
      Expect.positive(NAME, "embed_dim", embedDim);
      Expect.positive(NAME, "num_heads", numHeads);
      Expect.fraction(NAME, "dropout", dropout);
      Expect.floatingDtype(NAME, dtype);
      if (embedDim % numHeads != 0) {
        throw new CremaException(
            "%s: embed_dim %d cannot be divided evenly among num_heads %d"
                .formatted(NAME, embedDim, numHeads));
      }
    }
  }

  private final Config config;
  private final Parameter inProjWeight;
  private final @Nullable Parameter inProjBias;
  private final Linear outProj;

  /** Heads without dropout, with biases, in float32. */
  public MultiheadAttention(int embedDim, int numHeads) {
    this(new Config(embedDim, numHeads, 0, true, false, DType.FLOAT32));
  }

  /** A layer with these settings. */
  public MultiheadAttention(Config config) {
    this.config = config;
    int size = config.embedDim;
    this.inProjWeight = new Parameter(Tensor.zeros(config.dtype, 3 * size, size));
    this.inProjBias = config.bias ? new Parameter(Tensor.zeros(config.dtype, 3 * size)) : null;
    this.outProj = new Linear(size, size, config.bias, config.dtype);
    begin();
  }

  /** Draws the parameters anew. */
  public void resetParameters() {
    outProj.resetParameters();
    begin();
  }

  private void begin() {
    Init.xavierUniform(inProjWeight);
    Parameter outBias = outProj.bias();
    if (inProjBias != null && outBias != null) {
      Init.zeros(inProjBias);
      Init.zeros(outBias);
    }
  }

  @Override
  protected Tensor forward(Tensor x) {
    return attend(x, x, x, AttentionOptions.DEFAULT);
  }

  /**
   * What the queries find at the keys.
   *
   * @param options mask and causality; its dropout is not looked at, the layer has its own
   * @throws CremaException if the shapes do not fit each other and the layer
   */
  public Tensor apply(Tensor query, Tensor key, Tensor value, AttentionOptions options) {
    return inside(() -> attend(query, key, value, options), query, key, value);
  }

  private Tensor attend(Tensor query, Tensor key, Tensor value, AttentionOptions options) {
    check("queries", query, query);
    check("keys", key, query);
    check("values", value, query);
    List<Tensor> weights = inProjWeight.chunk(3, 0);
    List<@Nullable Tensor> biases = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      biases.add(
          inProjBias == null ? null : inProjBias.narrow(0, i * config.embedDim, config.embedDim));
    }
    Tensor found =
        F.scaledDotProductAttention(
            heads(F.linear(query, weights.get(0), biases.get(0))),
            heads(F.linear(key, weights.get(1), biases.get(1))),
            heads(F.linear(value, weights.get(2), biases.get(2))),
            options.withDropout(isTraining() ? config.dropout : 0));
    return outProj.apply(joined(found, query));
  }

  private void check(String what, Tensor x, Tensor query) {
    if (x.ndim() < 2 || x.ndim() > 3 || x.ndim() != query.ndim() || x.size(-1) != config.embedDim) {
      String shape = config.batchFirst ? "(batch, length, %d)" : "(length, batch, %d)";
      throw new CremaException(
          "%s: expects %s %s, or without the batch in all inputs, was given shape %s"
              .formatted(NAME, what, shape.formatted(config.embedDim), x.shape()));
    }
    Expect.dtype(NAME, config.dtype, x);
  }

  /** (length, batch, size) as (batch, heads, length, size of a head). */
  private Tensor heads(Tensor x) {
    Tensor rows = x.ndim() == 2 ? x.unsqueeze(0) : config.batchFirst ? x : x.transpose(0, 1);
    int size = config.embedDim / config.numHeads;
    return rows.reshape(rows.size(0), rows.size(1), config.numHeads, size).transpose(1, 2);
  }

  /** The inverse of {@link #heads}. */
  private Tensor joined(Tensor heads, Tensor query) {
    Tensor rows = heads.transpose(1, 2).flatten(2, 3);
    return query.ndim() == 2 ? rows.squeeze(0) : config.batchFirst ? rows : rows.transpose(0, 1);
  }

  @Override
  protected String extraRepr() {
    return "%d, %d, dropout=%s, batch_first=%s"
        .formatted(
            config.embedDim,
            config.numHeads,
            Expect.python(config.dropout),
            Expect.python(config.batchFirst));
  }

  /** Provides this layer as {@code multihead_attention}. */
  public static final class Provider implements LayerProvider<Config> {
    @Override
    public String name() {
      return NAME;
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public Module create(Config config) {
      return new MultiheadAttention(config);
    }
  }
}
