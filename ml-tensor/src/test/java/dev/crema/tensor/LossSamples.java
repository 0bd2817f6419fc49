package dev.crema.tensor;

import static dev.crema.tensor.FunctionSample.normal;
import static dev.crema.tensor.FunctionSample.on;
import static dev.crema.tensor.FunctionSample.uniform;

import dev.crema.functional.CrossEntropyOptions;
import dev.crema.functional.CtcOptions;
import dev.crema.functional.F;
import dev.crema.functional.MultiMarginOptions;
import dev.crema.functional.PoissonNllOptions;
import dev.crema.functional.Reduction;
import dev.crema.functional.TripletMarginOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;

/** Losses; empty inputs with a sum, as a mean of nothing is NaN. */
final class LossSamples {
  private static final Reduction NONE = Reduction.NONE;

  private LossSamples() {}

  static List<FunctionSample> all() {
    List<FunctionSample> all = new ArrayList<>();
    all.addAll(regression());
    all.addAll(binary());
    all.addAll(classes());
    all.addAll(margins());
    all.addAll(embeddings());
    all.addAll(ctc());
    return all;
  }

  private static FunctionSample pairs(String name, BinaryOperator<Tensor> loss) {
    return FunctionSample.of(
        name,
        in -> loss.apply(in[0], in[1]),
        on(normal(1, 3, 4), normal(2, 3, 4)),
        on(normal(1, 3, 4).t(), normal(2, 4, 1).expand(4, 3)),
        on(normal(3), normal(4)),
        on(normal(1, 2, 10_001), normal(2, 2, 10_001)));
  }

  private static List<FunctionSample> regression() {
    return List.of(
        pairs("mseLoss", F::mseLoss),
        pairs("mseLoss sum", (x, y) -> F.mseLoss(x, y, Reduction.SUM)),
        pairs("l1Loss", F::l1Loss),
        pairs("smoothL1Loss", F::smoothL1Loss),
        pairs("smoothL1Loss beta", (x, y) -> F.smoothL1Loss(x, y, 0.35, NONE)),
        pairs("smoothL1Loss 0", (x, y) -> F.smoothL1Loss(x, y, 0, Reduction.SUM)),
        pairs("huberLoss", (x, y) -> F.huberLoss(x, y, 0.7, NONE)),
        pairs("poissonNllLoss", (x, y) -> F.poissonNllLoss(x, y.abs())),
        pairs(
            "poissonNllLoss full",
            (x, y) ->
                F.poissonNllLoss(
                    x.abs().add(0.1),
                    y.abs().mul(3),
                    PoissonNllOptions.DEFAULT.withLogInput(false).withFull(true).withEps(0.01))),
        FunctionSample.of(
            "gaussianNllLoss",
            in -> F.gaussianNllLoss(in[0], in[1], in[2], true, 0.1, NONE),
            on(normal(1, 3, 4), normal(2, 3, 4), uniform(3, 3, 4).add(0.2)),
            on(normal(1, 3, 4), normal(2, 3, 4), uniform(3, 3, 1).add(0.2)),
            on(normal(1, 3, 4), normal(2, 3, 4), uniform(3, 3).add(0.2)),
            on(normal(1), normal(2), uniform(3).add(0.2)),
            on(normal(1, 0, 4), normal(2, 0, 4), uniform(3, 0, 1)),
            on(normal(1, 20_001), normal(2, 20_001), uniform(3, 20_001).add(0.2))));
  }

  private static Tensor inside(long seed, int... shape) {
    return uniform(seed, shape).mul(0.6).add(0.2);
  }

  private static FunctionSample weighted(String name, TernaryLoss loss) {
    return FunctionSample.of(
        name,
        in -> loss.apply(in[0], in[1], in[2]),
        on(inside(1, 3, 4), inside(2, 3, 4), inside(3, 4)),
        on(inside(1, 3, 4), inside(2, 3, 4), inside(3, 3, 1)),
        on(inside(1, 0, 4), inside(2, 0, 4), inside(3, 4)),
        on(inside(1, 4), inside(2, 4), inside(3)),
        on(inside(1, 2, 10_001), inside(2, 2, 10_001), inside(3, 10_001)));
  }

