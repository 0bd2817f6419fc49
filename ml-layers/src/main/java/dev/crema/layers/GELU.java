package dev.crema.layers;

import dev.crema.api.Module;
import dev.crema.api.plugin.LayerProvider;
import dev.crema.api.plugin.Option;
import dev.crema.tensor.Tensor;
import java.util.Locale;

/**
 * The Gaussian error linear unit: {@code x Φ(x)}, with the normal distribution's Φ; or by tanh,
 * {@code 0.5 x (1 + tanh(sqrt(2/π) (x + 0.044715 x³)))}.
 *
 * <p>Shape: any, and the same.
 *
 * <pre>{@code
 * new GELU().apply(Tensor.of(-1f, 0f, 1f));  // tensor([-0.1587,  0.0000,  0.8413])
 * }</pre>
 *
 * <p>Source: D. Hendrycks, K. Gimpel, "Gaussian error linear units", 2016.
 */
public final class GELU extends Module {

  /** How it is computed: exactly, or by tanh as in GPT-2. */
  public enum Approximate {
    NONE,
    TANH;

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The settings. */
  public record Config(
      @Option(doc = "none is exact, tanh is GPT-2's", defaultValue = "none")
          Approximate approximate) {}

  private final Config config;

  /** The exact function. */
  public GELU() {
    this(Approximate.NONE);
  }

  /** The exact function or its approximation. */
  public GELU(Approximate approximate) {
    this(new Config(approximate));
  }

  /** A layer with these settings. */
  public GELU(Config config) {
    this.config = config;
  }

  @Override
  protected Tensor forward(Tensor x) {
    Expect.floating("gelu", x);
    return x.gelu(config.approximate.word());
  }

  @Override
  protected String extraRepr() {
    return "approximate='" + config.approximate.word() + "'";
  }

  /** Provides this layer as {@code gelu}. */
  public static final class Provider implements LayerProvider<Config> {
    @Override
    public String name() {
      return "gelu";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public Module create(Config config) {
      return new GELU(config);
    }
  }
}
