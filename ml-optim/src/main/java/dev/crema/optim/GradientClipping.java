package dev.crema.optim;

import dev.crema.tensor.Autograd;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes gradients smaller between {@code backward()} and {@code step()}.
 *
 * <pre>{@code
 * loss.apply(model.apply(x), y).backward();
 * GradientClipping.clipGradNorm(model.parameters(), 1.0);
 * optimizer.step();
 * }</pre>
 *
 * <p>Source: R. Pascanu, T. Mikolov, Y. Bengio, "On the difficulty of training recurrent neural
 * networks", ICML 2013; as {@code torch.nn.utils.clip_grad_norm_} and {@code clip_grad_value_}.
 */
public final class GradientClipping {
  private static final double EPS = 1e-6;

  private GradientClipping() {}

  /**
   * Scales the gradients, taken as one vector, down to a Euclidean norm; see {@link
   * #clipGradNorm(List, double, double)}.
   *
   * @return the norm before
   */
  public static double clipGradNorm(List<Parameter> parameters, double maxNorm) {
    return clipGradNorm(parameters, maxNorm, 2);
  }

  /**
   * Scales the gradients, taken as one vector, by {@code min(1, maxNorm / (norm + 1e-6))}.
   * Parameters without a gradient are passed over. A norm that is NaN or infinite makes the
   * gradients NaN or 0, as in PyTorch: it is returned, so look at it.
   *
   * @param parameters the parameters of the whole model
   * @param maxNorm the greatest norm allowed; infinity only measures
   * @param normType the p of the norm {@code (sum |g|^p)^(1/p)}; infinity for the greatest |g|
   * @return the norm before
   * @throws CremaException if maxNorm is negative or NaN, or normType is not above 0
   */
  public static double clipGradNorm(List<Parameter> parameters, double maxNorm, double normType) {
    if (!(maxNorm >= 0)) {
      throw new CremaException("clipGradNorm: maxNorm " + maxNorm + ": give 0 or greater");
    }
    if (!(normType > 0)) {
      throw new CremaException(
          "clipGradNorm: normType "
              + normType
              + ": give a number above 0, such as 2, or infinity for the greatest element");
    }
    return Autograd.noGrad(() -> scale(parameters, maxNorm, normType));
  }

  private static double scale(List<Parameter> parameters, double maxNorm, double normType) {
    List<Tensor> norms = new ArrayList<>();
    for (Parameter parameter : parameters) {
      Tensor gradient = parameter.grad();
      if (gradient != null) {
        norms.add(norm(gradient, normType));
      }
    }
    if (norms.isEmpty()) {
      return 0;
    }
    Tensor total = norm(Tensor.stack(norms, 0), normType);
    Tensor factor = total.add(EPS).reciprocal().mul(maxNorm).minimum(1.0);
    for (Parameter parameter : parameters) {
      Tensor gradient = parameter.grad();
      if (gradient != null) {
        parameter.setGrad(gradient.mul(factor.to(gradient.dtype())));
      }
    }
    return total.item();
  }

  private static Tensor norm(Tensor x, double type) {
    if (type == 2) {
      return x.norm();
    }
    if (Double.isInfinite(type)) {
      return x.abs().max();
    }
    return x.abs().pow(type).sum().pow(1 / type);
  }

  /**
   * Holds each element of each gradient between {@code -clipValue} and {@code clipValue}.
   *
   * @throws CremaException if clipValue is negative or NaN
   */
  public static void clipGradValue(List<Parameter> parameters, double clipValue) {
    if (!(clipValue >= 0)) {
      throw new CremaException("clipGradValue: clipValue " + clipValue + ": give 0 or greater");
    }
    Autograd.noGrad(() -> parameters.forEach(parameter -> hold(parameter, clipValue)));
  }

  private static void hold(Parameter parameter, double bound) {
    Tensor gradient = parameter.grad();
    if (gradient != null) {
      parameter.setGrad(gradient.clamp(-bound, bound));
    }
  }
}
