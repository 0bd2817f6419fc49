package dev.crema.optim;

import dev.crema.api.Optimizer;
import dev.crema.api.ParameterGroup;
import dev.crema.api.Schedule;
import dev.crema.api.plugin.Option;
import dev.crema.api.plugin.ScheduleProvider;
import dev.crema.tensor.CremaException;
import java.util.Arrays;
import java.util.List;

/**
 * Multiplies the learning rate by gamma at each milestone.
 *
 * <pre>
 * rate(t) = rate(t - 1) * gamma^(how often t stands among the milestones)
 * </pre>
 *
 * <pre>{@code
 * Schedule schedule = new MultiStepLR(optimizer, 0.1, 30, 80);
 * }</pre>
 *
 * <p>As {@code torch.optim.lr_scheduler.MultiStepLR}.
 */
public final class MultiStepLR extends Schedule {

  /**
   * The settings.
   *
   * @param milestones the steps at which the rate changes, in any order; one given twice counts
   *     twice
   * @param gamma what the rate is multiplied by
   */
  public record Config(
      @Option(doc = "steps at which the rate changes") List<Integer> milestones,
      @Option(doc = "what the rate is multiplied by", defaultValue = "0.1") double gamma) {
    /**
     * Checked settings.
     *
     * @throws CremaException if a milestone is below 1, or gamma is negative or not finite
     */
    public Config {
      milestones = List.copyOf(milestones);
      milestones.forEach(milestone -> Bounds.atLeastOne("milestone", milestone));
      Bounds.atLeastZero("gamma", gamma);
    }
  }

  private final Config config;

  /** A change by gamma at each milestone. */
  public MultiStepLR(Optimizer optimizer, double gamma, int... milestones) {
    this(optimizer, new Config(Arrays.stream(milestones).boxed().toList(), gamma));
  }

  /** A schedule with these settings. */
  public MultiStepLR(Optimizer optimizer, Config config) {
    super(optimizer);
    this.config = config;
    start();
  }

  @Override
  protected double rate(long step, ParameterGroup group) {
    long times = config.milestones.stream().filter(milestone -> milestone == step).count();
    return group.learningRate() * StrictMath.pow(config.gamma, times);
  }

  /** {@code multi_step_lr} in model files. */
  public static final class Provider implements ScheduleProvider<Config> {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {}

    @Override
    public String name() {
      return "multi_step_lr";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public ScheduleFactory create(Config config) {
      return optimizer -> new MultiStepLR(optimizer, config);
    }
  }
}
