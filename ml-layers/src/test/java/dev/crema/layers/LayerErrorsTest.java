package dev.crema.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crema.api.Module;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What layers say of inputs and settings that do not fit. */
class LayerErrorsTest {

  private static void refused(Runnable call, String message) {
    assertThatExceptionOfType(CremaException.class).isThrownBy(call::run).withMessage(message);
  }

  @Test
  void linearNamesTheFeaturesAndTheShape() {
    Linear layer = new Linear(4, 3);
    refused(
        () -> layer.apply(Tensor.ones(32, 5)),
        "linear: expects 4 features on the last axis, was given shape (32, 5) [in Linear]");
    refused(
        () -> layer.apply(Tensor.full(DType.FLOAT32, 1.0, Shape.of())),
        "linear: expects 4 features on the last axis, was given shape () [in Linear]");
    refused(
        () -> layer.apply(Tensor.ones(DType.FLOAT64, 32, 4)),
        "linear: its parameters are float32, was given float64 of shape (32, 4); cast the input"
            + " with to(FLOAT32) [in Linear]");
    refused(
        () -> layer.apply(Tensor.ones(DType.INT64, 4)),
        "linear: its parameters are float32, was given int64 of shape (4,); cast the input with"
            + " to(FLOAT32) [in Linear]");
    refused(
        () -> new Sequential(new ReLU(), layer).apply(Tensor.ones(1, 2)),
        "linear: expects 4 features on the last axis, was given shape (1, 2) [in 1 (Linear)]");
  }

  @Test
  void linearRefusesSettings() {
    refused(() -> new Linear(0, 3), "in_features of linear must be at least 1, but was 0");
    refused(() -> new Linear(3, -1), "out_features of linear must be at least 1, but was -1");
    refused(
        () -> new Linear(3, 1, true, DType.INT32),
        "dtype of linear must be floating, but was int32: parameters are trained");
    refused(
        () -> new LeakyReLU(Double.NaN),
        "negative_slope of leaky_relu must be finite, but was NaN");
  }

  @Test
  void whatPyTorchRefusesIntegersRefusesThem() {
    Tensor x = Tensor.of(1L, 2L);
    List<Module> layers =
        List.of(new LeakyReLU(), new GELU(), new Softmax(0), new LogSoftmax(0), new Dropout());
    for (Module layer : layers) {
      assertThatExceptionOfType(CremaException.class)
          .isThrownBy(() -> layer.apply(x))
          .withMessageContaining(
              ": expects a floating tensor, was given int64 of shape (2,); cast it with"
                  + " to(FLOAT32)");
    }
    assertThat(new ReLU().apply(x).toLongs()).containsExactly(1, 2);
  }

  @Test
  void axesMustBeThere() {
    refused(
        () -> new Softmax(2).apply(Tensor.ones(3, 4)),
        "axis 2 is not one of the 2 axes of shape (3, 4): give -2 to 1 [in Softmax]");
    refused(
        () -> new Flatten().apply(Tensor.ones(3)),
        "axis 1 is not one of the 1 axes of shape (3,): give -1 to 0 [in Flatten]");
    refused(
        () -> new Flatten(2, 1).apply(Tensor.ones(3, 2, 2)),
        "flatten: axis 2 comes after axis 1 of shape (3, 2, 2) [in Flatten]");
  }

  @Test
  void aMissingBiasIsNotLoaded() {
    refused(
        () -> new Linear(2, 2).loadStateDict(Map.of("weight", Tensor.ones(2, 2))),
        "Linear cannot load this state, and nothing of it was loaded:\n  missing: bias (2,)");
  }

  @Test
  void resetParametersDrawsAnew() {
    Linear layer = new Linear(3, 2);
    Tensor before = layer.weight().snapshot();
    layer.resetParameters();
    assertThat(layer.weight().equal(before)).isFalse();
    assertThat(new Linear(3, 2, false).bias()).isNull();
  }
}
