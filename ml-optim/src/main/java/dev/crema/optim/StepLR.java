package dev.crema.optim;

import dev.crema.api.Optimizer;
import dev.crema.api.ParameterGroup;
import dev.crema.api.Schedule;
import dev.crema.api.plugin.Option;
import dev.crema.api.plugin.ScheduleProvider;
import dev.crema.tensor.CremaException;

/**
 * Multiplies the learning rate by gamma every stepSize steps.
 *
 * <pre>
 * rate(t) = rate(t - 1) * (gamma where stepSize divides t, else 1)
 * </pre>
 *
 * <pre>{@code
 * Schedule schedule = new StepLR(optimizer, 30, 0.1);
 * for (int epoch = 0; epoch < 90; epoch++) {
 *   for (Batch batch : training.epoch(epoch)) {
 *     optimizer.zeroGrad();
 *     loss.apply(model.apply(batch.inputs()), batch.targets()).backward();
 *     optimizer.step();
 *   }
 *   schedule.step();
 * }
 * }</pre>
 *
 * <p>As {@code torch.optim.lr_scheduler.StepLR}; like it, it can be chained with other schedules on
 * the same optimizer.
 */
public final class StepLR extends Schedule {

  /**
   * The settings.
   *
   * @param stepSize how many steps the rate stays the same
   * @param gamma what the rate is multiplied by
   */
  public record Config(
      @Option(doc = "steps between two changes of the rate") int stepSize,
      @Option(doc = "what the rate is multiplied by", defaultValue = "0.1") double gamma) {
    /**
     * Checked settings.
     *
     * @throws CremaException if stepSize is below 1, or gamma is negative or not finite
     */
    public Config {
      Bounds.atLeastOne("step size", stepSize);
      Bounds.atLeastZero("gamma", gamma);
    }
  }

  private final Config config;

  /** A change by gamma every stepSize steps. */
  public StepLR(Optimizer optimizer, int stepSize, double gamma) {
    this(optimizer, new Config(stepSize, gamma));
  }

  /** A schedule with these settings. */
  public StepLR(Optimizer optimizer, Config config) {
    super(optimizer);
    this.config = config;
    start();
  }

  @Override
  protected double rate(long step, ParameterGroup group) {
    boolean due = step > 0 && step % config.stepSize == 0;
    return due ? group.learningRate() * config.gamma : group.learningRate();
  }

  /** {@code step_lr} in model files. */
  public static final class Provider implements ScheduleProvider<Config> {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {}

    @Override
    public String name() {
      return "step_lr";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public ScheduleFactory create(Config config) {
      return optimizer -> new StepLR(optimizer, config);
    }
  }
}
