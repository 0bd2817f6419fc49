package dev.crema.tensor.internal.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crema.functional.F;
import dev.crema.tensor.Composite;
import dev.crema.tensor.Composition;
import dev.crema.tensor.Compositions;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Dispatcher;
import dev.crema.tensor.LossCompositions;
import dev.crema.tensor.Normalizations;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.WindowOp;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What no fused kernel takes: it is left to the body, which computes it (checked by hand) or
 * refuses it in words.
 */
class FusedMisfitsTest {
  private static final Tensor WHOLE = Tensor.ones(DType.INT64, 2, 3);
  private static final Tensor WEIGHT = Tensor.ones(4, 3);

  private static void refused(Runnable call, String message) {
    assertThatExceptionOfType(CremaException.class).isThrownBy(call::run).withMessage(message);
  }

  @Test
  void aLinearLayerOfSeveralDtypesIsRefused() {
    Tensor x = Tensor.ones(2, 3);
    Tensor wide = WEIGHT.to(DType.FLOAT64);
    String rest = "; all must be of the same dtype: cast with to(…)";
    refused(
        () -> F.linear(WHOLE, WEIGHT, Tensor.ones(4)),
        "linear: the input is int64, the weight float32, the bias float32" + rest);
    refused(
        () -> F.linear(x, WEIGHT.to(DType.INT64), null),
        "linear: the input is float32, the weight int64" + rest);
    refused(
        () -> F.linear(x, WEIGHT, Tensor.ones(DType.INT64, 4)),
        "linear: the input is float32, the weight float32, the bias int64" + rest);
    refused(
        () -> F.linear(x, wide, null), "linear: the input is float32, the weight float64" + rest);
  }

  @Test
  void aLinearLayerOfIntegersIsTheirProduct() {
    Tensor y = F.linear(WHOLE, WEIGHT.to(DType.INT64).mul(2), Tensor.arange(4));
    assertThat(y.dtype()).isEqualTo(DType.INT64);
    assertThat(y.toLongs()).containsExactly(6, 7, 8, 9, 6, 7, 8, 9);
  }

  @Test
  void normsOfSeveralDtypesAreRefused() {
    Tensor x = Tensor.ones(2, 3, 5);
    Tensor whole = Tensor.ones(DType.INT64, 3);
    String words = " takes a weight and a bias of the same dtype, but was given ";
    refused(
        () -> F.batchNormWithStatistics(x, whole, Tensor.ones(3), 1e-5),
        "batchNorm: an input of float32" + words + "int64; cast with to(…)");
    refused(
        () -> F.batchNormWithStatistics(x, Tensor.ones(3), whole, 1e-5),
        "batchNorm: an input of float32" + words + "int64; cast with to(…)");
    refused(
        () -> F.batchNormWithStatistics(x.to(DType.FLOAT64), Tensor.ones(3), null, 1e-5),
        "batchNorm: an input of float64" + words + "float32; cast with to(…)");
    refused(
        () -> F.layerNorm(x, Shape.of(5), null, Tensor.ones(DType.INT64, 5), 1e-5),
        "layerNorm: an input of float32" + words + "int64; cast with to(…)");
  }

  /** PyTorch's mixture: statistics in float32 where the input is narrow. */
  @Test
  void aNarrowInputMayHaveAWeightOfFloat32() {
    Tensor x = Tensor.of(1f, 3f, 5f, 7f).reshape(2, 1, 2).to(DType.FLOAT16);
    Tensor y = F.batchNormWithStatistics(x, Tensor.full(2, 1), null, 0).output();
    assertThat(y.dtype()).isEqualTo(DType.FLOAT16);
    // The mean is 4, the variance 5.
    assertThat(y.allclose(x.sub(4).mul(2 / Math.sqrt(5)), 0, 2e-3)).isTrue();
  }

