package dev.crema.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Scaling as a layer. */
class StandardizeTest {
  @Test
  void fittedInputsHaveMeanZeroAndVarianceOne() {
    Tensor x = Tensor.randn(50, 3).to(DType.FLOAT64).mul(7).add(100);
    Standardize layer = new Standardize(3);
    assertThat(layer.apply(x).equal(x)).isTrue();
    layer.fit(x);
    Tensor y = layer.apply(x);
    assertThat(y.mean(0).abs().max().item()).isLessThan(1e-12);
    assertThat(y.var(0, false, 0).sub(1).abs().max().item()).isLessThan(1e-12);
  }

  /** sklearn.preprocessing.StandardScaler passes over NaN in the same way. */
  @Test
  void missingValuesAreTheMean() {
    Standardize layer = new Standardize(2);
    float nan = Float.NaN;
    layer.fit(Tensor.of(new float[][] {{1, 5}, {nan, 5}, {3, 5}, {5, nan}}));
    assertThat(layer.mean().toDoubles()).containsExactly(3, 5);
    assertThat(layer.std().toDoubles()).containsExactly(StrictMath.sqrt(8.0 / 3), 1);
    Tensor y = layer.apply(Tensor.of(new float[][] {{nan, 6}}));
    assertThat(y.dtype()).isEqualTo(DType.FLOAT32);
    assertThat(y.toFloats()).containsExactly(0, 1);
  }

  @Test
  void oneMeanForAllValues() {
    Standardize layer = new Standardize();
    layer.fit(Tensor.of(new long[] {0, 4, 4, 8}, 2, 2));
    assertThat(layer.mean().shape()).isEqualTo(Shape.of());
    assertThat(layer.mean().item()).isEqualTo(4);
    assertThat(layer.apply(Tensor.of(new long[] {4}, 1, 1, 1)).toFloats()).containsExactly(0);
  }

  @Test
  void theStateTravelsInTheStateDict() {
    Standardize layer = new Standardize(2);
    layer.fit(Tensor.of(new float[][] {{1, 2}, {3, 8}}));
    Standardize other = new Standardize(2);
    other.loadStateDict(layer.stateDict());
    assertThat(layer.stateDict().keySet()).containsExactly("mean", "std");
    assertThat(other.apply(Tensor.of(1f, 8f)).toFloats()).containsExactly(-1, 1);
  }

  @Test
  void refusals() {
    Standardize layer = new Standardize(2);
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> layer.apply(Tensor.ones(4, 3)))
        .withMessage(
            "standardize: expects 2 features on the last axis, was given shape (4, 3)"
                + " [in Standardize]");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> layer.fit(Tensor.of(new float[][] {{1, Float.POSITIVE_INFINITY}})))
        .withMessageContaining("a feature has an infinite value");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> layer.fit(Tensor.of(new float[][] {{1, Float.NaN}})))
        .withMessageContaining("a feature has no value");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> layer.fit(Tensor.zeros(0, 2)))
        .withMessageContaining("a feature has no value");
    assertThat(layer.mean().toDoubles()).containsExactly(0, 0);
  }
}
