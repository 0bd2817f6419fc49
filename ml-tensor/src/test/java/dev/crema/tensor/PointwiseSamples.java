package dev.crema.tensor;

import static dev.crema.tensor.FunctionSample.normal;
import static dev.crema.tensor.FunctionSample.on;
import static dev.crema.tensor.FunctionSample.uniform;

import dev.crema.functional.F;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Functions of each element, statistics and distances. */
final class PointwiseSamples {
  private PointwiseSamples() {}

  static List<FunctionSample> all() {
    List<FunctionSample> all = new ArrayList<>();
    all.addAll(activations());
    all.addAll(ofSeveral());
    all.addAll(ofRows());
    return all;
  }

  /** Normal numbers, each 0.01 or more from all points at which a formula changes. */
  private static Tensor points(int... shape) {
    Tensor x = normal(5, shape).mul(3);
    Tensor tenths = x.mul(10).round().div(10);
    return Tensor.where(x.sub(tenths).abs().lt(0.01), tenths.add(0.05), x);
  }

  private static FunctionSample unary(String name, UnaryOperator<Tensor> function) {
    return FunctionSample.of(
        name,
        in -> function.apply(in[0]),
        on(points(4, 5)),
        on(points(5, 4).t()),
        on(points()),
        on(points(0, 3)),
        on(points(1, 3).expand(2, 3)),
        on(points(3, 20_001)));
  }

  private static List<FunctionSample> activations() {
    return List.of(
        unary("celu", x -> x.celu(0.6)),
        unary("elu", x -> x.elu(0.7)),
        unary("gelu", Tensor::gelu),
        unary("hardshrink", x -> x.hardshrink(0.5)),
        unary("hardsigmoid", Tensor::hardsigmoid),
        unary("hardswish", Tensor::hardswish),
        unary("hardtanh", x -> x.hardtanh(-0.8, 1.2)),
        unary("leakyRelu", x -> x.leakyRelu(0.2)),
        unary("logsigmoid", Tensor::logsigmoid),
        unary("mish", Tensor::mish),
        unary("relu6", Tensor::relu6),
        unary("selu", Tensor::selu),
        unary("silu", Tensor::silu),
        unary("softplus", x -> x.softplus(2, 5)),
        unary("softshrink", x -> x.softshrink(0.5)),
        unary("softsign", Tensor::softsign),
        unary("tanhshrink", Tensor::tanhshrink),
        unary("threshold", x -> x.threshold(0.3, -2)),
        FunctionSample.of("glu", in -> F.glu(in[0], 1), on(points(2, 4, 3)), on(points(0, 4))),
        FunctionSample.of(
            "softmin", in -> F.softmin(in[0], -1), on(points(2, 3)), on(points(40, 3000))),
        FunctionSample.of(
            "prelu",
            in -> in[0].prelu(in[1]),
            on(points(2, 4, 3), points(4)),
            on(points(2, 3), points(1))));
  }

  private static FunctionSample several(String name, Function<Tensor[], Tensor> function) {
    return FunctionSample.of(
        name,
        function,
        on(normal(1, 2, 3), normal(2, 2, 3), uniform(3, 2, 3).add(1)),
        on(normal(1, 2, 1), normal(2, 3), uniform(3, 1, 1).add(1)),
        on(normal(1), normal(2, 2), uniform(3).add(1)),
        on(normal(1, 0, 3), normal(2, 1, 3), uniform(3, 3).add(1)),
        on(normal(1, 20_001), normal(2, 20_001), uniform(3, 1).add(1)));
  }

  private static List<FunctionSample> ofSeveral() {
    return List.of(
        several("addcmul", in -> in[0].addcmul(in[1], in[2], 0.5)),
        several("addcdiv", in -> in[0].addcdiv(in[1], in[2], 0.5)),
        several("lerp", in -> in[0].lerp(in[1], in[2].sub(1))),
        several("hypot", in -> in[0].hypot(in[1])),
        several("logaddexp", in -> in[0].logaddexp(in[1])),
        several("xlogy", in -> in[0].xlogy(in[2])),
        several("clamp", in -> in[0].clamp(in[1].sub(3), in[2].sub(0.5))),
        several("round", in -> in[0].round(1).add(in[1])),
        several("frac", in -> in[0].frac().mul(in[1])),
        several("nanToNum", in -> in[0].nanToNum(0, null, null).mul(in[1])));
  }

  private static FunctionSample rows(String name, UnaryOperator<Tensor> function) {
    return FunctionSample.of(
        name,
        in -> function.apply(in[0]),
        on(points(4, 5)),
        on(points(5, 4).t()),
        on(points(4, 1).expand(4, 5).add(normal(9, 5))));
  }

  private static List<FunctionSample> ofRows() {
    return List.of(
        rows("max", x -> x.max(1).values()),
        rows("min", x -> x.min(0).values()),
        rows("kthvalue", x -> x.kthvalue(2, 1).values()),
        rows("median along an axis", x -> x.median(1).values()),
        rows("median", Tensor::median),
        rows("quantile", x -> x.quantile(0.3, 1, false)),
        rows("diff", x -> x.diff(1)),
        rows("nansum", x -> x.nansum(0)),
        rows("nanmean", x -> x.nanmean(1)),
        rows("vectorNorm 1", x -> x.vectorNorm(1, false, 1)),
        rows("vectorNorm 2", x -> x.vectorNorm(2, true, 0)),
        rows("vectorNorm 3", x -> x.vectorNorm(3, false)),
        rows("vectorNorm infinity", x -> x.vectorNorm(Double.POSITIVE_INFINITY, false, 1)),
        rows("normalize", x -> F.normalize(x, 2, 1, 1e-12)),
        rows("cosineSimilarity", x -> F.cosineSimilarity(x, x.flip(0).add(1), 1, 1e-8)),
        rows("pairwiseDistance", x -> F.pairwiseDistance(x, x.flip(0).mul(2), 2, 1e-6, true)),
        rows("cdist", x -> x.cdist(x.flip(1).add(1), 2)));
  }
}
