package dev.crema.tensor;

import static dev.crema.tensor.FunctionSample.normal;
import static dev.crema.tensor.FunctionSample.on;
import static dev.crema.tensor.FunctionSample.uniform;

import dev.crema.functional.ConvTransposeOptions;
import dev.crema.functional.F;
import dev.crema.functional.Normalized;
import dev.crema.functional.WindowOptions;
import dev.crema.tensor.random.Philox;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Functions of networks: transposed convolution, pooling, normalization. */
final class NetworkSamples {
  private NetworkSamples() {}

  static List<FunctionSample> all() {
    List<FunctionSample> all = new ArrayList<>();
    all.addAll(convolutions());
    all.addAll(pools());
    all.addAll(normalizations());
    all.addAll(ResamplingSamples.all());
    all.addAll(LookupSamples.all());
    return all;
  }

  private static final ConvTransposeOptions TRANSPOSE = ConvTransposeOptions.DEFAULT;

  private static List<FunctionSample> convolutions() {
    ConvTransposeOptions odd =
        TRANSPOSE.withStride(2, 3).withPadding(1, 0).withOutputPadding(1, 2).withDilation(1, 2);
    return List.of(
        FunctionSample.of(
            "convTranspose1d",
            in -> F.convTranspose1d(in[0], in[1], in[2]),
            on(normal(1, 2, 3, 4), normal(2, 3, 2, 3), normal(3, 2)),
            on(normal(1, 3, 4), normal(2, 3, 2, 3), normal(3, 2)),
            on(normal(1, 0, 3, 4), normal(2, 3, 2, 3), normal(3, 2)),
            on(normal(1, 2, 3, 4001), normal(2, 3, 5, 7), normal(3, 5))),
        FunctionSample.of(
            "convTranspose2d with strides, dilation and output padding",
            in -> F.convTranspose2d(in[0], in[1], in[2], odd),
            on(normal(1, 2, 2, 3, 2), normal(2, 2, 2, 3, 2), normal(3, 2)),
            on(normal(1, 2, 8, 30, 40), normal(2, 8, 9, 3, 3), normal(3, 9))),
        FunctionSample.of(
            "convTranspose2d in groups",
            in -> F.convTranspose2d(in[0], in[1], null, TRANSPOSE.withGroups(2).withPadding(1)),
            on(normal(1, 1, 4, 3, 3), normal(2, 4, 2, 2, 3)),
            on(normal(1, 2, 8, 30, 40), normal(2, 8, 3, 3, 3))),
        FunctionSample.of(
            "convTranspose3d",
            in -> F.convTranspose3d(in[0], in[1], in[2], TRANSPOSE.withStride(1, 2, 1)),
            on(normal(1, 1, 2, 2, 3, 2), normal(2, 2, 2, 2, 1, 2), normal(3, 2))));
  }

  /** Numbers of which no two are less than a tenth apart. */
  static Tensor distinct(int... shape) {
    Tensor order = Tensor.randperm(new Philox(3), (int) Shape.of(shape).numel());
    return order.to(DType.FLOAT64).div(10).sub(2).reshape(shape);
  }

  private static FunctionSample pool(String name, UnaryOperator<Tensor> function, int... shape) {
    int[] large = shape.clone();
    large[shape.length - 1] = 20_001 / (int) (Shape.of(shape).numel() / shape[shape.length - 1]);
    int[] empty = shape.clone();
    empty[0] = 0;
    return FunctionSample.of(
        name,
        in -> function.apply(in[0]),
        on(distinct(shape)),
        on(distinct(shape).transpose(0, 1)),
        on(distinct(empty)),
        on(normal(8, large)));
  }

  private static FunctionSample power(String name, UnaryOperator<Tensor> function, int... shape) {
    return FunctionSample.of(name, in -> function.apply(in[0]), on(uniform(4, shape).add(0.2)));
  }

  private static Tensor unpooled(Tensor x, WindowOptions options) {
    ValuesAndIndices found = F.maxPool2dWithIndices(x.detach(), options);
    Tensor narrow = x.narrow(2, 0, found.values().size(2)).narrow(3, 0, found.values().size(3));
    return F.maxUnpool2d(narrow, found.indices(), options, x.size(2), x.size(3));
  }

