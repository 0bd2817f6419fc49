package dev.crema.optim;

import dev.crema.api.Optimizer;
import dev.crema.api.ParameterGroup;
import dev.crema.api.Schedule;
import java.util.function.LongToDoubleFunction;

/**
 * A learning rate of one's own: the initial one times a function of the step.
 *
 * <pre>
 * rate(t) = initial rate * factor(t)
 * </pre>
 *
 * <pre>{@code
 * Schedule warmUp = new LambdaLR(optimizer, step -> Math.min(1.0, (step + 1) / 100.0));
 * }</pre>
 *
 * <p>As {@code torch.optim.lr_scheduler.LambdaLR}. A function cannot stand in a model file.
 */
public final class LambdaLR extends Schedule {
  private final LongToDoubleFunction factor;

  /** A schedule of this factor. */
  public LambdaLR(Optimizer optimizer, LongToDoubleFunction factor) {
    super(optimizer);
    this.factor = factor;
    start();
  }

  @Override
  protected double rate(long step, ParameterGroup group) {
    return group.initialLearningRate() * factor.applyAsDouble(step);
  }
}
