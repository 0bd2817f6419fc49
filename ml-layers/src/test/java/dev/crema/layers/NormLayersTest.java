package dev.crema.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.crema.api.Module;
import dev.crema.api.plugin.Plugins;
import dev.crema.tensor.Crema;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Normalization and embedding as layers; LayersGoldenTest compares them with PyTorch. */
class NormLayersTest {
  private static final Tensor BATCH = Tensor.of(new float[][] {{1, 10}, {3, 30}, {8, -10}});

  @Test
  void looksLikePyTorchs() {
    assertThat(new BatchNorm1d(3))
        .hasToString(
            "BatchNorm1d(3, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True)");
    assertThat(
            new BatchNorm2d(new BatchNormLayer.Config(16, 1e-3, null, false, false, DType.FLOAT32)))
        .hasToString(
            "BatchNorm2d(16, eps=0.001, momentum=None, affine=False, track_running_stats=False)");
    assertThat(new LayerNorm(4, 5))
        .hasToString("LayerNorm((4, 5), eps=1e-05, elementwise_affine=True)");
    assertThat(new Embedding(7, 4)).hasToString("Embedding(7, 4)");
    assertThat(new Embedding(7, 4, -1)).hasToString("Embedding(7, 4, padding_idx=6)");
    assertThat(Expect.python(2.5e-10)).isEqualTo("2.5e-10");
    assertThat(Expect.python(1e-4)).isEqualTo("0.0001");
    assertThat(Expect.python(0.0)).isEqualTo("0.0");
    assertThat(Expect.python(3e16)).isEqualTo("3e+16");
  }

  /** Means 4 and 10, unbiased variances 13 and 400, each moved to by a tenth from 0 and 1. */
  @Test
  void runningStatisticsMoveInTrainingOnly() {
    BatchNorm1d layer = new BatchNorm1d(2);
    layer.apply(BATCH);
    near(layer.runningMean(), 0.4, 1.0);
    near(layer.runningVar(), 0.9 + 1.3, 0.9 + 40);
    assertThat(layer.stateDict().get("num_batches_tracked").itemLong()).isOne();
    layer.apply(BATCH);
    near(layer.runningMean(), 0.76, 1.9);

    layer.eval();
    Tensor y = layer.apply(BATCH);
    near(layer.runningMean(), 0.76, 1.9);
    double variance = 0.9 * 2.2 + 1.3;
    assertThat(y.get(0, 0).item()).isCloseTo((1 - 0.76) / Math.sqrt(variance + 1e-5), within(1e-6));
    assertThat(layer.apply(BATCH.slice(0, 0, 1)).equal(y.slice(0, 0, 1))).isTrue();
    layer.resetRunningStats();
    near(layer.runningVar(), 1, 1);
  }

  @Test
  void withoutMomentumRunningStatisticsAreMeans() {
    BatchNorm1d layer =
        new BatchNorm1d(new BatchNormLayer.Config(2, 1e-5, null, true, true, DType.FLOAT32));
    layer.apply(BATCH);
    layer.apply(BATCH.add(3));
    near(layer.runningMean(), 5.5, 11.5);
    near(layer.runningVar(), 13, 400);
  }

  @Test
  void withoutRunningStatisticsTheBatchIsUsed() {
    Module layer =
        Plugins.load()
            .layers()
            .create(
                "batch_norm1d",
                Map.of("num_features", 2, "track_running_stats", false, "affine", false));
    Tensor trained = layer.apply(BATCH);
    assertThat(layer.stateDict()).isEmpty();
    layer.eval();
    assertThat(layer.apply(BATCH).equal(trained)).isTrue();
    assertThat(Math.abs(trained.mean().item())).isLessThan(1e-6);
  }

  @Test
  void anEmptyBatchMovesNothing() {
    BatchNorm1d layer = new BatchNorm1d(2);
    assertThat(layer.apply(Tensor.zeros(0, 2)).shape()).isEqualTo(Shape.of(0, 2));
    near(layer.runningMean(), 0, 0);
    near(layer.runningVar(), 1, 1);
  }

  @Test
  void savedStatisticsTravel() {
    BatchNorm2d layer = new BatchNorm2d(3);
    layer.apply(Tensor.rand(4, 3, 2, 2));
    assertThat(layer.stateDict().keySet())
        .containsExactly("weight", "bias", "running_mean", "running_var", "num_batches_tracked");
    BatchNorm2d other = new BatchNorm2d(3);
    other.loadStateDict(layer.stateDict());
    layer.eval();
    other.eval();
    Tensor x = Tensor.rand(1, 3, 2, 2);
    assertThat(other.apply(x).equal(layer.apply(x))).isTrue();
    other.resetParameters();
    near(other.runningVar(), 1, 1, 1);
  }

