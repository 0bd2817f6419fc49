package dev.crema.layers;

import dev.crema.api.Module;
import dev.crema.api.plugin.LayerProvider;
import dev.crema.api.plugin.Option;
import dev.crema.functional.F;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of mean 0 and variance 1: {@code y = (x - mean) / sqrt(variance + eps) * weight + bias},
 * with mean and biased variance over the last axes.
 *
 * <p>Shape: (…, normalizedShape), and the same.
 *
 * <p>Parameters: {@code weight}, which begins with 1, and {@code bias}, which begins with 0, both
 * of the normalized shape.
 *
 * <pre>{@code
 * LayerNorm layer = new LayerNorm(3);
 * layer.apply(Tensor.of(1f, 2f, 3f).unsqueeze(0)).detach();  // tensor([[-1.2247,  0.0000,  1.2247]])
 * layer.toString();  // LayerNorm((3,), eps=1e-05, elementwise_affine=True)
 * }</pre>
 *
 * <p>Source: J. L. Ba, J. R. Kiros, G. E. Hinton, "Layer normalization", 2016; {@code
 * torch.nn.LayerNorm}.
 */
public final class LayerNorm extends Module {
  private static final String NAME = "layer_norm";
  private static final double EPS = 1e-5;

  /** The settings. */
  public record Config(
      @Option(doc = "sizes of the last axes that are one row") List<Integer> normalizedShape,
      @Option(doc = "added to the variance", defaultValue = "" + EPS) double eps,
      @Option(doc = "whether there is a weight", defaultValue = "true") boolean elementwiseAffine,
      @Option(doc = "whether there is a bias beside the weight", defaultValue = "true")
          boolean bias,
      @Option(doc = "dtype of the parameters", defaultValue = "float32") DType dtype) {
    /**
     * Checks the settings.
     *
     * @throws CremaException if there is no axis, a size is below 1, or eps negative
     */
    public Config {
      normalizedShape = List.copyOf(normalizedShape);
      Expect.numbers(NAME, "normalized_shape", normalizedShape, normalizedShape.size(), 1);
      Expect.notNegative(NAME, "eps", eps);
      Expect.floatingDtype(NAME, dtype);
    }
  }

  private final transient Config config;
  private final transient Shape row;
  private final @Nullable Parameter weight;
  private final @Nullable Parameter bias;

  /** A layer over the last axes of these sizes, with weight and bias. */
  public LayerNorm(int... normalizedShape) {
    this(
        new Config(
            Arrays.stream(normalizedShape).boxed().toList(), EPS, true, true, DType.FLOAT32));
  }

  /** A layer with these settings. */
  public LayerNorm(Config config) {
    this.config = config;
    this.row = Shape.of(Expect.ints(config.normalizedShape));
    boolean affine = config.elementwiseAffine;
    this.weight = affine ? new Parameter(Tensor.ones(config.dtype, row)) : null;
    this.bias = affine && config.bias ? new Parameter(Tensor.zeros(config.dtype, row)) : null;
  }

  /** Sets weights to 1 and biases to 0. */
  public void resetParameters() {
    if (weight != null) {
      Init.ones(weight);
    }
    if (bias != null) {
      Init.zeros(bias);
    }
  }

  /** The factors; null where the layer is not affine. */
  public @Nullable Parameter weight() {
    return weight;
  }

  /** What is added; null where there is none. */
  public @Nullable Parameter bias() {
    return bias;
  }

  @Override
  protected Tensor forward(Tensor x) {
    int lead = x.ndim() - row.rank();
    if (lead < 0
        || !Shape.of(Arrays.copyOfRange(x.shape().toArray(), lead, x.ndim())).equals(row)) {
      throw new CremaException(
          "layer_norm: expects the last axes to be %s, was given shape %s"
              .formatted(row, x.shape()));
    }
    Expect.dtype(NAME, config.dtype, x);
    return F.layerNorm(x, row, weight, bias, config.eps);
  }

  @Override
  protected String extraRepr() {
    return "%s, eps=%s, elementwise_affine=%s"
        .formatted(
            Expect.tuple(config.normalizedShape),
            Expect.python(config.eps),
            Expect.python(config.elementwiseAffine));
  }

  /** Provides this layer as {@code layer_norm}. */
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
      return new LayerNorm(config);
    }
  }
}
