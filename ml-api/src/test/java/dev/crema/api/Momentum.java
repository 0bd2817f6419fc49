package dev.crema.api;

import dev.crema.tensor.Buffer;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;
import java.util.List;

/** Gradient descent with momentum: an optimizer with options and a state. */
class Momentum extends Optimizer {

  record Options(double learningRate, double momentum, boolean nesterov)
      implements OptimizerOptions {
    Options {
      if (momentum < 0) {
        throw new IllegalArgumentException("momentum " + momentum + " is negative");
      }
    }
  }

  Momentum(List<Parameter> parameters, double learningRate, double momentum) {
    super(List.of(new ParameterGroup(parameters, new Options(learningRate, momentum, false))));
  }

  Momentum(List<ParameterGroup> groups) {
    super(groups);
  }

  @Override
  protected void update(
      Parameter parameter, Tensor gradient, ParameterState state, ParameterGroup group) {
    Options options = group.options(Options.class);
    Buffer velocity = state.buffer("momentum_buffer", parameter::zerosLike);
    velocity.assign(velocity.mul(options.momentum()).add(gradient));
    parameter.assign(parameter.sub(velocity.mul(group.learningRate())));
  }
}