  /** Places of the last three axes, the last one first. */
  private static Tensor reversed(Tensor x) {
    int area = x.size(2) * x.size(3) * x.size(4);
    Tensor places = Tensor.arange(area - 1, -1, -1);
    return places.reshape(1, 1, x.size(2), x.size(3), x.size(4)).expand(x.shape());
  }

  private static List<FunctionSample> pools() {
    return List.of(
        pool("adaptiveMaxPool1d", x -> F.adaptiveMaxPool1d(x, 3), 2, 3, 7),
        pool("adaptiveMaxPool2d", x -> F.adaptiveMaxPool2d(x, 3, 4), 2, 1, 5, 7),
        pool("adaptiveMaxPool2d in even stretches", x -> F.adaptiveMaxPool2d(x, 2, 1), 2, 2, 4, 3),
        pool("adaptiveMaxPool3d", x -> F.adaptiveMaxPool3d(x, 2, 2, 3), 1, 1, 3, 4, 4),
        pool(
            "avgPool2d by a divisor",
            x -> F.avgPool2d(x, WindowOptions.of(2).withDivisor(3)),
            2,
            2,
            3,
            4),
        pool(
            "maxUnpool1d",
            x ->
                F.maxUnpool1d(
                    x, Tensor.arange(x.size(2)).mul(2L).expand(x.shape()), WindowOptions.of(2)),
            2,
            2,
            4),
        pool("maxUnpool2d", x -> unpooled(x, WindowOptions.of(2)), 1, 2, 5, 6),
        pool("maxUnpool3d", x -> F.maxUnpool3d(x, reversed(x), WindowOptions.of(1)), 2, 2, 2, 1, 3),
        power(
            "lpPool1d",
            x -> F.lpPool1d(x, 3, WindowOptions.of(3).withStride(2).withCeilMode(true)),
            2,
            2,
            6),
        power(
            "lpPool2d", x -> F.lpPool2d(x, 1.5, WindowOptions.of(2, 3).withStride(1)), 2, 2, 3, 4),
        power("lpPool3d", x -> F.lpPool3d(x, 2, WindowOptions.of(2)), 1, 2, 2, 3, 4));
  }

  private static List<FunctionSample> normalizations() {
    return List.of(
        FunctionSample.of(
            "rmsNorm",
            in -> F.rmsNorm(in[0], Shape.of(3, 4), in[1], null),
            on(normal(1, 2, 3, 4), normal(2, 3, 4)),
            on(normal(1, 0, 3, 4), normal(2, 3, 4)),
            on(normal(1, 2000, 3, 4), normal(2, 3, 4))),
        FunctionSample.of(
            "rmsNorm of a row", in -> F.rmsNorm(in[0], Shape.of(5), null, 0.1), on(normal(1, 5))),
        FunctionSample.of(
            "groupNorm",
            in -> F.groupNorm(in[0], 2, in[1], in[2], 1e-3),
            on(normal(1, 2, 4, 3), normal(2, 4), normal(3, 4)),
            on(normal(1, 3, 4), normal(2, 4), normal(3, 4)),
            on(normal(1, 0, 4, 3), normal(2, 4), normal(3, 4)),
            on(normal(1, 3, 4, 50, 40), normal(2, 4), normal(3, 4))),
        FunctionSample.of(
            "instanceNorm",
            in -> F.instanceNormWithStatistics(in[0], in[1], in[2], 1e-3).output(),
            on(normal(1, 2, 3, 4), normal(2, 3), normal(3, 3)),
            on(normal(1, 2, 3, 50, 70), normal(2, 3), normal(3, 3))),
        FunctionSample.of(
            "the statistics of instanceNorm",
            in -> {
              Normalized found = F.instanceNormWithStatistics(in[0], null, null, 1e-3);
              return found.mean().mul(found.variance());
            },
            on(normal(1, 2, 3, 4))),
        FunctionSample.of(
            "instanceNorm by given statistics",
            in -> F.instanceNorm(in[0], in[1], in[2], in[3], null, 1e-3),
            on(normal(1, 2, 3, 2), normal(2, 3), uniform(3, 3).add(0.5), normal(4, 3))),
        FunctionSample.of(
            "localResponseNorm",
            in -> F.localResponseNorm(in[0], 3, 0.5, 0.75, 1.5),
            on(normal(1, 2, 4, 3)),
            on(normal(1, 1, 2, 2, 3)),
            on(normal(1, 0, 4, 3)),
            on(normal(1, 2, 7, 1500))));
  }
}
