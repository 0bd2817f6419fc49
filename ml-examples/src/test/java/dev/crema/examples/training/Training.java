package dev.crema.examples.training;

import dev.crema.api.Batch;
import dev.crema.api.Module;
import dev.crema.api.ModuleTree;
import dev.crema.api.Optimizer;
import dev.crema.functional.F;
import dev.crema.optim.GradientClipping;
import dev.crema.tensor.StepScope;
import dev.crema.tensor.Tensor;
import java.util.function.IntFunction;

/**
 * A model, what moves its parameters, and the loss of each step.
 *
 * @param loss of the step with a number, from 0; steps are asked for in order
 * @param maxNorm what longer gradients are shortened to
 */
record Training(ModuleTree model, Optimizer optimizer, IntFunction<Tensor> loss, double maxNorm) {

  /** Cross entropy of images and their classes. */
  static Training classification(Module model, Optimizer optimizer, Images images) {
    IntFunction<Tensor> loss =
        step -> {
          Batch batch = images.next();
          return F.crossEntropy(model.apply(batch.inputs()), batch.targets());
        };
    return new Training(model, optimizer, loss, Double.POSITIVE_INFINITY);
  }

  /** Takes a step; gives the loss before it. */
  double step(int number) {
    try (StepScope _ = StepScope.open()) {
      optimizer.zeroGrad();
      Tensor value = loss.apply(number);
      value.backward();
      if (Double.isFinite(maxNorm)) {
        GradientClipping.clipGradNorm(model.parameters(), maxNorm);
      }
      optimizer.step();
      return value.item();
    }
  }

  /** The length of all parameters as one vector. */
  double norm() {
    double squares = 0;
    for (Tensor parameter : model.parameters()) {
      for (double value : parameter.toDoubles()) {
        squares += value * value;
      }
    }
    return Math.sqrt(squares);
  }
}
