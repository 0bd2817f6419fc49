package dev.crema.optim;

import dev.crema.api.ParameterState;
import dev.crema.tensor.AdamStep;
import dev.crema.tensor.Buffer;
import dev.crema.tensor.Dispatcher;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;

/** What {@link Adam} and {@link AdamW} remember of a parameter: {@link AdamStep} says what for. */
final class Moments {
  private Moments() {}

  /** Makes a step with the running means of the state, which begin at 0. */
  static void update(AdamStep step, Parameter parameter, Tensor gradient, ParameterState state) {
    Buffer mean = state.buffer("exp_avg", gradient::zerosLike);
    Buffer square = state.buffer("exp_avg_sq", gradient::zerosLike);
    if (step.amsgrad()) {
      Buffer greatest = state.buffer("max_exp_avg_sq", gradient::zerosLike);
      Dispatcher.update(step, parameter, mean, square, greatest, gradient);
    } else {
      Dispatcher.update(step, parameter, mean, square, gradient);
    }
  }
}
