package dev.crema.tensor;

import static dev.crema.tensor.FunctionSample.normal;
import static dev.crema.tensor.FunctionSample.on;

import dev.crema.functional.AttentionOptions;
import dev.crema.functional.EmbeddingBagOptions;
import dev.crema.functional.F;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Lookups, attention, and functions that draw random numbers, of one seed each time. */
final class LookupSamples {
  private LookupSamples() {}

  static List<FunctionSample> all() {
    List<FunctionSample> all = new ArrayList<>();
    all.addAll(lookups());
    all.addAll(attention());
    all.addAll(random());
    return all;
  }

  private static Tensor words(int... shape) {
    int count = (int) Shape.of(shape).numel();
    return Tensor.arange(count).mul(7L).remainder(5L).reshape(shape);
  }

  private static FunctionSample bags(String name, EmbeddingBagOptions options) {
    return FunctionSample.of(
        "embeddingBag " + name,
        in -> F.embeddingBag(in[0], in[1], options),
        on(words(3, 4), NetworkSamples.distinct(5, 3)),
        on(words(900, 9), normal(2, 5, 7)));
  }

  private static List<FunctionSample> lookups() {
    EmbeddingBagOptions bag = EmbeddingBagOptions.DEFAULT;
    EmbeddingBagOptions row = bag.withOffsets(Tensor.of(0L, 3L, 3L, 5L)).withPaddingIdx(2);
    return List.of(
        FunctionSample.of(
            "embedding",
            in -> F.embedding(in[0], in[1]),
            on(words(2, 3), normal(1, 5, 2)),
            on(words(), normal(1, 5, 2)),
            on(words(0, 3), normal(1, 5, 2)),
            on(words(100, 40), normal(1, 5, 6))),
        // the gradient of the row of padding is 0 by definition, so its values are taken as given
        FunctionSample.of(
            "embedding without the row of padding",
            in ->
                F.embedding(
                    in[0], Tensor.cat(List.of(in[1], Tensor.ones(DType.FLOAT64, 1, 2)), 0), -1),
            on(words(2, 3), normal(1, 4, 2))),
        bags("mean", bag),
        bags("sum", bag.withMode("sum")),
        bags("max", bag.withMode("max")),
        FunctionSample.of(
            "embeddingBag of words in a row",
            in ->
                F.embeddingBag(in[0], in[1], row)
                    .mul(F.embeddingBag(in[0], in[1], row.withMode("max"))),
            on(words(8), NetworkSamples.distinct(5, 3))),
        FunctionSample.of(
            "embeddingBag with weights",
            in -> F.embeddingBag(in[0], in[1], bag.withMode("sum").withPerSampleWeights(in[2])),
            on(words(3, 4), normal(1, 5, 3), normal(2, 3, 4))));
  }

  private static List<FunctionSample> attention() {
    AttentionOptions all = AttentionOptions.DEFAULT;
    Tensor seen =
        Tensor.of(new boolean[][] {{true, false, true, true}, {false, false, false, false}});
    return List.of(
        FunctionSample.of(
            "scaledDotProductAttention",
            in -> F.scaledDotProductAttention(in[0], in[1], in[2], all),
            on(normal(1, 2, 3, 2), normal(2, 2, 4, 2), normal(3, 2, 4, 3)),
            on(normal(1, 0, 3, 2), normal(2, 0, 4, 2), normal(3, 0, 4, 3)),
            on(normal(1, 2, 60, 20), normal(2, 2, 80, 20), normal(3, 2, 80, 30))),
        FunctionSample.of(
            "scaledDotProductAttention, causal and scaled",
            in ->
                F.scaledDotProductAttention(
                    in[0], in[1], in[2], all.withCausal(true).withScale(0.3)),
            on(normal(1, 2, 3, 2), normal(2, 2, 3, 2), normal(3, 2, 3, 3))),
        FunctionSample.of(
            "scaledDotProductAttention with a mask of which a query sees nothing",
            in -> F.scaledDotProductAttention(in[0], in[1], in[2], all.withMask(seen)),
            on(normal(1, 2, 2, 2), normal(2, 2, 4, 2), normal(3, 2, 4, 3))),
        FunctionSample.of(
            "scaledDotProductAttention with added numbers and dropout",
            in ->
                seeded(
                    () ->
                        F.scaledDotProductAttention(
                            in[0], in[1], in[2], all.withMask(in[3]).withDropout(0.3))),
            on(normal(1, 2, 2, 2), normal(2, 2, 4, 2), normal(3, 2, 4, 3), normal(4, 2, 4))),
        FunctionSample.of(
            "bilinear",
            in -> F.bilinear(in[0], in[1], in[2], in[3]),
            on(normal(1, 2, 3), normal(2, 2, 4), normal(3, 2, 3, 4), normal(4, 2)),
            on(normal(1, 3), normal(2, 4), normal(3, 2, 3, 4), normal(4, 2)),
            on(normal(1, 90, 30), normal(2, 90, 40), normal(3, 20, 30, 40), normal(4, 20))));
  }

  private static Tensor seeded(Supplier<Tensor> function) {
    Crema.manualSeed(11);
    return function.get();
  }

  private static FunctionSample random(String name, UnaryOperator<Tensor> function) {
    return FunctionSample.of(
        name,
        in -> seeded(() -> function.apply(in[0])),
        on(NetworkSamples.distinct(2, 5, 3).add(0.03)),
        on(normal(5, 0, 2, 3)),
        on(normal(5, 3, 70, 100)));
  }

  private static List<FunctionSample> random() {
    return List.of(
        random("dropout", x -> F.dropout(x, 0.3, true)),
        random("dropout1d", x -> F.dropout1d(x, 0.3, true)),
        random("dropout2d", x -> F.dropout2d(x.unsqueeze(3), 0.5, true)),
        random("dropout3d", x -> F.dropout3d(x.unsqueeze(3), 0.3, true)),
        random("alphaDropout", x -> F.alphaDropout(x, 0.3, true)),
        random("featureAlphaDropout", x -> F.featureAlphaDropout(x, 0.3, true)),
        random("rrelu", x -> F.rrelu(x, 0.1, 0.4, true)),
        random("rrelu in evaluation", x -> F.rrelu(x, 0.1, 0.4, false)),
        random("gumbelSoftmax", x -> F.gumbelSoftmax(x, 0.7, false, -1)));
  }
}
