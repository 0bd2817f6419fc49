package dev.crema.tensor;

import static dev.crema.tensor.FunctionSample.normal;
import static dev.crema.tensor.FunctionSample.on;
import static dev.crema.tensor.FunctionSample.uniform;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Elements read and written by position, and what orders and counts them. */
final class IndexSamples {
  private static final Tensor PLACES =
      Tensor.of(new long[][] {{0, 0, 3, 1, 0}, {2, 2, 2, 2, 1}, {1, 0, 3, 2, 1}});
  private static final Tensor ROWS = Tensor.of(2L, 0L, 2L);
  private static final Tensor MASK = Tensor.of(true, false, true, true);

  private IndexSamples() {}

  static List<FunctionSample> all() {
    List<FunctionSample> all = new ArrayList<>();
    all.addAll(reads());
    all.addAll(writes());
    all.addAll(reductions());
    all.addAll(order());
    all.addAll(gamma());
    all.addAll(matrices());
    return all;
  }

  private static FunctionSample of(String name, UnaryOperator<Tensor> function) {
    return FunctionSample.of(
        name,
        in -> function.apply(in[0]),
        on(normal(1, 3, 4)),
        on(normal(2, 4, 3).t()),
        on(normal(3, 1, 4).expand(3, 4).add(normal(4, 3, 1).mul(0.1))));
  }

  private static FunctionSample two(String name, Function<Tensor[], Tensor> function) {
    return FunctionSample.of(
        name,
        function,
        on(normal(5, 3, 4), normal(6, 3, 5)),
        on(normal(7, 4, 3).t(), normal(8, 5, 3).t()),
        on(normal(9, 3, 7000), normal(10, 3, 5)));
  }

  private static List<FunctionSample> reads() {
    Tensor row = Tensor.of(new long[][] {{2, 0, 2}});
    return List.of(
        of("take", x -> x.take(Tensor.of(new long[][] {{0, -1}, {5, 5}}))),
        of("takeAlongDim", x -> x.takeAlongDim(row, 1)),
        of("takeAlongDim of all", x -> x.takeAlongDim(ROWS)),
        of("indexSelect", x -> x.indexSelect(0, ROWS)),
        of("maskedSelect", x -> x.maskedSelect(MASK)),
        FunctionSample.of(
            "maskedSelect of a row",
            in -> in[0].maskedSelect(Tensor.of(new boolean[][] {{true}, {false}, {true}})),
            on(normal(11, 4)),
            on(normal(12)),
            on(normal(13, 20_001))),
        FunctionSample.of(
            "gather of a 0-d tensor", in -> in[0].gather(0, Tensor.of(0L, 0L)), on(normal(14))));
  }

  private static List<FunctionSample> writes() {
    return List.of(
        two("scatter with a value", in -> in[0].scatter(1, PLACES, 2).mul(in[1].sum())),
        two(
            "scatter of a part",
            in -> in[0].scatter(1, Tensor.of(new long[][] {{2, 0}, {3, 1}}), in[1])),
        two("indexAdd", in -> in[0].indexAdd(0, ROWS, in[0].mul(2), -1.5).mul(in[1].sum())),
        two("indexCopy", in -> in[0].indexCopy(1, ROWS.slice(0, 0, 2), in[1].narrow(1, 0, 2))),
        two("indexFill", in -> in[0].indexFill(1, Tensor.of(0L, -1L), 3).mul(in[1].sum())),
        two("indexFill with a tensor", in -> in[0].indexFill(1, ROWS, in[1].sum())),
        two("sliceScatter", in -> in[0].sliceScatter(1, 0, 4, 2, in[1].narrow(1, 0, 2))),
        two("selectScatter", in -> in[0].selectScatter(1, -1, in[1].select(1, 0))),
        two("maskedFill", in -> in[0].maskedFill(in[0].detach().gt(0), 2).mul(in[1].sum())),
        two("maskedFill with a tensor", in -> in[0].maskedFill(in[0].detach().gt(0), in[1].sum())),
        FunctionSample.of(
            "maskedScatter",
            in -> in[0].maskedScatter(in[0].detach().gt(0), in[1]),
            on(normal(45, 3, 4), normal(46, 3, 5)),
            on(normal(47, 3, 7000), normal(48, 3, 7000))));
  }

