package dev.crema.optim;

import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import tools.jackson.databind.JsonNode;

/** One of the two functions that the reference trajectories minimise, in float64. */
record Problem(List<Parameter> parameters, Supplier<Tensor> loss) {

  static Problem of(String name) {
    JsonNode problems = Golden.cases("optimisers.json").getFirst().get("problems");
    return name.equals("logistic") ? logistic(problems, 0, 12) : quadratic(problems);
  }

  /** Mean binary cross entropy with the logits X w + b. */
  private static Problem logistic(JsonNode problems, int from, int rows) {
    JsonNode given = problems.get("logistic");
    Parameter w = new Parameter(Golden.tensor(given.get("w0")));
    Parameter b = new Parameter(Golden.tensor(given.get("b0")));
    return logistic(w, b, from, rows);
  }

  static Problem logistic(Parameter w, Parameter b, int from, int rows) {
    JsonNode given = Golden.cases("optimisers.json").getFirst().get("problems").get("logistic");
    Tensor x = Golden.tensor(given.get("X")).narrow(0, from, rows);
    Tensor y = Golden.tensor(given.get("y")).narrow(0, from, rows);
    return new Problem(
        List.of(w, b),
        () -> {
          Tensor z = x.mul(w).sum(1).add(b);
          Tensor magnitude = z.abs().neg().exp().log1p();
          return z.maximum(0.0).sub(z.mul(y)).add(magnitude).mean();
        });
  }

  /** (p - c)^T A (p - c) / 2. */
  private static Problem quadratic(JsonNode problems) {
    JsonNode given = problems.get("quadratic");
    Tensor a = Golden.tensor(given.get("A"));
    Tensor c = Golden.tensor(given.get("c"));
    Parameter p = new Parameter(Golden.tensor(given.get("p0")));
    return new Problem(
        List.of(p),
        () -> {
          Tensor d = p.sub(c);
          return a.mul(d).sum(1).mul(d).sum().mul(0.5);
        });
  }

  /** Clears the gradients and computes them anew; gives the loss. */
  double backward(double factor) {
    parameters.forEach(Parameter::zeroGrad);
    Tensor value = loss.get();
    value.mul(factor).backward();
    return value.item();
  }

  double[] values() {
    return parameters.stream()
        .flatMapToDouble(parameter -> DoubleStream.of(parameter.toDoubles()))
        .toArray();
  }
}
