package dev.crema.layers;

import dev.crema.api.Module;
import dev.crema.api.plugin.LayerProvider;
import dev.crema.api.plugin.Option;
import dev.crema.functional.F;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A vector for each of some words, which are given by number: {@code y[…] = weight[x[…]]}.
 *
 * <p>Shape: integers of any shape (…) to (…, embeddingDim).
 *
 * <p>Parameters: {@code weight} (numEmbeddings, embeddingDim), which begins with normal values of
 * mean 0 and variance 1. The row paddingIdx begins with 0 and is not trained.
 *
 * <pre>{@code
 * Embedding layer = new Embedding(7, 4, 0);
 * layer.apply(Tensor.of(new long[][] {{3, 6, 0}})).shape();  // (1, 3, 4)
 * layer.apply(Tensor.of(0L).unsqueeze(0)).detach();  // tensor([[0., 0., 0., 0.]])
 * layer.toString();  // Embedding(7, 4, padding_idx=0)
 * }</pre>
 *
 * <p>Source: {@code torch.nn.Embedding}, without max_norm, scale_grad_by_freq and sparse gradients.
 */
public final class Embedding extends Module {
  private static final String NAME = "embedding";

  /** The settings. */
  public record Config(
      @Option(doc = "how many words there are") int numEmbeddings,
      @Option(doc = "size of a vector") int embeddingDim,
      @Option(
              doc = "the word whose vector is 0 and stays so; negative ones count from the last",
              defaultValue = "null")
          @Nullable Integer paddingIdx,
      @Option(doc = "dtype of the weight", defaultValue = "float32") DType dtype) {
    /**
     * Checks the settings.
     *
     * @throws CremaException if a size is below 1 or there is no word paddingIdx
     */
    public Config {
      Expect.positive(NAME, "num_embeddings", numEmbeddings);
      Expect.positive(NAME, "embedding_dim", embeddingDim);
      Expect.floatingDtype(NAME, dtype);
      if (paddingIdx != null && (paddingIdx < -numEmbeddings || paddingIdx >= numEmbeddings)) {
        throw new CremaException(
            "padding_idx of embedding is %d: of %d words, give %d to %d"
                .formatted(paddingIdx, numEmbeddings, -numEmbeddings, numEmbeddings - 1));
      }
      if (paddingIdx != null && paddingIdx < 0) {
        paddingIdx += numEmbeddings;
      }
    }
  }

  private final transient Config config;
  private final Parameter weight;

  /** A layer whose vectors are all trained. */
  public Embedding(int numEmbeddings, int embeddingDim) {
    this(new Config(numEmbeddings, embeddingDim, null, DType.FLOAT32));
  }

  /** A layer with a word that stands for nothing. */
  public Embedding(int numEmbeddings, int embeddingDim, int paddingIdx) {
    this(new Config(numEmbeddings, embeddingDim, paddingIdx, DType.FLOAT32));
  }

  /** A layer with these settings. */
  public Embedding(Config config) {
    this.config = config;
    this.weight =
        new Parameter(Tensor.zeros(config.dtype, config.numEmbeddings, config.embeddingDim));
    resetParameters();
  }

  /** Draws the vectors anew. */
  public void resetParameters() {
    Init.normal(weight, 0, 1);
    if (config.paddingIdx != null) {
      Tensor word = Tensor.arange(config.numEmbeddings).unsqueeze(1);
      weight.assign(weight.detach().maskedFill(word.eq(config.paddingIdx.longValue()), 0));
    }
  }

  /** The vectors, of shape (numEmbeddings, embeddingDim). */
  public Parameter weight() {
    return weight;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return F.embedding(x, weight, config.paddingIdx);
  }

  @Override
  protected String extraRepr() {
    return config.numEmbeddings
        + ", "
        + config.embeddingDim
        + (config.paddingIdx == null ? "" : ", padding_idx=" + config.paddingIdx);
  }

  /** Provides this layer as {@code embedding}. */
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
      return new Embedding(config);
    }
  }
}
