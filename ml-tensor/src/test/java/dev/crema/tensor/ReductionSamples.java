package dev.crema.tensor;

import static dev.crema.tensor.FunctionSample.apart;
import static dev.crema.tensor.FunctionSample.on;

import java.util.List;
import java.util.function.UnaryOperator;

/** Reductions over all axes, some, one, or none, and running totals. */
final class ReductionSamples {
  private ReductionSamples() {}

  private static FunctionSample over(String name, UnaryOperator<Tensor> function) {
    return FunctionSample.of(
        name,
        in -> function.apply(in[0]),
        on(apart(1, 2, 3, 4)),
        on(apart(2, 4, 3, 2).transpose(0, 2)),
        on(apart(3, 2, 1, 4).expand(2, 3, 4).add(apart(4, 3, 1).mul(0.1))),
        on(apart(5, 30, 40, 20)));
  }

  private static FunctionSample withNothing(String name, UnaryOperator<Tensor> function) {
    FunctionSample some = over(name, function);
    List<Tensor[]> inputs = new java.util.ArrayList<>(some.inputs());
    inputs.add(on(apart(6, 0, 3, 2)));
    return new FunctionSample(name, some.function(), inputs);
  }

  static List<FunctionSample> all() {
    return List.of(
        withNothing("sum of all", x -> x.sum()),
        withNothing("sum", x -> x.sum(0, 2)),
        withNothing("prod", x -> x.prod(1)),
        withNothing("prod of all", x -> x.prod(true)),
        over("mean", x -> x.mean(true, 1)),
        over("var", x -> x.var(1, false, 0, 1)),
        over("std", x -> x.std(0, true, -1)),
        over("max", Tensor::max),
        over("amax", x -> x.amax(0, 2)),
        over("amin", x -> x.amin(true, -1)),
        over("logsumexp", x -> x.logsumexp(1, 2)),
        over("norm", x -> x.norm(0)),
        over("softmax", x -> x.softmax(1)),
        over("logSoftmax", x -> x.logSoftmax(-1)),
        withNothing("cumsum", x -> x.cumsum(1)),
        withNothing("cumprod", x -> x.cumprod(2)),
        over("cummax", x -> x.cummax(0).values()),
        over("cummin", x -> x.cummin(2).values()),
        over("sort", x -> x.sort(1, true).values()));
  }
}
