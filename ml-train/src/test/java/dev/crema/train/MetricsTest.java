package dev.crema.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.data.Offset.offset;

import dev.crema.api.Metric;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Metrics against counting by hand. */
class MetricsTest {

  private static double value(Metric metric, Tensor prediction, Tensor target) {
    metric.reset();
    metric.update(prediction, target);
    return metric.value();
  }

  @Test
  void accuracyOfScores() {
    Tensor scores = Tensor.of(new float[][] {{1, 3, 2}, {5, 1, 0}, {0, 0, 1}, {2, 2, 1}});
    // greatest: 1, 0, 2, and 0 as the first of equals
    assertThat(value(new Accuracy(), scores, Tensor.of(1L, 0L, 2L, 0L))).isEqualTo(1);
    assertThat(value(new Accuracy(), scores, Tensor.of(1, 1, 1, 1))).isEqualTo(0.25);
    assertThat(value(new Accuracy(), scores, Tensor.of(2L, 2L, 2L, 1L))).isEqualTo(0.25);
  }

  @Test
  void accuracyGathersOverBatchesOfUnequalSize() {
    Accuracy accuracy = new Accuracy();
    assertThat(accuracy.value()).isNaN();
    accuracy.update(Tensor.of(0L, 1L, 2L), Tensor.of(0L, 1L, 1L));
    accuracy.update(Tensor.of(new long[] {3}), Tensor.of(new long[] {4}));
    assertThat(accuracy.value()).isEqualTo(0.5);
    accuracy.reset();
    assertThat(accuracy.value()).isNaN();
    assertThat(accuracy.name()).isEqualTo("accuracy");
    assertThat(accuracy.higherIsBetter()).isTrue();
  }

  @Test
  void accuracyOfOneScoreASample() {
    Tensor logits = Tensor.of(new float[] {-1, 0.3f, 2, 0}, 4, 1);
    Tensor labels = Tensor.of(new float[] {0, 0, 1, 0}, 4, 1);
    // above 0: no, yes, yes, no; above 0.5: no, no, yes, no
    assertThat(value(new Accuracy(), logits, labels)).isEqualTo(0.75);
    assertThat(value(Accuracy.ofProbabilities(), logits, labels)).isEqualTo(1);
    assertThat(value(new Accuracy(), logits, Tensor.of(0L, 0L, 1L, 0L))).isEqualTo(0.75);
    assertThat(value(new Accuracy(), logits.flatten(), labels)).isEqualTo(0.75);
    assertThat(value(new Accuracy(), logits, labels.eq(1L))).isEqualTo(0.75);
  }

  @Test
  void accuracyOfClassesAtPositions() {
    // (n, c, positions), as PyTorch's cross-entropy takes them, and (n, positions, c)
    Tensor scores = Tensor.of(new float[] {1, 0, 5, 0, 2, 3}, 1, 2, 3);
    Tensor classes = Tensor.of(new long[] {0, 1, 0}, 1, 3);
    assertThat(value(new Accuracy(), scores, classes)).isEqualTo(1);
    assertThat(value(new Accuracy(), scores.transpose(1, 2), classes)).isEqualTo(1);
    assertThat(value(new Accuracy(), scores, classes.add(1L))).isZero();
  }

  @Test
  void accuracyRefusesWhatCanBeReadInTwoWays() {
    Tensor scores = Tensor.zeros(4, 3);
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> new Accuracy().update(scores, Tensor.zeros(4, 3)))
        .withMessageStartingWith(
            "accuracy: prediction float32(4, 3) and target float32(4, 3) do not go together; give"
                + " scores (n, c) and class numbers (n)");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> new Accuracy().update(scores, Tensor.zeros(DType.INT64, 5)))
        .withMessageContaining("float32(4, 3) and target int64(5,) do not go together");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> new Accuracy().update(Tensor.zeros(3, 1), Tensor.of(0L, 1L, 2L)))
        .withMessageContaining(
            "one score a sample says 0 or 1, but the targets have other values, from 0");
  }

  @Test
  void meanLossWeighsBatchesByTheirSamples() {
    MeanLoss mean = new MeanLoss("squared", TestData.SQUARED);
    assertThat(mean.value()).isNaN();
    mean.update(Tensor.of(new float[] {1, 2, 3}, 3, 1), Tensor.zeros(3, 1));
    mean.update(Tensor.of(new float[] {6}, 1, 1), Tensor.zeros(1, 1));
    assertThat(mean.value()).isCloseTo((1 + 4 + 9 + 36) / 4.0, offset(1e-6));
    assertThat(mean.name()).isEqualTo("squared");
    assertThat(mean.higherIsBetter()).isFalse();
    mean.reset();
    assertThat(mean.value()).isNaN();
  }

  @Test
  void meanAbsoluteError() {
    MeanAbsoluteError error = new MeanAbsoluteError();
    assertThat(error.value()).isNaN();
    error.update(Tensor.of(1.0, -2.0, 3.0), Tensor.of(0.0, 0.0, 5.0));
    error.update(Tensor.of(new double[] {0.5}), Tensor.of(new double[] {0.25}));
    assertThat(error.value()).isEqualTo((1 + 2 + 2 + 0.25) / 4);
    assertThat(error.name()).isEqualTo("mean_absolute_error");
    assertThat(error.higherIsBetter()).isFalse();
    assertThat(value(error, Tensor.of(3L, 4L), Tensor.of(3f, 2f))).isEqualTo(1);
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> error.update(Tensor.zeros(3, 1), Tensor.zeros(3)))
        .withMessageStartingWith(
            "mean_absolute_error: prediction of shape (3, 1) and target of shape (3,); make them");
  }
}