  private interface TernaryLoss {
    Tensor apply(Tensor x, Tensor y, Tensor weight);
  }

  private static List<FunctionSample> binary() {
    return List.of(
        weighted("binaryCrossEntropy", (x, y, w) -> F.binaryCrossEntropy(x, y, w, NONE)),
        weighted(
            "binaryCrossEntropyWithLogits",
            (x, y, w) -> F.binaryCrossEntropyWithLogits(logits(x), y, w, w.mul(2), NONE)),
        weighted(
            "multilabelSoftMarginLoss",
            (x, y, w) -> F.multilabelSoftMarginLoss(logits(x), y, w, NONE)),
        pairs("softMarginLoss", F::softMarginLoss),
        FunctionSample.of(
            "binaryCrossEntropy of nothing to weigh",
            in -> F.binaryCrossEntropy(in[0], in[1]),
            on(inside(1), inside(2)),
            on(inside(1, 2, 3), inside(2, 2, 3))),
        FunctionSample.of(
            "binaryCrossEntropyWithLogits of nothing to weigh",
            in -> F.binaryCrossEntropyWithLogits(in[0], in[1]),
            on(normal(1), inside(2)),
            on(normal(1, 2, 3), inside(2, 2, 3))));
  }

  private static Tensor logits(Tensor x) {
    return x.sub(0.51).mul(5);
  }

  private static Tensor labels(int classes, int... shape) {
    return Tensor.randint(
        dev.crema.tensor.random.Philox.of(6, shape.length, classes), 0, classes, Shape.of(shape));
  }

  private static FunctionSample labelled(String name, TernaryLoss loss) {
    return FunctionSample.of(
        name,
        in -> loss.apply(in[0], in[1], in[2]),
        on(normal(1, 4, 3), Tensor.of(0L, 2L, 1L, 2L), inside(2, 3)),
        on(normal(1, 3, 4).t(), Tensor.of(0L, 1L, 1L, 2L), inside(2, 3)),
        on(normal(1, 3), labels(3), inside(2, 3)),
        on(normal(1, 2, 3, 2, 2), labels(3, 2, 2, 2), inside(2, 3)),
        on(normal(1, 0, 3), labels(3, 0), inside(2, 3)),
        on(normal(1, 400, 50), labels(50, 400), inside(2, 50)));
  }

  private static FunctionSample soft(String name, TernaryLoss loss) {
    return FunctionSample.of(
        name,
        in -> loss.apply(in[0], in[1], in[2]),
        on(normal(1, 4, 3), inside(2, 4, 3), inside(3, 3)),
        on(normal(1, 4, 3), Tensor.eye(DType.FLOAT64, 4).narrow(1, 0, 3), inside(3, 3)),
        on(normal(1, 2, 3, 2), inside(2, 2, 3, 2), inside(3, 3)),
        on(normal(1, 3), inside(2, 3), inside(3, 3)),
        on(normal(1, 400, 50), inside(2, 400, 50), inside(3, 50)));
  }

