package dev.crema.api;

import dev.crema.tensor.Autograd;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Changes parameters along their gradients.
 *
 * <pre>{@code
 * optimizer.zeroGrad();
 * loss.apply(model.apply(x), y).backward();
 * optimizer.step();
 * }</pre>
 *
 * <p>A subclass writes {@link #update}, which serves one parameter. What it remembers of a
 * parameter it keeps in the {@link ParameterState}, so that checkpoints need no further code.
 */
public abstract class Optimizer {
  private final List<ParameterGroup> groups = new ArrayList<>();
  private final IdentityHashMap<Parameter, ParameterState> states = new IdentityHashMap<>();

  /**
   * An optimizer of these groups.
   *
   * @throws CremaException if there is no parameter, or one stands in two places
   */
  protected Optimizer(List<ParameterGroup> groups) {
    groups.forEach(this::add);
    if (states.isEmpty()) {
      throw new CremaException(
          getClass().getSimpleName() + " was given no parameters: does the model have any?");
    }
  }

  /**
   * Changes one parameter in place. Called without recording, for parameters that have a gradient.
   *
   * @param parameter the parameter, to be written with {@link Parameter#assign}
   * @param gradient its gradient
   * @param state what is remembered of it; {@link ParameterState#step} counts from 1
   * @param group the options, and the learning rate in force
   */
  protected abstract void update(
      Parameter parameter, Tensor gradient, ParameterState state, ParameterGroup group);

  /** Changes every parameter that has a gradient; the others are left as they are. */
  public void step() {
    Autograd.noGrad((Runnable) this::updateAll);
  }

  /**
   * Computes the loss and its gradients and makes one step. Optimizers that need the loss several
   * times a step override this.
   *
   * @param closure clears the gradients, computes the loss, calls {@code backward()}, returns it
   * @return the loss before the step
   */
  public Tensor step(Supplier<Tensor> closure) {
    Tensor loss = closure.get();
    step();
    return loss;
  }

  private void updateAll() {
    for (ParameterGroup group : groups) {
      for (Parameter parameter : group.parameters()) {
        Tensor gradient = parameter.grad();
        if (gradient != null) {
          ParameterState state = state(parameter);
          state.step(state.step() + 1);
          update(parameter, gradient, state, group);
        }
      }
    }
  }

  /** What is remembered of a parameter. */
  protected final ParameterState state(Parameter parameter) {
    ParameterState state = states.get(parameter);
    if (state == null) {
      throw new CremaException("parameter " + parameter.name() + " is not one of this optimizer's");
    }
    return state;
  }

  /** Forgets the gradients of all parameters. */
  public final void zeroGrad() {
    for (ParameterGroup group : groups) {
      group.parameters().forEach(Parameter::zeroGrad);
    }
  }

  /** The groups, in order. */
  public final List<ParameterGroup> groups() {
    return List.copyOf(groups);
  }

  /** The learning rate in force in the first group. */
  public final double learningRate() {
    return groups.getFirst().learningRate();
  }

  /** Changes the learning rate of all groups from the next step on. */
  public final void learningRate(double rate) {
    groups.forEach(group -> group.learningRate(rate));
  }

  /**
   * Adds a group, such as layers that are trained from now on.
   *
   * @throws CremaException if one of its parameters is in a group already
   */
  public final void addParameterGroup(ParameterGroup group) {
    add(group);
  }

  private void add(ParameterGroup group) {
    Set<Parameter> fresh = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Parameter parameter : group.parameters()) {
      if (states.containsKey(parameter) || !fresh.add(parameter)) {
        throw new CremaException(
            "parameter %s of shape %s was given to %s twice: a parameter belongs to one group"
                .formatted(parameter.name(), parameter.shape(), getClass().getSimpleName()));
      }
    }
    fresh.forEach(parameter -> states.put(parameter, new ParameterState()));
    groups.add(group);
  }

  /**
   * Everything to go on from: copies of what is remembered of each parameter ({@code
   * state.0.exp_avg}, parameters counted over all groups in order) and the options of each group
   * ({@code groups.0.learning_rate}), numbers as 0-d float64 tensors.
   */
  public SequencedMap<String, Tensor> stateDict() {
    return new OptimizerState(groups, this::state).copy();
  }

  /**
   * Takes over a state that {@link #stateDict} gave, rates and options included.
   *
   * @throws CremaException that lists what does not fit; nothing is loaded then
   */
  public void loadStateDict(Map<String, ? extends Tensor> state) {
    new OptimizerState(groups, this::state).load(getClass().getSimpleName(), state);
  }
}
