package dev.crema.layers;

import dev.crema.api.Module;
import dev.crema.api.plugin.LayerProvider;
import dev.crema.api.plugin.Option;
import dev.crema.functional.F;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.UnaryFn;
import org.jspecify.annotations.Nullable;

/**
 * An affine map of the last axis: {@code y = x Wᵀ + b}.
 *
 * <p>Shape: (…, inFeatures) to (…, outFeatures); one sample (inFeatures) gives (outFeatures).
 *
 * <p>Parameters: {@code weight} (outFeatures, inFeatures) and {@code bias} (outFeatures). Both
 * begin uniform in ±1/sqrt(inFeatures), drawn from {@code Crema.generator()} in PyTorch's order:
 * after {@code Crema.manualSeed(n)} they are those of {@code torch.manual_seed(n)}, to the bit.
 *
 * <pre>{@code
 * Linear layer = new Linear(20, 30);
 * layer.apply(Tensor.randn(128, 20)).shape();  // (128, 30)
 * layer.toString();  // Linear(in_features=20, out_features=30, bias=True)
 * }</pre>
 *
 * <p>Source: {@code torch.nn.Linear}.
 */
public final class Linear extends Module {

  /** The settings. */
  public record Config(
      @Option(doc = "size of each input") int inFeatures,
      @Option(doc = "size of each output") int outFeatures,
      @Option(doc = "whether to add a bias", defaultValue = "true") boolean bias,
      @Option(doc = "dtype of the parameters", defaultValue = "float32") DType dtype) {
    /**
     * Checks the settings.
     *
     * @throws CremaException if a size is below 1 or the dtype is not floating
     */
    public Config {
      Expect.positive("linear", "in_features", inFeatures);
      Expect.positive("linear", "out_features", outFeatures);
      Expect.floatingDtype("linear", dtype);
    }
  }

  private final Config config;
  private final Parameter weight;
  private final @Nullable Parameter bias;

  /** A layer with a bias, in float32. */
  public Linear(int inFeatures, int outFeatures) {
    this(inFeatures, outFeatures, true);
  }

  /** A layer with or without a bias, in float32. */
  public Linear(int inFeatures, int outFeatures, boolean bias) {
    this(inFeatures, outFeatures, bias, DType.FLOAT32);
  }

  /** A layer with parameters of a dtype, which its inputs must have. */
  public Linear(int inFeatures, int outFeatures, boolean bias, DType dtype) {
    this(new Config(inFeatures, outFeatures, bias, dtype));
  }

  /** A layer with these settings. */
  public Linear(Config config) {
    this.config = config;
    int out = config.outFeatures;
    this.weight = new Parameter(Tensor.zeros(config.dtype, out, config.inFeatures));
    this.bias = config.bias ? new Parameter(Tensor.zeros(config.dtype, out)) : null;
    resetParameters();
  }

  /** Draws the parameters anew. */
  public void resetParameters() {
    Init.kaimingUniform(weight, Math.sqrt(5), Init.Fan.IN, Init.Nonlinearity.LEAKY_RELU);
    if (bias != null) {
      double bound = 1 / Math.sqrt(config.inFeatures);
      Init.uniform(bias, -bound, bound);
    }
  }

  /** The weight, of shape (outFeatures, inFeatures). */
  public Parameter weight() {
    return weight;
  }

  /** The bias, of shape (outFeatures); null where there is none. */
  public @Nullable Parameter bias() {
    return bias;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return forward(x, null);
  }

  /** This layer and a function of its output in one operation. */
  Tensor apply(Tensor x, UnaryFn activation) {
    return inside(() -> forward(x, activation), x);
  }

  private Tensor forward(Tensor x, @Nullable UnaryFn activation) {
    if (x.ndim() == 0 || x.size(-1) != config.inFeatures) {
      throw new CremaException(
          "linear: expects %s features on the last axis, was given shape %s"
              .formatted(config.inFeatures, x.shape()));
    }
    Expect.dtype("linear", config.dtype, x);
    return F.linear(x, weight, bias, activation);
  }

  @Override
  protected String extraRepr() {
    return "in_features=%s, out_features=%s, bias=%s"
        .formatted(config.inFeatures, config.outFeatures, Expect.python(config.bias));
  }

  /** Provides this layer as {@code linear}. */
  public static final class Provider implements LayerProvider<Config> {
    @Override
    public String name() {
      return "linear";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public Module create(Config config) {
      return new Linear(config);
    }
  }
}
