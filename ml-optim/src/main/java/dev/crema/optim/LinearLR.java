package dev.crema.optim;

import dev.crema.api.Optimizer;
import dev.crema.api.ParameterGroup;
import dev.crema.api.Schedule;
import dev.crema.api.plugin.Option;
import dev.crema.api.plugin.ScheduleProvider;
import dev.crema.tensor.CremaException;

/**
 * Moves the learning rate along a line from one factor of itself to another: a warm-up.
 *
 * <pre>
 * rate(t) = initial rate * (startFactor + (endFactor - startFactor) * min(t, totalIters) / totalIters)
 * </pre>
 *
 * <pre>{@code
 * Schedule warmUp = new LinearLR(optimizer, 0.1, 1.0, 5);
 * }</pre>
 *
 * <p>As {@code torch.optim.lr_scheduler.LinearLR}: computed from the rate of the step before, so
 * that it can be chained with other schedules on the same optimizer.
 */
public final class LinearLR extends Schedule {

  /**
   * The settings.
   *
   * @param startFactor the factor of step 0
   * @param endFactor the factor of step totalIters and of those after it
   * @param totalIters how many steps the way takes
   */
  public record Config(
      @Option(doc = "factor of the rate at first", defaultValue = "0.3333333333333333")
          double startFactor,
      @Option(doc = "factor of the rate at last", defaultValue = "1") double endFactor,
      @Option(doc = "steps from the first to the last", defaultValue = "5") int totalIters) {
    /**
     * Checked settings.
     *
     * @throws CremaException if startFactor is not above 0 and at most 1, endFactor is not from 0
     *     to 1, or totalIters is below 1
     */
    public Config {
      if (!(startFactor > 0 && startFactor <= 1)) {
        throw new CremaException("start factor " + startFactor + ": give one above 0, at most 1");
      }
      if (!(endFactor >= 0 && endFactor <= 1)) {
        throw new CremaException("end factor " + endFactor + ": give one from 0 to 1");
      }
      Bounds.atLeastOne("total iters", totalIters);
    }
  }

  private final Config config;

  /** A line between two factors. */
  public LinearLR(Optimizer optimizer, double startFactor, double endFactor, int totalIters) {
    this(optimizer, new Config(startFactor, endFactor, totalIters));
  }

  /** A schedule with these settings. */
  public LinearLR(Optimizer optimizer, Config config) {
    super(optimizer);
    this.config = config;
    start();
  }

  @Override
  protected double rate(long step, ParameterGroup group) {
    if (step == 0) {
      return group.learningRate() * config.startFactor;
    }
    boolean arrived = step > config.totalIters;
    return arrived ? group.learningRate() : group.learningRate() * factor(step) / factor(step - 1);
  }

  private double factor(long step) {
    if (step >= config.totalIters) {
      return config.endFactor;
    }
    double way = config.endFactor - config.startFactor;
    return config.startFactor + way * step / config.totalIters;
  }

  /** {@code linear_lr} in model files. */
  public static final class Provider implements ScheduleProvider<Config> {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {}

    @Override
    public String name() {
      return "linear_lr";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public ScheduleFactory create(Config config) {
      return optimizer -> new LinearLR(optimizer, config);
    }
  }
}
