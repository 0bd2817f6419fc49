package dev.crema.optim;

import dev.crema.api.ParameterState;
import dev.crema.tensor.Buffer;
import dev.crema.tensor.Tensor;

/**
 * The running means of the gradient and of its square, and the step that {@link Adam} and {@link
 * AdamW} make of them.
 *
 * <pre>
 * m = beta1 * m + (1 - beta1) * g
 * s = beta2 * s + (1 - beta2) * g * g
 * step = rate / (1 - beta1^t) * m / (sqrt(s) / sqrt(1 - beta2^t) + eps)
 * </pre>
 *
 * <p>The means start at 0, which the divisions by {@code 1 - beta^t} make up for. With amsgrad, the
 * greatest s so far stands for s in the step, so that steps do not grow again.
 *
 * <p>Source: D. Kingma, J. Ba, "Adam: a method for stochastic optimization", ICLR 2015; S. Reddi,
 * S. Kale, S. Kumar, "On the convergence of Adam and beyond", ICLR 2018.
 */
record Moments(double beta1, double beta2, double eps, boolean amsgrad) {

  /** Takes in a gradient and gives what is to be subtracted from the parameter. */
  Tensor step(Tensor gradient, ParameterState state, double learningRate) {
    Buffer mean = state.buffer("exp_avg", gradient::zerosLike);
    Buffer square = state.buffer("exp_avg_sq", gradient::zerosLike);
    mean.assign(mean.mul(beta1).add(gradient.mul(1 - beta1)));
    square.assign(square.mul(beta2).add(gradient.mul(1 - beta2).mul(gradient)));
    Tensor scale = amsgrad ? greatest(square, state) : square;
    double meanWeight = 1 - StrictMath.pow(beta1, state.step());
    double squareWeight = 1 - StrictMath.pow(beta2, state.step());
    Tensor spread = scale.sqrt().div(Math.sqrt(squareWeight)).add(eps);
    return mean.mul(learningRate / meanWeight).div(spread);
  }

  private static Tensor greatest(Tensor square, ParameterState state) {
    Buffer greatest = state.buffer("max_exp_avg_sq", square::zerosLike);
    greatest.assign(greatest.maximum(square));
    return greatest;
  }
}
