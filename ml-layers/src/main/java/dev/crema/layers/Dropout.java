package dev.crema.layers;

import dev.crema.api.Module;
import dev.crema.api.plugin.LayerProvider;
import dev.crema.api.plugin.Option;
import dev.crema.functional.F;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;

/**
 * Zeroes each element with probability p and multiplies the others by 1 / (1 - p), so that the mean
 * stays; in evaluation mode it gives its input.
 *
 * <p>Shape: any, and the same.
 *
 * <p>The mask of a call is a function of one key (Philox), not of the thread or the dtype; the key
 * is drawn from {@code Crema.generator()}. So there is no state here: a checkpoint that holds the
 * generator goes on with the same masks.
 *
 * <pre>{@code
 * Dropout layer = new Dropout(0.5);
 * layer.apply(Tensor.ones(1000)).mean().gt(0.8);  // tensor(True)
 * layer.eval();
 * layer.apply(Tensor.ones(3));  // tensor([1., 1., 1.])
 * }</pre>
 *
 * <p>Source: N. Srivastava et al., "Dropout: a simple way to prevent neural networks from
 * overfitting", 2014.
 */
public final class Dropout extends Module {
  private static final double P = 0.5;

  /** The settings. */
  public record Config(
      @Option(doc = "probability of being zeroed", defaultValue = "" + P) double p) {
    /**
     * Checks the settings.
     *
     * @throws CremaException if p is not from 0 to 1
     */
    public Config {
      Expect.fraction("dropout", "p", p);
    }
  }

  private final Config config;

  /** A layer that zeroes half of its input. */
  public Dropout() {
    this(P);
  }

  /** A layer that zeroes with probability p. */
  public Dropout(double p) {
    this(new Config(p));
  }

  /** A layer with these settings. */
  public Dropout(Config config) {
    this.config = config;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return F.dropout(x, config.p, isTraining());
  }

  @Override
  protected String extraRepr() {
    return "p=" + config.p;
  }

  /** Provides this layer as {@code dropout}. */
  public static final class Provider implements LayerProvider<Config> {
    @Override
    public String name() {
      return "dropout";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public Module create(Config config) {
      return new Dropout(config);
    }
  }
}