  private static List<FunctionSample> reductions() {
    List<FunctionSample> all = new ArrayList<>();
    for (ScatterReduction reduction : ScatterReduction.values()) {
      for (boolean self : new boolean[] {true, false}) {
        all.add(
            two(
                "scatterReduce %s%s".formatted(reduction, self ? "" : " without itself"),
                in -> in[0].scatterReduce(1, PLACES, in[1], reduction, self)));
      }
    }
    Tensor zeros = Tensor.of(new double[][] {{0, 1, 0, 1, 1}, {1, 0, 1, 1, 0}, {1, 1, 1, 1, 0}});
    all.add(
        two(
            "scatterReduce PROD with zeros",
            in ->
                in[0].scatterReduce(
                    1, PLACES, in[1].mul(zeros.to(in[1].dtype())), ScatterReduction.PROD, true)));
    return all;
  }

  private static List<FunctionSample> order() {
    return List.of(
        of("topk", x -> x.topk(2, 1, true).values()),
        of("topk of the least", x -> x.topk(2, 0, false).values()),
        of("mode", x -> x.mode(1).values()),
        FunctionSample.of(
            "order of a 0-d tensor",
            in ->
                in[0]
                    .topk(1)
                    .values()
                    .mul(in[0].mode(0).values())
                    .add(in[0].sort(0, true).values()),
            on(normal(15))),
        FunctionSample.of(
            "logcumsumexp",
            in -> in[0].logcumsumexp(1),
            on(normal(16, 3, 5)),
            on(normal(17, 5, 3).t()),
            on(normal(18, 0, 3)),
            on(normal(19, 3, 7000).mul(40))),
        FunctionSample.of(
            "bincount with weights", in -> PLACES.flatten().bincount(in[0], 6), on(normal(20, 15))),
        FunctionSample.of(
            "histc",
            in -> in[0].histc(7, -1, 2).mul(in[0].sum()),
            on(normal(21, 20_001)),
            on(Tensor.of(0.1, 0.5, 1.7))),
        FunctionSample.of(
            "searchsorted",
            in -> in[0].add(in[1].sort(0, false).values().searchsorted(in[0], true)),
            on(normal(23, 2, 3), normal(24, 5)),
            on(normal(25, 20_001), normal(26, 100))));
  }

  private static List<FunctionSample> gamma() {
    List<FunctionSample> all = new ArrayList<>();
    for (int n = -2; n <= 3; n++) {
      int order = n;
      String name = n == -2 ? "lgamma" : n == -1 ? "digamma" : "polygamma " + n;
      // from the poles by 0.3 or more
      UnaryOperator<Tensor> away = x -> x.floor().add(x.frac().abs().mul(0.4).add(0.3));
      all.add(
          FunctionSample.of(
              name,
              in ->
                  order == -2
                      ? in[0].lgamma()
                      : order == -1 ? in[0].digamma() : in[0].polygamma(order),
              on(uniform(27, 3, 4).mul(12).add(0.5)),
              on(away.apply(uniform(28, 4, 3).mul(4).sub(4)).t()),
              on(uniform(29).add(1)),
              on(uniform(30, 0, 2)),
              on(away.apply(normal(31, 20_001).mul(9)))));
    }
    return all;
  }

  private static Tensor regular(long seed, int... shape) {
    int n = shape[shape.length - 1];
    return normal(seed, shape).mul(0.5).add(Tensor.eye(DType.FLOAT64, n).mul(2));
  }

  private static List<FunctionSample> matrices() {
    return List.of(
        FunctionSample.of(
            "slogdet",
            in -> in[0].slogdet().logabsdet().mul(in[0].slogdet().sign()),
            on(regular(32, 3, 3)),
            on(regular(33, 2, 3, 3).transpose(1, 2)),
            on(regular(34, 2, 0, 0)),
            on(regular(35, 40, 40))),
        FunctionSample.of("logdet", in -> in[0].logdet(), on(regular(36, 2, 3, 3))),
        FunctionSample.of(
            "cross",
            in -> in[0].cross(in[1], -1),
            on(normal(37, 2, 3), normal(38, 2, 3)),
            on(normal(39, 3, 1, 3).transpose(0, 2).transpose(0, 2), normal(40, 1, 2, 3)),
            on(normal(41, 0, 3), normal(42, 1, 3)),
            on(normal(43, 7000, 3), normal(44, 1, 3))));
  }
}