  static List<Arguments> shapes() {
    Composition linear = new Compositions.Linear();
    Tensor x = Tensor.ones(2, 3);
    return List.of(
        Arguments.of(linear, List.of(Tensor.ones(3).sum(), WEIGHT)),
        Arguments.of(linear, List.of(x, Tensor.ones(3))),
        Arguments.of(linear, List.of(x, Tensor.ones(4, 2))),
        Arguments.of(linear, List.of(x, WEIGHT, Tensor.ones(3))),
        Arguments.of(linear, List.of(x, WEIGHT, Tensor.ones(1, 4))),
        Arguments.of(linear, List.of(Tensor.ones(0, 3), WEIGHT)),
        Arguments.of(linear, List.of(x, Tensor.ones(0, 3))),
        Arguments.of(new Compositions.Softmax(0), List.of(x)),
        Arguments.of(new Compositions.LogSoftmax(1), List.of(Tensor.ones(0, 3))),
        Arguments.of(new LossCompositions.MeanSquaredError(), List.of(Tensor.ones(0), x)),
        Arguments.of(
            new LossCompositions.CrossEntropy(),
            List.of(Tensor.ones(0, 3), Tensor.zeros(DType.INT64, 0))),
        Arguments.of(new LossCompositions.CrossEntropy(), List.of(x, Tensor.ones(2))),
        Arguments.of(
            new LossCompositions.CrossEntropyGrad(), List.of(Tensor.ones(1).sum(), WHOLE, x)),
        Arguments.of(new Normalizations.LayerNorm(1, 0, false, false), List.of(Tensor.ones(3, 0))),
        Arguments.of(new Normalizations.BatchNorm(0, false, false), List.of(x)),
        Arguments.of(new Normalizations.BatchNorm(0, false, false), List.of(Tensor.ones(2, 3, 0))),
        Arguments.of(new WindowOp.Scattered(4), List.of(Tensor.ones(0, 3), WHOLE.slice(0, 0, 0))),
        Arguments.of(new WindowOp.Scattered(4), List.of(x, x)),
        Arguments.of(new Compositions.Gelu(), List.of(x)));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void isNotClaimed(Composition composition, List<Tensor> inputs) {
    assertThat(FusedCheck.VECTOR.claims(composition, inputs.toArray(Tensor[]::new))).isFalse();
  }

  @Test
  void misfitsOfALinearLayerAreRefusedByItsBody() {
    Tensor x = Tensor.ones(2, 3);
    refused(
        () -> F.linear(Tensor.ones(3).sum(), WEIGHT, null),
        "linear: an input of shape () does not fit a weight of shape (4, 3): the last axis must"
            + " have 3 features");
    refused(
        () -> F.linear(x, Tensor.ones(3), null),
        "linear: an input of shape (2, 3) does not fit a weight of shape (3,): the last axis must"
            + " have the weight's features");
    refused(
        () -> F.linear(x, Tensor.ones(4, 2), null),
        "linear: an input of shape (2, 3) does not fit a weight of shape (4, 2): the last axis"
            + " must have 2 features");
    refused(
        () -> F.linear(x, WEIGHT, Tensor.ones(3)),
        "add: shapes (2, 4) and (3,) do not broadcast: sizes 4 and 3 at axis -1 are"
            + " neither equal nor 1");
    assertThat(F.linear(Tensor.ones(0, 3), WEIGHT, Tensor.ones(4)).shape())
        .isEqualTo(Shape.of(0, 4));
    assertThat(F.linear(x, Tensor.ones(0, 3), null).shape()).isEqualTo(Shape.of(2, 0));
  }

  @Test
  void ofNothing() {
    Composite scattered = new Composite(new WindowOp.Scattered(4));
    Tensor none = Dispatcher.apply(scattered, Tensor.ones(0, 3), WHOLE.slice(0, 0, 0));
    assertThat(none.shape()).isEqualTo(Shape.of(0, 4));
    assertThat(F.layerNorm(Tensor.ones(3, 0), Shape.of(0), null, null, 0).shape())
        .isEqualTo(Shape.of(3, 0));
    // One row of two columns: (1, 3) and (3, 5), so that a channel has the mean 2 or 4.
    Tensor rows = Tensor.of(1f, 3f, 3f, 5f).reshape(2, 2);
    assertThat(F.batchNormWithStatistics(rows, null, null, 0).output().toFloats())
        .containsExactly(-1, -1, 1, 1);
  }
}
