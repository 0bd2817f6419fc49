package dev.crema.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.random.Philox;
import org.junit.jupiter.api.Test;

/** Lookups, attention and draws: what is special, and what is refused. */
class LookupsTest {
  private static void refused(Runnable call, String message) {
    assertThatExceptionOfType(CremaException.class).isThrownBy(call::run).withMessage(message);
  }

  @Test
  void theRowOfPaddingIsNotTrained() {
    Tensor weight = Tensor.ones(4, 2).requiresGrad(true);
    F.embedding(Tensor.of(0L, 3L, 3L, 1L), weight, -1).sum().backward();
    assertThat(weight.grad().toInts()).containsExactly(1, 1, 1, 1, 0, 0, 0, 0);
  }

  @Test
  void emptyBagsAreZeroAndWordsBehindTheLastBagDoNotCount() {
    Tensor weight = Tensor.of(new float[][] {{1, 2}, {-3, -4}, {5, 6}});
    EmbeddingBagOptions bags = EmbeddingBagOptions.DEFAULT.withOffsets(Tensor.of(0L, 1L, 1L));
    Tensor words = Tensor.of(1L, 0L, 2L);
    assertThat(F.embeddingBag(words, weight, bags.withMode("max")).toInts())
        .containsExactly(-3, -4, 0, 0, 5, 6);
    Tensor ended = F.embeddingBag(words, weight, bags.withMode("sum").withIncludeLastOffset(true));
    assertThat(ended.toInts()).containsExactly(-3, -4, 0, 0);
    Tensor none =
        F.embeddingBag(Tensor.zeros(DType.INT64, 2, 0), weight, EmbeddingBagOptions.DEFAULT);
    assertThat(none.toInts()).containsExactly(0, 0, 0, 0);
  }

  @Test
  void saysWhichLookupIsNone() {
    Tensor weight = Tensor.ones(5, 2);
    refused(
        () -> F.embedding(Tensor.of(new long[] {5}), weight),
        "embedding: there are words 0 to 4, was given 5 in shape (1,)");
    refused(
        () -> F.embedding(Tensor.of(new float[] {1}), weight),
        "embedding: expects numbers of words (integers), was given float32 of shape (1,)");
    refused(
        () -> F.embedding(Tensor.of(new long[] {1}), weight, 5),
        "embedding: paddingIdx is 5: of 5 words, give -5 to 4");
    refused(
        () -> F.embedding(Tensor.of(new long[] {1}), Tensor.ones(5)),
        "embedding: expects a weight (words, size of a vector), was given shape (5,)");
    EmbeddingBagOptions bags = EmbeddingBagOptions.DEFAULT;
    refused(
        () -> F.embeddingBag(Tensor.of(1L, 2L), weight, bags),
        "embeddingBag: expects bags (bags, words), or words in a row (1 axis) and offsets, was"
            + " given shape (2,) without offsets");
    refused(
        () -> F.embeddingBag(Tensor.of(1L, 2L), weight, bags.withOffsets(Tensor.of(0L, 2L, 1L))),
        "embeddingBag: bags of 2 words begin at 0 and go upwards, but these begin and end at [0, 2,"
            + " 1, 2]");
    refused(
        () -> bags.withPerSampleWeights(Tensor.ones(2)),
        "embeddingBag: weights are for the mode sum, not for mean");
    refused(
        () -> bags.withMode("min"), "embeddingBag: mode must be mean, sum or max, but was \"min\"");
  }

  @Test
  void aQueryThatSeesNothingGetsZeros() {
    Tensor x = Tensor.randn(new Philox(1), DType.FLOAT32, Shape.of(2, 3));
    Tensor seen = Tensor.of(new boolean[][] {{true, false}, {false, false}});
    AttentionOptions masked = AttentionOptions.DEFAULT.withMask(seen);
    Tensor y = F.scaledDotProductAttention(x, x, x, masked);
    assertThat(y.get(0).equal(x.get(0))).isTrue();
    assertThat(y.get(1).toFloats()).containsOnly(0);
    refused(
        () -> masked.withCausal(true),
        "scaledDotProductAttention: causal attention has its own mask; a mask of shape (2, 2) was"
            + " given too");
    refused(
        () -> F.scaledDotProductAttention(x, x, Tensor.ones(3, 3), AttentionOptions.DEFAULT),
        "scaledDotProductAttention: expects queries (…, n, d), keys (…, m, d) and values (…, m, e),"
            + " was given (2, 3), (2, 3) and (3, 3)");
    refused(
        () -> F.bilinear(x, x, Tensor.ones(2, 3, 4), null),
        "bilinear: inputs of shapes (…, a) and (…, b) take a weight (outputs, a, b), was given (2,"
            + " 3), (2, 3) and (2, 3, 4)");
  }

