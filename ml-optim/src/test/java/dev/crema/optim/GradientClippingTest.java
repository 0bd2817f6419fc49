package dev.crema.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clipping beside its closed form: a gradient of (3, 4) and (12) has norm 13. */
class GradientClippingTest {
  private final Parameter a = new Parameter(Tensor.of(0.0, 0.0));
  private final Parameter b = new Parameter(Tensor.of(0.0));
  private final Parameter without = new Parameter(Tensor.of(7.0));
  private final List<Parameter> all = List.of(a, without, b);

  @BeforeEach
  void gradients() {
    a.setGrad(Tensor.of(3.0, -4.0));
    b.setGrad(Tensor.of(12.0));
  }

  @Test
  void scalesToTheNorm() {
    assertThat(GradientClipping.clipGradNorm(all, 6.5)).isEqualTo(13);
    double factor = 6.5 / (13 + 1e-6);
    assertThat(a.grad().toDoubles())
        .containsExactly(new double[] {3 * factor, -4 * factor}, within(1e-14));
    assertThat(b.grad().item()).isCloseTo(12 * factor, within(1e-14));
    assertThat(without.grad()).isNull();
  }

  @Test
  void leavesASmallerNormAsItIs() {
    assertThat(GradientClipping.clipGradNorm(all, 13.5)).isEqualTo(13);
    assertThat(a.grad().toDoubles()).containsExactly(3, -4);
    assertThat(GradientClipping.clipGradNorm(all, Double.POSITIVE_INFINITY)).isEqualTo(13);
    assertThat(b.grad().item()).isEqualTo(12);
  }

  @Test
  void takesOtherNorms() {
    assertThat(GradientClipping.clipGradNorm(all, 100, 1)).isCloseTo(19, within(1e-13));
    assertThat(GradientClipping.clipGradNorm(all, 100, Double.POSITIVE_INFINITY)).isEqualTo(12);
    double cubes = StrictMath.cbrt(27 + 64 + 1728);
    assertThat(GradientClipping.clipGradNorm(all, 100, 3)).isCloseTo(cubes, within(1e-12));
  }

  @Test
  void noGradientsHaveNormZero() {
    assertThat(GradientClipping.clipGradNorm(List.of(without), 1)).isZero();
    assertThat(GradientClipping.clipGradNorm(List.of(), 1)).isZero();
  }

  @Test
  void aNormThatIsNoNumberIsReturned() {
    b.setGrad(Tensor.of(Double.NaN));
    assertThat(GradientClipping.clipGradNorm(all, 1)).isNaN();
    assertThat(a.grad().toDoubles()).containsOnly(Double.NaN);
  }

  @Test
  void gradientsKeepTheirDtype() {
    Parameter single = new Parameter(Tensor.of(0f));
    single.setGrad(Tensor.of(5f));
    assertThat(GradientClipping.clipGradNorm(List.of(single, b), 6.5)).isEqualTo(13);
    assertThat(single.grad().dtype()).isEqualTo(DType.FLOAT32);
    assertThat(b.grad().dtype()).isEqualTo(DType.FLOAT64);
  }

  @Test
  void holdsValues() {
    GradientClipping.clipGradValue(all, 3.5);
    assertThat(a.grad().toDoubles()).containsExactly(3, -3.5);
    assertThat(b.grad().item()).isEqualTo(3.5);
    assertThat(without.grad()).isNull();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN})
  void badBoundsAreRefused(double bound) {
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> GradientClipping.clipGradNorm(all, bound))
        .withMessage("clipGradNorm: maxNorm " + bound + ": give 0 or greater");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> GradientClipping.clipGradValue(all, bound))
        .withMessage("clipGradValue: clipValue " + bound + ": give 0 or greater");
  }

  @Test
  void aNormOfNoKindIsRefused() {
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> GradientClipping.clipGradNorm(all, 1, 0))
        .withMessage(
            "clipGradNorm: normType 0.0: give a number above 0, such as 2, or infinity for the"
                + " greatest element");
  }
}
