package dev.crema.tensor;

import dev.crema.tensor.random.Philox;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Compares gradients with finite differences in float64.
 *
 * <p>For a function f and a fixed random v, the gradient of L(x) = sum(v * f(x)) is compared at
 * each element with the five-point difference (8 (L(x+h) - L(x-h)) - (L(x+2h) - L(x-2h))) / 12h,
 * whose error falls with the fourth power of h. The inputs are used as they lie (strided,
 * expanded), the differences are taken on row-major copies. The second order checks the gradient as
 * a function of x and v in the same way.
 *
 * <pre>{@code
 * Tensor x = Tensor.of(new double[] {0.3, -1.2});
 * GradCheck.check(in -> in[0].tanh(), x);
 * GradCheck.checkSecond(in -> in[0].tanh(), x);
 * }</pre>
 */
public final class GradCheck {
  private static final double STEP = 1e-3;
  private static final double TOLERANCE = 1e-7;

  private GradCheck() {}

  /**
   * What was compared.
   *
   * @param compared how many derivatives
   * @param worst the greatest |analytic - numeric| / (1 + |numeric|)
   */
  public record Report(int compared, double worst) {
    /** Both reports as one. */
    public Report and(Report other) {
      return new Report(compared + other.compared, Math.max(worst, other.worst));
    }
  }

  /**
   * Checks first derivatives with respect to all floating inputs, which must be float64.
   *
   * @throws CremaException naming the input, the element and both values, where they differ
   */
  public static Report check(Function<Tensor[], Tensor> f, Tensor... inputs) {
    Tensor[] leaves = leaves(inputs);
    Tensor output = f.apply(leaves);
    Tensor direction = direction(output.shape(), 1);
    List<Tensor> floating = floating(leaves);
    List<@Nullable Tensor> gradients =
        output.requiresGrad()
            ? Autograd.grad(List.of(output), floating, List.of(direction), false, false)
            : nulls(floating.size());
    Report report = new Report(0, 0);
    int at = 0;
    for (int i = 0; i < leaves.length; i++) {
      if (leaves[i].isFloating()) {
        report = report.and(compare(f, inputs, i, direction, gradients.get(at++)));
      }
    }
    return report;
  }

  /** Checks second derivatives: those of the gradient with respect to the inputs and to v. */
  public static Report checkSecond(Function<Tensor[], Tensor> f, Tensor... inputs) {
    Tensor output = Autograd.noGrad(() -> f.apply(inputs));
    Tensor[] more = java.util.Arrays.copyOf(inputs, inputs.length + 1);
    more[inputs.length] = direction(output.shape(), 1);
    return check(given -> weightedGradient(f, given), more);
  }

  /** Sum over inputs of sum(w * gradient), with fixed random w: a function of x and v. */
  private static Tensor weightedGradient(Function<Tensor[], Tensor> f, Tensor[] given) {
    return Autograd.enableGrad(
        () -> {
          Tensor direction = given[given.length - 1];
          Tensor[] inputs = java.util.Arrays.copyOf(given, given.length - 1);
          for (int i = 0; i < inputs.length; i++) {
            if (inputs[i].isFloating() && !inputs[i].requiresGrad()) {
              inputs[i] = inputs[i].requiresGrad(true);
            }
          }
          Tensor output = f.apply(inputs);
          Tensor total = Tensor.zeros(DType.FLOAT64);
          if (!output.requiresGrad()) {
            return total;
          }
          List<Tensor> floating = floating(inputs);
          List<@Nullable Tensor> gradients =
              Autograd.grad(List.of(output), floating, List.of(direction), true, true);
          for (int i = 0; i < floating.size(); i++) {
            Tensor gradient = gradients.get(i);
            if (gradient != null) {
              total = total.add(gradient.mul(direction(gradient.shape(), 2 + i)).sum());
            }
          }
          return total;
        });
  }

  private static Report compare(
      Function<Tensor[], Tensor> f,
      Tensor[] inputs,
      int which,
      Tensor direction,
      @Nullable Tensor gradient) {
    Shape shape = inputs[which].shape();
    double[] analytic = gradient == null ? new double[(int) shape.numel()] : gradient.toDoubles();
    double[] values = inputs[which].toDoubles();
    double worst = 0;
    for (int i = 0; i < values.length; i++) {
      double near = at(f, inputs, which, i, STEP, direction);
      double far = at(f, inputs, which, i, 2 * STEP, direction);
      double numeric = (8 * near - far) / (12 * STEP);
      double error = Math.abs(analytic[i] - numeric) / (1 + Math.abs(numeric));
      if (!(error <= TOLERANCE)) {
        throw new CremaException(
            "gradient check: input %d %s, element %d: the gradient is %s, finite differences give %s"
                .formatted(which, shape, i, analytic[i], numeric));
      }
      worst = Math.max(worst, error);
    }
    return new Report(values.length, worst);
  }

  /** L(x + h) - L(x - h) for one element. */
  private static double at(
      Function<Tensor[], Tensor> f,
      Tensor[] inputs,
      int which,
      int element,
      double h,
      Tensor direction) {
    return loss(f, inputs, which, element, h, direction)
        - loss(f, inputs, which, element, -h, direction);
  }

  private static double loss(
      Function<Tensor[], Tensor> f,
      Tensor[] inputs,
      int which,
      int element,
      double h,
      Tensor direction) {
    Tensor[] moved = inputs.clone();
    double[] values = inputs[which].toDoubles();
    values[element] += h;
    moved[which] = Tensor.of(values, inputs[which].shape().toArray());
    double total = 0;
    double[] outputs = Autograd.noGrad(() -> f.apply(moved)).toDoubles();
    double[] weights = direction.toDoubles();
    for (int i = 0; i < outputs.length; i++) {
      total = Math.fma(outputs[i], weights[i], total);
    }
    return total;
  }

  private static Tensor[] leaves(Tensor[] inputs) {
    Tensor[] leaves = inputs.clone();
    for (int i = 0; i < leaves.length; i++) {
      if (leaves[i].isFloating()) {
        if (leaves[i].dtype() != DType.FLOAT64) {
          throw new CremaException(
              "gradient check: input " + i + " is " + leaves[i].dtype() + "; give float64");
        }
        leaves[i] = leaves[i].requiresGrad(true);
      }
    }
    return leaves;
  }

  private static List<Tensor> floating(Tensor[] tensors) {
    List<Tensor> found = new ArrayList<>();
    for (Tensor tensor : tensors) {
      if (tensor.isFloating()) {
        found.add(tensor);
      }
    }
    return found;
  }

  private static List<@Nullable Tensor> nulls(int count) {
    List<@Nullable Tensor> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      list.add(null);
    }
    return list;
  }

  private static Tensor direction(Shape shape, long stream) {
    double[] values = new double[(int) shape.numel()];
    Philox.of(0x5eed, stream, 0).fillNormal(values, 0, values.length);
    return Tensor.of(values, shape.toArray());
  }
}
