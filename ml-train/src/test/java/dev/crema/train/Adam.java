package dev.crema.train;

import dev.crema.api.Optimizer;
import dev.crema.api.OptimizerOptions;
import dev.crema.api.ParameterGroup;
import dev.crema.api.ParameterState;
import dev.crema.tensor.Buffer;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;
import java.util.List;

/** Adam with its usual constants: an optimizer whose state has two tensors and a step count. */
final class Adam extends Optimizer {
  record Options(double learningRate) implements OptimizerOptions {}

  Adam(List<Parameter> parameters, double learningRate) {
    super(List.of(new ParameterGroup(parameters, new Options(learningRate))));
  }

  @Override
  protected void update(
      Parameter parameter, Tensor gradient, ParameterState state, ParameterGroup group) {
    Buffer mean = state.buffer("exp_avg", parameter::zerosLike);
    Buffer square = state.buffer("exp_avg_sq", parameter::zerosLike);
    mean.assign(mean.mul(0.9).add(gradient.mul(0.1)));
    square.assign(square.mul(0.999).add(gradient.square().mul(0.001)));
    Tensor m = mean.div(1 - StrictMath.pow(0.9, state.step()));
    Tensor v = square.div(1 - StrictMath.pow(0.999, state.step()));
    parameter.assign(parameter.sub(m.div(v.sqrt().add(1e-8)).mul(group.learningRate())));
  }
}
