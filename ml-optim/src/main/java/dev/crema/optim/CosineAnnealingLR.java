package dev.crema.optim;

import dev.crema.api.Optimizer;
import dev.crema.api.ParameterGroup;
import dev.crema.api.Schedule;
import dev.crema.api.plugin.Option;
import dev.crema.api.plugin.ScheduleProvider;
import dev.crema.tensor.CremaException;

/**
 * Lowers the learning rate along half a cosine wave, and raises it again after it.
 *
 * <pre>
 * rate(t) = etaMin + (initial rate - etaMin) * (1 + cos(pi * t / tMax)) / 2
 * </pre>
 *
 * <pre>{@code
 * Schedule schedule = new CosineAnnealingLR(optimizer, 90);
 * }</pre>
 *
 * <p>As {@code torch.optim.lr_scheduler.CosineAnnealingLR}: computed from the rate of the step
 * before, so that it can be chained with other schedules on the same optimizer.
 *
 * <p>Source: I. Loshchilov, F. Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR
 * 2017, without the restarts.
 */
public final class CosineAnnealingLR extends Schedule {

  /**
   * The settings.
   *
   * @param tMax the step at which the rate is lowest
   * @param etaMin the lowest rate
   */
  public record Config(
      @Option(doc = "step at which the rate is lowest") int tMax,
      @Option(doc = "lowest rate", defaultValue = "0") double etaMin) {
    /**
     * Checked settings.
     *
     * @throws CremaException if tMax is below 1, or etaMin is negative or not finite
     */
    public Config {
      Bounds.atLeastOne("t max", tMax);
      Bounds.atLeastZero("eta min", etaMin);
    }
  }

  private final Config config;

  /** A way down to 0. */
  public CosineAnnealingLR(Optimizer optimizer, int tMax) {
    this(optimizer, new Config(tMax, 0));
  }

  /** A way down to etaMin. */
  public CosineAnnealingLR(Optimizer optimizer, int tMax, double etaMin) {
    this(optimizer, new Config(tMax, etaMin));
  }

  /** A schedule with these settings. */
  public CosineAnnealingLR(Optimizer optimizer, Config config) {
    super(optimizer);
    this.config = config;
    start();
  }

  @Override
  protected double rate(long step, ParameterGroup group) {
    if (step == 0) {
      return group.learningRate();
    }
    double min = config.etaMin;
    if ((step - 1) % (2L * config.tMax) == config.tMax) {
      return group.learningRate() + (group.initialLearningRate() - min) * (2 - height(1)) / 2;
    }
    return height(step) / height(step - 1) * (group.learningRate() - min) + min;
  }

  /** 1 + cos(pi * step / tMax), of a step within one wave: 2 at its top, 0 at its bottom. */
  private double height(long step) {
    return 1 + StrictMath.cos(Math.PI * (step % (2L * config.tMax)) / config.tMax);
  }

  /** {@code cosine_annealing_lr} in model files. */
  public static final class Provider implements ScheduleProvider<Config> {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {}

    @Override
    public String name() {
      return "cosine_annealing_lr";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public ScheduleFactory create(Config config) {
      return optimizer -> new CosineAnnealingLR(optimizer, config);
    }
  }
}
