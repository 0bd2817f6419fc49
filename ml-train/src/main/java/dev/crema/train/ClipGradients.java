package dev.crema.train;

import dev.crema.api.Optimizer;
import dev.crema.api.ParameterGroup;
import dev.crema.api.TrainingEvent;
import dev.crema.api.TrainingEvent.GradientsReady;
import dev.crema.api.TrainingListener;
import dev.crema.tensor.Autograd;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Makes gradients smaller before the optimizer's step.
 *
 * <p>{@link #byNorm} is PyTorch's {@code clip_grad_norm_}: all gradients are multiplied by {@code
 * min(1, maxNorm / (norm + 1e-6))}, where {@code norm} is the Euclidean norm of all of them
 * together. {@link #byValue} is {@code clip_grad_value_}: each element is clamped to {@code
 * [-limit, limit]}. Source: Pascanu, Mikolov, Bengio, On the difficulty of training recurrent
 * neural networks, 2013.
 */
public final class ClipGradients implements TrainingListener {
  private static final double TINY = 1e-6;

  private final boolean byNorm;
  private final double limit;
  private double lastNorm = Double.NaN;

  private ClipGradients(boolean byNorm, double limit) {
    if (!(limit > 0) || Double.isInfinite(limit)) {
      throw new CremaException(
          "gradients are to be clipped to " + limit + ": give a finite number greater than 0");
    }
    this.byNorm = byNorm;
    this.limit = limit;
  }

  /** Scales all gradients so that their common norm is at most this. */
  public static ClipGradients byNorm(double maxNorm) {
    return new ClipGradients(true, maxNorm);
  }

  /** Clamps each element of each gradient. */
  public static ClipGradients byValue(double limit) {
    return new ClipGradients(false, limit);
  }

  @Override
  public void on(TrainingEvent event) {
    if (event instanceof GradientsReady ready) {
      Autograd.noGrad(() -> clip(withGradient(ready.run().optimizer())));
    }
  }

  private void clip(List<Parameter> parameters) {
    if (!byNorm) {
      change(parameters, gradient -> gradient.clamp(-limit, limit));
      return;
    }
    if (parameters.isEmpty()) {
      return;
    }
    List<Tensor> norms = new ArrayList<>();
    change(
        parameters,
        gradient -> {
          norms.add(gradient.norm());
          return gradient;
        });
    Tensor norm = Tensor.stack(norms, 0).norm();
    lastNorm = norm.item();
    Tensor factor = norm.add(TINY).reciprocal().mul(limit).minimum(1.0);
    change(parameters, gradient -> gradient.mul(factor.to(gradient.dtype())));
  }

  private static void change(List<Parameter> parameters, UnaryOperator<Tensor> change) {
    for (Parameter parameter : parameters) {
      Tensor gradient = parameter.grad();
      if (gradient != null) {
        parameter.setGrad(change.apply(gradient));
      }
    }
  }

  private static List<Parameter> withGradient(Optimizer optimizer) {
    return optimizer.groups().stream()
        .map(ParameterGroup::parameters)
        .flatMap(List::stream)
        .filter(parameter -> parameter.grad() != null)
        .toList();
  }

  /** The norm of the last step's gradients before they were scaled; NaN before the first. */
  public double lastNorm() {
    return lastNorm;
  }
}
