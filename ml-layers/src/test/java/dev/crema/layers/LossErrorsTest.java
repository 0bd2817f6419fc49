package dev.crema.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crema.api.Loss;
import dev.crema.functional.Reduction;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** What losses say of predictions, targets and weights that do not fit. */
class LossErrorsTest {

  private static void refused(Runnable call, String message) {
    assertThatExceptionOfType(CremaException.class).isThrownBy(call::run).withMessage(message);
  }

  @Test
  void shapesMustBeEqual() {
    refused(
        () -> new MSELoss().apply(Tensor.ones(3, 4), Tensor.ones(4)),
        "mseLoss: the prediction has shape (3, 4) and the target (4,), which must be equal [in"
            + " MSELoss]");
    for (Loss loss : new Loss[] {new MSELoss(), new BCELoss(), new BCEWithLogitsLoss()}) {
      assertThatExceptionOfType(CremaException.class)
          .isThrownBy(() -> loss.apply(Tensor.ones(2, 3), Tensor.ones(3, 2)))
          .withMessageContaining("has shape (2, 3) and the target (3, 2), which must be equal [");
    }
  }

  @Test
  void aColumnAgainstARowIsToldWhatToDo() {
    refused(
        () -> new MSELoss().apply(Tensor.ones(32, 1), Tensor.ones(32)),
        "mseLoss: the prediction has shape (32, 1) and the target (32,), which must be equal:"
            + " broadcasting would compare each prediction with every target; give"
            + " target.unsqueeze(1) or prediction.squeeze(1) [in MSELoss]");
    refused(
        () -> new BCEWithLogitsLoss().apply(Tensor.ones(5), Tensor.ones(5, 1)),
        "binaryCrossEntropyWithLogits: the prediction has shape (5,) and the target (5, 1), which"
            + " must be equal: broadcasting would compare each prediction with every target; give"
            + " target.squeeze(1) or prediction.unsqueeze(1) [in BCEWithLogitsLoss]");
    refused(
        () -> new BCELoss().apply(Tensor.ones(5, 1, 2), Tensor.ones(5, 2)),
        "binaryCrossEntropy: the prediction has shape (5, 1, 2) and the target (5, 2), which must"
            + " be equal: broadcasting would compare each prediction with every target; give"
            + " target.unsqueeze(1) or prediction.squeeze(1) [in BCELoss]");
  }

  @Test
  void dtypesMustBeEqual() {
    refused(
        () -> new MSELoss().apply(Tensor.ones(2), Tensor.of(1.0, 2.0)),
        "mseLoss: the prediction is float32 and the target float64; cast the target with"
            + " to(FLOAT32) [in MSELoss]");
    refused(
        () -> new BCELoss().apply(Tensor.ones(2), Tensor.of(1L, 0L)),
        "binaryCrossEntropy: the prediction is float32 and the target int64; cast the target with"
            + " to(FLOAT32) [in BCELoss]");
    refused(
        () -> new MSELoss().apply(Tensor.of(1L, 0L), Tensor.of(1L, 0L)),
        "mseLoss: the prediction must be floating, but is int64 of shape (2,) [in MSELoss]");
    refused(
        () -> new CrossEntropyLoss().apply(Tensor.ones(2, 3), Tensor.ones(DType.FLOAT64, 2, 3)),
        "crossEntropy: the prediction is float32 and the target float64; cast the target with"
            + " to(FLOAT32) [in CrossEntropyLoss]");
  }

  @Test
  void probabilitiesAreFromZeroToOne() {
    Tensor half = Tensor.full(0.5, 2, 3);
    Tensor wrong = Tensor.of(new float[] {0, 1, 0, 0, 0, 2}, 2, 3);
    refused(
        () -> new BCELoss().apply(half, wrong),
        "binaryCrossEntropy: targets must be from 0 to 1, but the value at [1, 2] is 2.0 [in"
            + " BCELoss]");
    refused(
        () -> new BCELoss().apply(wrong.neg(), half),
        "binaryCrossEntropy: predictions must be from 0 to 1, but the value at [0, 1] is -1.0;"
            + " binaryCrossEntropyWithLogits takes any number [in BCELoss]");
    refused(
        () -> new BCEWithLogitsLoss().apply(half, wrong.sub(0.5)),
        "binaryCrossEntropyWithLogits: targets must be from 0 to 1, but the value at [0, 0] is -0.5"
            + " [in BCEWithLogitsLoss]");
    refused(
        () -> new BCELoss().apply(Tensor.full(Double.NaN, 1), Tensor.ones(1)),
        "binaryCrossEntropy: predictions must be from 0 to 1, but the value at [0] is NaN;"
            + " binaryCrossEntropyWithLogits takes any number [in BCELoss]");
    assertThat(new BCELoss().apply(Tensor.ones(0), Tensor.ones(0)).item()).isNaN();
  }

  @Test
  void labelsAreClasses() {
    Tensor logits = Tensor.ones(4, 3);
    refused(
        () -> new CrossEntropyLoss().apply(logits, Tensor.of(0L, 2L, 3L, 1L)),
        "crossEntropy: label 3 at [2] is none of the 3 classes: give 0 to 2, or -100 to ignore [in"
            + " CrossEntropyLoss]");
    refused(
        () -> new NLLLoss().withIgnoreIndex(-1).apply(logits, Tensor.of(-1L, -2L, 0L, 0L)),
        "nllLoss: label -2 at [1] is none of the 3 classes: give 0 to 2, or -1 to ignore [in"
            + " NLLLoss]");
    refused(
        () ->
            new CrossEntropyLoss()
                .apply(Tensor.ones(2, 3, 2), Tensor.of(new long[] {0, 1, 2, 7}, 2, 2)),
        "crossEntropy: label 7 at [1, 1] is none of the 3 classes: give 0 to 2, or -100 to ignore"
            + " [in CrossEntropyLoss]");
  }