  private static List<FunctionSample> classes() {
    CrossEntropyOptions none = CrossEntropyOptions.DEFAULT.withReduction(NONE);
    return List.of(
        labelled(
            "nllLoss", (x, y, w) -> F.nllLoss(x, y, w, F.IGNORE_INDEX, Reduction.SUM).add(w.sum())),
        labelled("nllLoss that ignores", (x, y, w) -> F.nllLoss(x, y, w, 1, NONE)),
        labelled("nllLoss without weights", (x, y, w) -> F.nllLoss(x, y, null, 0, NONE)),
        labelled("crossEntropy", (x, y, w) -> F.crossEntropy(x, y, none)),
        labelled(
            "crossEntropy of all options",
            (x, y, w) ->
                F.crossEntropy(
                    x, y, none.withWeight(w).withIgnoreIndex(1).withLabelSmoothing(0.2))),
        FunctionSample.of(
            "crossEntropy that is one operation",
            in -> F.crossEntropy(in[0], in[1]),
            on(normal(1, 4, 3), Tensor.of(0L, 2L, 1L, 2L)),
            on(normal(1, 400, 50), labels(50, 400))),
        soft("crossEntropy of rows", (x, y, w) -> F.crossEntropy(x, y, none.withWeight(w))),
        soft(
            "crossEntropy of smooth rows",
            (x, y, w) -> F.crossEntropy(x, y, none.withLabelSmoothing(0.3))),
        pairs("klDiv", (x, y) -> F.klDiv(x, y.abs().add(0.1))),
        pairs("klDiv of logarithms", (x, y) -> F.klDiv(x, y, true, NONE)),
        pairs("klDivBatchMean", (x, y) -> F.klDivBatchMean(x, y, true)));
  }

  private static FunctionSample scores(String name, BinaryOperator<Tensor> loss) {
    return FunctionSample.of(
        name,
        in -> loss.apply(in[0], in[1]),
        on(normal(1, 4, 3), Tensor.of(0L, 2L, 1L, 2L)),
        on(normal(2, 3), labels(3)),
        on(normal(3, 3), Tensor.of(new long[] {1})),
        on(normal(1, 0, 3), labels(3, 0)),
        on(normal(4, 400, 50), labels(50, 400)));
  }

  private static List<FunctionSample> margins() {
    MultiMarginOptions none = MultiMarginOptions.DEFAULT.withReduction(NONE);
    Tensor weight = Tensor.of(0.5, 2.0, 1.0);
    return List.of(
        pairs("hingeEmbeddingLoss", (x, y) -> F.hingeEmbeddingLoss(x, y.sign())),
        pairs("hingeEmbeddingLoss of two terms", (x, y) -> F.hingeEmbeddingLoss(x, y, 0.3, NONE)),
        pairs("marginRankingLoss", (x, y) -> F.marginRankingLoss(x, y, y.detach().sign())),
        pairs(
            "marginRankingLoss margin",
            (x, y) -> F.marginRankingLoss(x, x.mul(2).add(y), y, 0.4, NONE)),
        scores("multiMarginLoss", (x, y) -> F.multiMarginLoss(x, y, none)),
        scores("multiMarginLoss squared", (x, y) -> F.multiMarginLoss(x, y, none.withP(2))),
        FunctionSample.of(
            "multiMarginLoss with weights",
            in -> F.multiMarginLoss(in[0], in[1], none.withMargin(0.6).withWeight(in[2])),
            on(normal(1, 4, 3), Tensor.of(0L, 2L, 1L, 2L), weight),
            on(normal(2, 3), labels(3), weight)),
        FunctionSample.of(
            "multilabelMarginLoss",
            in -> F.multilabelMarginLoss(in[0], in[1], NONE),
            on(normal(1, 3, 4), Tensor.of(new long[] {3, 0, -1, 1, -1, 1, 2, 3, 2, 2, 1, 0}, 3, 4)),
            on(normal(2, 4), Tensor.of(2L, -1L, -1L, 5 - 2L)),
            on(normal(3, 0, 4), labels(4, 0, 4)),
            on(normal(4, 400, 20), labels(20, 400, 20))));
  }

  private static FunctionSample triplets(String name, TernaryLoss loss) {
    return FunctionSample.of(
        name,
        in -> loss.apply(in[0], in[1], in[2]),
        on(normal(1, 4, 3), normal(2, 4, 3), normal(3, 4, 3)),
        on(normal(1, 1, 3), normal(2, 4, 3), normal(3, 4, 3)),
        on(normal(1, 3), normal(2, 3), normal(3, 3)),
        on(normal(1, 0, 3), normal(2, 0, 3), normal(3, 0, 3)),
        on(normal(1, 400, 50), normal(2, 400, 50), normal(3, 400, 50)));
  }

