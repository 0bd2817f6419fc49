package dev.crema.optim;

import dev.crema.api.Optimizer;
import dev.crema.api.ParameterGroup;
import dev.crema.api.Schedule;
import dev.crema.api.plugin.Option;
import dev.crema.api.plugin.ScheduleProvider;
import dev.crema.tensor.CremaException;

/**
 * Multiplies the learning rate by gamma in every step.
 *
 * <pre>
 * rate(t) = rate(t - 1) * gamma
 * </pre>
 *
 * <pre>{@code
 * Schedule schedule = new ExponentialLR(optimizer, 0.95);
 * }</pre>
 *
 * <p>As {@code torch.optim.lr_scheduler.ExponentialLR}.
 */
public final class ExponentialLR extends Schedule {

  /**
   * The settings.
   *
   * @param gamma what the rate is multiplied by
   */
  public record Config(@Option(doc = "what the rate is multiplied by") double gamma) {
    /**
     * Checked settings.
     *
     * @throws CremaException if gamma is negative or not finite
     */
    public Config {
      Bounds.atLeastZero("gamma", gamma);
    }
  }

  private final Config config;

  /** A change by gamma in every step. */
  public ExponentialLR(Optimizer optimizer, double gamma) {
    this(optimizer, new Config(gamma));
  }

  /** A schedule with these settings. */
  public ExponentialLR(Optimizer optimizer, Config config) {
    super(optimizer);
    this.config = config;
    start();
  }

  @Override
  protected double rate(long step, ParameterGroup group) {
    return step == 0 ? group.learningRate() : group.learningRate() * config.gamma;
  }

  /** {@code exponential_lr} in model files. */
  public static final class Provider implements ScheduleProvider<Config> {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {}

    @Override
    public String name() {
      return "exponential_lr";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public ScheduleFactory create(Config config) {
      return optimizer -> new ExponentialLR(optimizer, config);
    }
  }
}
