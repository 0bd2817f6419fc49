package dev.crema.api;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;

/**
 * The learning rate of an optimizer as a function of the step.
 *
 * <p>As in PyTorch: the rate for step 0 is set when the schedule is made, and each call of {@link
 * #step} after the optimizer's step or epoch sets the next. A schedule in closed form computes the
 * rate from {@link ParameterGroup#initialLearningRate}; one that multiplies {@link
 * ParameterGroup#learningRate} can be chained with others on the same optimizer.
 *
 * <p>A subclass writes {@link #rate} and calls {@link #start} as the last line of its constructor.
 */
public abstract class Schedule {
  private final Optimizer optimizer;
  private long lastStep = -1;

  /** A schedule over all groups of an optimizer. */
  protected Schedule(Optimizer optimizer) {
    this.optimizer = optimizer;
  }

  /**
   * The learning rate for a step. Called once a step and group, in order.
   *
   * @param step the step, from 0
   * @param group the group, with the rate of the step before and the rate that schedules reckon
   *     from
   */
  protected abstract double rate(long step, ParameterGroup group);

  /** Sets the rates of step 0: the last line of a subclass's constructor. */
  protected final void start() {
    if (lastStep < 0) {
      moveTo(0);
    }
  }

  /** Sets the rates of the next step. */
  public void step() {
    if (lastStep < 0) {
      throw new CremaException(
          "%s was not started: its constructor must end with start()"
              .formatted(getClass().getSimpleName()));
    }
    moveTo(lastStep + 1);
  }

  /**
   * Sets the rates of the next step, with a metric for the schedules that watch one; the others do
   * what {@link #step()} does.
   *
   * @param metric the loss or score just measured
   */
  public void step(double metric) {
    step();
  }

  /** Sets the rates of a given step, which may be any for a schedule in closed form. */
  protected final void moveTo(long step) {
    lastStep = step;
    for (ParameterGroup group : optimizer.groups()) {
      group.initialLearningRate(group.initialLearningRate()); // later changes do not move it
      group.learningRate(rate(step, group));
    }
  }

  /** The step whose rates are in force, from 0. */
  public final long lastStep() {
    return lastStep;
  }

  /** The rates in force, one a group. */
  public final List<Double> lastRates() {
    return optimizer.groups().stream().map(ParameterGroup::learningRate).toList();
  }

  /** The optimizer whose rates this sets. */
  public final Optimizer optimizer() {
    return optimizer;
  }

  /**
   * Everything to go on from, the rates of the groups included. A subclass that remembers more
   * overrides this and {@link #loadStateDict} and calls both of them.
   */
  public SequencedMap<String, Tensor> stateDict() {
    SequencedMap<String, Tensor> state = new LinkedHashMap<>();
    state.put("last_step", Tensor.of(lastStep));
    state.put("last_rates", rates(ParameterGroup::learningRate));
    state.put("initial_rates", rates(ParameterGroup::initialLearningRate));
    return state;
  }

  private Tensor rates(ToDoubleFunction<ParameterGroup> rate) {
    return Tensor.of(optimizer.groups().stream().mapToDouble(rate).toArray());
  }

  /**
   * Goes on from a state that {@link #stateDict} gave, whether the optimizer's state is loaded
   * before or after.
   *
   * @throws CremaException if the state is another's
   */
  public void loadStateDict(Map<String, ? extends Tensor> state) {
    List<ParameterGroup> groups = optimizer.groups();
    long step = required(state, "last_step", 1).itemLong();
    double[] rates = required(state, "last_rates", groups.size()).toDoubles();
    double[] initial = required(state, "initial_rates", groups.size()).toDoubles();
    lastStep = step;
    for (int i = 0; i < rates.length; i++) {
      groups.get(i).initialLearningRate(initial[i]);
      groups.get(i).learningRate(rates[i]);
    }
  }

  /**
   * A tensor of a state, for {@link #loadStateDict}.
   *
   * @throws CremaException if it is missing or has not that many elements
   */
  protected final Tensor required(Map<String, ? extends Tensor> state, String name, int numel) {
    Tensor found = state.get(name);
    if (found == null || found.numel() != numel) {
      throw new CremaException(
          "the state of %s must have '%s' with %d elements; given %s"
              .formatted(
                  getClass().getSimpleName(),
                  name,
                  numel,
                  found == null ? "only " + state.keySet() : "shape " + found.shape()));
    }
    return found;
  }
}
