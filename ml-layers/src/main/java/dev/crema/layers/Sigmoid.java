package dev.crema.layers;

import dev.crema.api.Module;
import dev.crema.api.plugin.LayerProvider;
import dev.crema.tensor.Tensor;

/**
 * The logistic function, {@code 1 / (1 + e⁻ˣ)}.
 *
 * <p>Shape: any, and the same. Train what comes before it with {@link BCEWithLogitsLoss}, which
 * does without it and loses no digits.
 *
 * <pre>{@code
 * new Sigmoid().apply(Tensor.of(-1f, 0f, 1f));  // tensor([0.2689, 0.5000, 0.7311])
 * }</pre>
 */
public final class Sigmoid extends Module {

  /** It has no settings. */
  public record Config() {}

  /** The layer. */
  public Sigmoid() {}

  @Override
  protected Tensor forward(Tensor x) {
    return x.sigmoid();
  }

  /** Provides this layer as {@code sigmoid}. */
  public static final class Provider implements LayerProvider<Config> {
    @Override
    public String name() {
      return "sigmoid";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public Module create(Config config) {
      return new Sigmoid();
    }
  }
}