  @Test
  void channelsAreLeftOutAsAWhole() {
    Tensor x = Tensor.ones(20, 30, 4, 5);
    Tensor[] dropped = {
      F.dropout2d(x, 0.5, true),
      F.dropout3d(x.unsqueeze(2), 0.5, true),
      F.featureAlphaDropout(x, 0.5, true),
      F.dropout1d(x.flatten(2, 3), 0.5, true)
    };
    for (Tensor y : dropped) {
      Tensor channels = y.flatten(2, -1);
      assertThat(channels.amax(2).equal(channels.amin(2))).isTrue();
      double kept = channels.select(2, 0).gt(0.5).to(DType.FLOAT32).mean().item();
      assertThat(kept).isCloseTo(0.5, within(0.1));
    }
    assertThat(F.dropout(x, 0.3, false) == x).isTrue();
    assertThat(F.dropout(x, 1, true).toFloats()).containsOnly(0);
    refused(
        () -> F.dropout(x, 1.5, false),
        "dropout: the probability must be from 0 to 1, but was 1.5");
    refused(
        () -> F.dropout(x.to(DType.INT64), 0.5, true),
        "dropout: expects a floating tensor, was given int64 of shape (20, 30, 4, 5); cast it with"
            + " to(FLOAT32)");
    refused(
        () -> F.dropout1d(x, 0.5, true),
        "dropout1d: expects a tensor of 2 or 3 axes, was given shape (20, 30, 4, 5)");
  }

  @Test
  void alphaDropoutKeepsMeanAndVariance() {
    Tensor x = Tensor.randn(new Philox(2), DType.FLOAT64, Shape.of(200_000));
    Tensor y = F.alphaDropout(x, 0.2, true);
    assertThat(y.mean().item()).isCloseTo(0, within(0.01));
    assertThat(y.var().item()).isCloseTo(1, within(0.01));
  }

  @Test
  void randomSlopesLieBetweenTheirBounds() {
    Tensor y = F.rrelu(Tensor.full(-1, 10_000), 0.25, 0.75, true).neg();
    assertThat(y.min().item()).isBetween(0.25, 0.26);
    assertThat(y.max().item()).isBetween(0.74, 0.75);
    refused(
        () -> F.rrelu(y, 0.5, 0.2, true),
        "rrelu: the slopes go from lower to upper, but these are 0.5 and 0.2");
  }

  @Test
  void drawsFollowTheirProbabilities() {
    Tensor logits = Tensor.of(0.1f, 0.2f, 0.3f, 0.4f).log().expand(20_000, 4);
    Tensor hard = F.gumbelSoftmax(logits, 0.5, true, -1);
    Tensor categories =
        F.oneHot(F.multinomial(Tensor.of(1f, 2f, 3f, 4f), 20_000, true, new Philox(3)), 4);
    Tensor coins = F.bernoulli(logits.exp(), new Philox(4));
    for (Tensor drawn : new Tensor[] {hard, categories.to(DType.FLOAT32), coins}) {
      Tensor share = drawn.mean(0);
      assertThat(share.allclose(Tensor.of(0.1f, 0.2f, 0.3f, 0.4f), 0, 0.015)).isTrue();
    }
    assertThat(hard.sum(1).allclose(Tensor.ones(20_000), 0, 1e-6)).isTrue();
    refused(
        () -> F.bernoulli(Tensor.of(new float[] {2})),
        "bernoulli: probabilities must be from 0 to 1, but those of shape (1,) are not");
    refused(
        () -> F.gumbelSoftmax(logits, 0, false, -1),
        "gumbelSoftmax: tau must be above 0, but was 0.0");
  }

  @Test
  void withoutReplacementNothingIsDrawnTwice() {
    Tensor weights = Tensor.of(new float[][] {{0, 1, 5, 1}, {3, 0, 1, 1}});
    Tensor drawn = F.multinomial(weights, 3, false);
    assertThat(drawn.get(0).toLongs()).containsExactlyInAnyOrder(1, 2, 3);
    assertThat(drawn.get(1).toLongs()).containsExactlyInAnyOrder(0, 2, 3);
    refused(
        () -> F.multinomial(weights, 4, false),
        "multinomial: 4 draws without replacement, but a row of shape (2, 4) has 3 categories with"
            + " a weight");
    refused(
        () -> F.multinomial(weights.mul(0), 1, true),
        "multinomial: weights must be finite and not below 0, and one of each row above 0");
  }
}