  @Test
  void layerNormsHaveTheParametersThatTheyAreToHave() {
    assertThat(new LayerNorm(4).stateDict().keySet()).containsExactly("weight", "bias");
    LayerNorm.Config plain = new LayerNorm.Config(List.of(4), 1e-5, false, true, DType.FLOAT32);
    assertThat(new LayerNorm(plain).stateDict()).isEmpty();
    LayerNorm.Config scaled = new LayerNorm.Config(List.of(4), 1e-5, true, false, DType.FLOAT32);
    LayerNorm layer = new LayerNorm(scaled);
    assertThat(layer.stateDict().keySet()).containsExactly("weight");
    Tensor y = layer.apply(Tensor.rand(3, 4));
    assertThat(y.mean(1).abs().max().item()).isLessThan(1e-6f);
  }

  @Test
  void embeddingsBeginNormalAndPaddingStaysZero() {
    Crema.manualSeed(1);
    Embedding layer = new Embedding(500, 20, 3);
    assertThat(layer.weight().get(3).toFloats()).containsOnly(0);
    assertThat(layer.weight().mean().item()).isCloseTo(0, within(0.03));
    assertThat(layer.weight().std().item()).isCloseTo(1, within(0.03));
    Tensor words = Tensor.of(new int[] {3, 5, 5, 0}, 2, 2);
    layer.apply(words).sum().backward();
    Tensor gradient = layer.weight().grad();
    assertThat(gradient.sum(1).slice(0, 0, 6).toFloats()).containsExactly(20, 0, 0, 0, 0, 40);
    assertThat(new Embedding(3, 2).apply(Tensor.zeros(DType.INT64, 0, 5)).shape())
        .isEqualTo(Shape.of(0, 5, 2));
  }

  @Test
  void saysWhatDoesNotFit() {
    refused(
        () -> new BatchNorm1d(2).apply(Tensor.ones(1, 2)),
        "batch_norm1d: in training each channel needs more than one element, was given shape (1,"
            + " 2); give a larger batch, or call eval() [in BatchNorm1d]");
    refused(
        () -> new BatchNorm2d(2).apply(Tensor.ones(4, 2)),
        "batch_norm2d: expects shape (batch, channels, height, width) with 2 channels, was given"
            + " (4, 2) [in BatchNorm2d]");
    refused(
        () -> new BatchNorm1d(2).apply(Tensor.ones(4, 3)),
        "batch_norm1d: expects shape (batch, channels) or (batch, channels, length) with 2"
            + " channels, was given (4, 3) [in BatchNorm1d]");
    refused(() -> new BatchNorm1d(0), "num_features of batch_norm1d must be at least 1, but was 0");
    refused(
        () -> new LayerNorm(4).apply(Tensor.ones(2, 3)),
        "layer_norm: expects the last axes to be (4,), was given shape (2, 3) [in LayerNorm]");
    refused(
        () -> new LayerNorm(0), "normalized_shape of layer_norm must be at least 1, but was [0]");
    refused(
        () -> new Embedding(5, 2).apply(Tensor.of(1L, 5L)),
        "embedding: there are words 0 to 4, was given 5 in shape (2,) [in Embedding]");
    refused(
        () -> new Embedding(5, 2).apply(Tensor.of(-1L, 2L)),
        "embedding: there are words 0 to 4, was given -1 in shape (2,) [in Embedding]");
    refused(
        () -> new Embedding(5, 2).apply(Tensor.ones(2)),
        "embedding: expects numbers of words (integers), was given float32 of shape (2,) [in"
            + " Embedding]");
    refused(
        () -> new Embedding(5, 2, 5), "padding_idx of embedding is 5: of 5 words, give -5 to 4");
  }

  private static void near(Tensor got, double... want) {
    double[] values = got.toDoubles();
    assertThat(values).hasSameSizeAs(want);
    for (int i = 0; i < want.length; i++) {
      assertThat(Math.abs(values[i] - want[i])).isLessThan(1e-6 * Math.max(1, Math.abs(want[i])));
    }
  }

  private static void refused(Runnable call, String message) {
    assertThatExceptionOfType(CremaException.class).isThrownBy(call::run).withMessage(message);
  }
}
