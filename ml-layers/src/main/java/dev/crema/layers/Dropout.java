package dev.crema.layers;

import dev.crema.api.Module;
import dev.crema.api.plugin.LayerProvider;
import dev.crema.api.plugin.Option;
import dev.crema.tensor.Crema;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Dispatcher;
import dev.crema.tensor.SourceOp;
import dev.crema.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Zeroes each element with probability p and multiplies the others by 1 / (1 - p), so that the mean
 * stays; in evaluation mode it gives its input.
 *
 * <p>Shape: any, and the same.
 *
 * <p>The mask of a call is a function of a seed and the number of calls before it (Philox), not of
 * the thread or the dtype. The seed is drawn from {@code Crema.generator()} for the first mask and
 * not before, so that a model's weights are those that PyTorch draws with a dropout layer among
 * them. {@link #state()} is what a checkpoint keeps to go on with the same masks; it is not in the
 * state dict, where PyTorch has nothing either.
 *
 * <pre>{@code
 * Dropout layer = new Dropout(0.5);
 * layer.apply(Tensor.ones(1000)).mean().item() > 0.8;  // true
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

  /**
   * Which mask comes next.
   *
   * @param seed of all masks of a layer
   * @param calls how many were made
   */
  public record State(long seed, long calls) {}

  private final Config config;
  private @Nullable State state;

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

  /** Which mask comes next; null where the seed is not drawn yet. */
  public synchronized @Nullable State state() {
    return state;
  }

  /** Goes to where {@link #state()} was. */
  public synchronized void state(@Nullable State earlier) {
    this.state = earlier;
  }

  @Override
  protected Tensor forward(Tensor x) {
    Expect.floating("dropout", x);
    return isTraining() && config.p > 0 ? x.mul(mask(x)) : x;
  }

  private Tensor mask(Tensor x) {
    State key = advance();
    Tensor uniform =
        Dispatcher.apply(new SourceOp.Random(DType.FLOAT32, x.shape(), key.seed(), key.calls()));
    Tensor kept = uniform.ge(config.p).to(x.dtype());
    return config.p == 1 ? kept : kept.mul(1 / (1 - config.p));
  }

  private synchronized State advance() {
    State current = state == null ? new State(drawSeed(), 0) : state;
    state = new State(current.seed(), current.calls() + 1);
    return current;
  }

  private static long drawSeed() {
    long[] seed = new long[1];
    Crema.generator().fillIntegers(seed, 0, 1, Long.MIN_VALUE, Long.MAX_VALUE);
    return seed[0];
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
