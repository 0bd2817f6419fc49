package dev.crema.train;

import dev.crema.api.Optimizer;
import dev.crema.api.OptimizerOptions;
import dev.crema.api.ParameterGroup;
import dev.crema.api.ParameterState;
import dev.crema.tensor.Buffer;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;
import java.util.List;

/** Gradient descent with momentum, as PyTorch's SGD; without momentum where it is 0. */
class Momentum extends Optimizer {
  record Options(double learningRate, double momentum) implements OptimizerOptions {}

  Momentum(List<Parameter> parameters, double learningRate, double momentum) {
    super(List.of(new ParameterGroup(parameters, new Options(learningRate, momentum))));
  }

  @Override
  protected void update(
      Parameter parameter, Tensor gradient, ParameterState state, ParameterGroup group) {
    double momentum = group.options(Options.class).momentum();
    Tensor direction = gradient;
    if (momentum != 0) {
      Buffer velocity = state.buffer("momentum_buffer", parameter::zerosLike);
      velocity.assign(velocity.mul(momentum).add(gradient));
      direction = velocity;
    }
    parameter.assign(parameter.sub(direction.mul(group.learningRate())));
  }
}