  private static List<FunctionSample> embeddings() {
    TripletMarginOptions none = TripletMarginOptions.DEFAULT.withReduction(NONE);
    return List.of(
        FunctionSample.of(
            "cosineEmbeddingLoss",
            in -> F.cosineEmbeddingLoss(in[0], in[1], in[2], -0.2, NONE),
            on(normal(1, 4, 3), normal(2, 4, 3), Tensor.of(1L, -1L, -1L, 0L)),
            on(normal(1, 3, 4).t(), normal(2, 1, 3), Tensor.of(1L, -1L, -1L, 1L)),
            on(normal(1, 3), normal(2, 3), Tensor.of(new long[] {-1}).reshape()),
            on(normal(1, 0, 3), normal(2, 0, 3), labels(2, 0)),
            on(normal(1, 400, 50), normal(2, 400, 50), labels(2, 400).mul(2).sub(1))),
        triplets("tripletMarginLoss", (a, p, n) -> F.tripletMarginLoss(a, p, n, none)),
        triplets(
            "tripletMarginLoss of all options",
            (a, p, n) ->
                F.tripletMarginLoss(
                    a, p, n, none.withMargin(2).withP(3).withEps(0.01).withSwap(true))),
        triplets(
            "tripletMarginWithDistanceLoss",
            (a, p, n) ->
                F.tripletMarginWithDistanceLoss(
                    a, p, n, (x, y) -> F.cosineSimilarity(x, y, -1, 1e-8).neg(), 2, true, NONE)));
  }

  private static FunctionSample sequences(String name, CtcOptions options, Tensor... rest) {
    return FunctionSample.of(
        name,
        in -> F.ctcLoss(in[0].logSoftmax(-1), in[1], in[2], in[3], options),
        on(normal(1, 5, 3, 4), rest[0], Tensor.of(5L, 4L, 3L), rest[1]),
        on(normal(2, 12, 3, 4), rest[0], Tensor.of(12L, 7L, 9L), rest[1]));
  }

  private static List<FunctionSample> ctc() {
    CtcOptions none = CtcOptions.DEFAULT.withReduction(NONE);
    Tensor padded = Tensor.of(new long[] {1, 2, 1, 3, -7, 9, 2, 2, 0}, 3, 3);
    Tensor row = Tensor.of(1L, 2L, 1L, 2L, 2L);
    return List.of(
        sequences("ctcLoss", none, padded, Tensor.of(3L, 1L, 2L)),
        sequences("ctcLoss of a row", none, row, Tensor.of(3L, 0L, 2L)),
        sequences("ctcLoss mean", CtcOptions.DEFAULT, row, Tensor.of(3L, 0L, 2L)),
        sequences(
            "ctcLoss of another blank",
            CtcOptions.DEFAULT.withBlank(3),
            Tensor.of(1L, 2L, 1L, 0L, 0L),
            Tensor.of(1L, 2L, 2L)),
        FunctionSample.of(
            "ctcLoss of what cannot be",
            in -> F.ctcLoss(in[0], in[1], in[2], in[3], none.withZeroInfinity(true)),
            on(
                normal(1, 3, 2, 3),
                Tensor.of(1L, 1L, 2L, 1L),
                Tensor.of(3L, 1L),
                Tensor.of(2L, 2L))),
        FunctionSample.of(
            "ctcLoss of one",
            in -> F.ctcLoss(in[0].logSoftmax(-1), in[1], in[2], in[3], none),
            on(normal(1, 4, 3), Tensor.of(1L, 2L), Tensor.of(4L), Tensor.of(2L)),
            on(normal(1, 300, 70), labels(69, 40).add(1), Tensor.of(300L), Tensor.of(40L))));
  }
}