  @Test
  void labelsHaveTheShapeWithoutTheClasses() {
    refused(
        () -> new CrossEntropyLoss().apply(Tensor.ones(2, 3), Tensor.of(0L, 1L, 2L)),
        "crossEntropy: the prediction has shape (2, 3) with 3 classes on axis 1, so labels must"
            + " have shape (2,), not (3,) [in CrossEntropyLoss]");
    refused(
        () -> new NLLLoss().apply(Tensor.ones(2, 3), Tensor.of(new long[2], 2, 1)),
        "nllLoss: the prediction has shape (2, 3) with 3 classes on axis 1, so labels must have"
            + " shape (2,), not (2, 1); give target.squeeze(1) [in NLLLoss]");
    refused(
        () -> new CrossEntropyLoss().apply(Tensor.ones(2, 3), Tensor.of(new long[6], 2, 3)),
        "crossEntropy: the prediction has shape (2, 3) with 3 classes on axis 1, so labels must"
            + " have shape (2,), not (2, 3); one-hot rows become labels by"
            + " target.argmax(1) [in CrossEntropyLoss]");
    refused(
        () -> new NLLLoss().apply(Tensor.ones(1, 3), Tensor.of(2L)),
        "nllLoss: the prediction has shape (1, 3) with 3 classes on axis 1, so labels must have"
            + " shape (1,), not (); give target.unsqueeze(0) [in NLLLoss]");
    refused(
        () -> new CrossEntropyLoss().apply(Tensor.full(1), Tensor.of(0L)),
        "crossEntropy: the prediction must have an axis of classes, but is a 0-d tensor [in"
            + " CrossEntropyLoss]");
  }

  @Test
  void labelsAreIntegers() {
    refused(
        () -> new NLLLoss().apply(Tensor.ones(2, 3), Tensor.ones(2)),
        "nllLoss: labels must be int64, but the target is float32 of shape (2,); cast it with"
            + " to(INT64) [in NLLLoss]");
    refused(
        () -> new NLLLoss().apply(Tensor.ones(2, 3), Tensor.ones(2, 3)),
        "nllLoss: labels must be int64, but the target is float32 of shape (2, 3); one-hot rows"
            + " become labels by target.argmax(1) [in NLLLoss]");
    refused(
        () -> new CrossEntropyLoss().apply(Tensor.ones(2, 3), Tensor.of(true, false)),
        "crossEntropy: labels must be int64, but the target is bool of shape (2,); cast it with"
            + " to(INT64) [in CrossEntropyLoss]");
    Tensor logits = Tensor.randn(3, 4);
    double want = new CrossEntropyLoss().apply(logits, Tensor.of(0L, 3L, 1L)).item();
    assertThat(new CrossEntropyLoss().apply(logits, Tensor.of(0, 3, 1)).item()).isEqualTo(want);
  }

  @Test
  void weightsFit() {
    Tensor weight = Tensor.ones(4);
    refused(
        () -> new NLLLoss().withWeight(weight).apply(Tensor.ones(2, 3), Tensor.of(0L, 1L)),
        "nllLoss: a weight of shape (4,) does not fit the 3 classes of predictions of shape (2, 3)"
            + " [in NLLLoss]");
    refused(
        () -> new BCELoss().withWeight(weight).apply(Tensor.ones(2, 3), Tensor.ones(2, 3)),
        "binaryCrossEntropy: a weight of shape (4,) does not broadcast to predictions of shape (2,"
            + " 3) [in BCELoss]");
    refused(
        () ->
            new BCEWithLogitsLoss()
                .withPosWeight(Tensor.ones(2, 3, 1))
                .apply(Tensor.ones(2, 3), Tensor.ones(2, 3)),
        "binaryCrossEntropyWithLogits: a posWeight of shape (2, 3, 1) does not broadcast to"
            + " predictions of shape (2, 3) [in BCEWithLogitsLoss]");
  }

  @Test
  void settingsAreChecked() {
    refused(
        () -> new CrossEntropyLoss().withLabelSmoothing(1.1),
        "label_smoothing of cross_entropy must be from 0 to 1, but was 1.1");
    refused(
        () ->
            new CrossEntropyLoss()
                .withIgnoreIndex(1)
                .apply(Tensor.ones(2, 3), Tensor.full(0.25, 2, 3)),
        "crossEntropy: ignoreIndex 1 was given, but the target is rows of probabilities, not"
            + " labels [in CrossEntropyLoss]");
  }

  @Test
  void weightsAreStateUnderPyTorchsNames() {
    Tensor w = Tensor.ones(3);
    assertThat(new CrossEntropyLoss().stateDict()).isEmpty();
    assertThat(new CrossEntropyLoss().withWeight(w).stateDict().keySet()).containsExactly("weight");
    assertThat(new NLLLoss().withWeight(w).withIgnoreIndex(2).stateDict().keySet())
        .containsExactly("weight");
    assertThat(new BCELoss().withWeight(w).stateDict().keySet()).containsExactly("weight");
    assertThat(new BCEWithLogitsLoss().withPosWeight(w).withWeight(w).stateDict().keySet())
        .containsExactly("weight", "pos_weight");
    assertThat(new CrossEntropyLoss().withWeight(w).withLabelSmoothing(0.1))
        .hasToString("CrossEntropyLoss()");
    assertThat(new MSELoss(Reduction.SUM)).hasToString("MSELoss()");
  }
}
