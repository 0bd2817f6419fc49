package dev.crema.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crema.functional.F;
import dev.crema.tensor.Statistics.Unique;
import org.junit.jupiter.api.Test;

/**
 * Chosen and counted elements: empty inputs, and refusals. What PyTorch gives for ties and NaN is
 * compared by the reference vectors.
 */
class StatisticsTest {
  @Test
  void whatThereIsOfNothing() {
    Tensor none = Tensor.zeros(0, 3);
    assertThat(none.diff(0).shape()).isEqualTo(Shape.of(0, 3));
    assertThat(none.max(1).values().shape()).isEqualTo(Shape.of(0));
    assertThat(none.nansum().item()).isZero();
    assertThat(none.nanmean().isnan().itemBoolean()).isTrue();
    assertThat(none.countNonzero(0).toLongs()).containsExactly(0, 0, 0);
    Unique unique = none.unique();
    assertThat(unique.values().shape()).isEqualTo(Shape.of(0));
    assertThat(unique.inverse().shape()).isEqualTo(Shape.of(0, 3));
    assertThat(unique.counts().shape()).isEqualTo(Shape.of(0));
  }

  /** As numpy.unique([2, 1, 2, 1, 1], return_inverse=True, return_counts=True) has it. */
  @Test
  void distinctValues() {
    Unique unique = Tensor.of(2L, 1L, 2L, 1L, 1L).unique();
    assertThat(unique.values().toLongs()).containsExactly(1, 2);
    assertThat(unique.inverse().toLongs()).containsExactly(1, 0, 1, 0, 0);
    assertThat(unique.counts().toLongs()).containsExactly(3, 2);
    assertThat(Tensor.of(5L).unique().inverse().item()).isZero();
  }

  /** The gradient of a length of 0 is 0, as in PyTorch. */
  @Test
  void lengthsOfNothing() {
    Tensor x = Tensor.zeros(2, 3).requiresGrad(true);
    for (double p : new double[] {1, 2, 3, Double.POSITIVE_INFINITY}) {
      Tensor gradient = Autograd.grad(x.vectorNorm(p, false, 1).sum(), x).getFirst();
      assertThat(gradient.toFloats()).containsOnly(0);
    }
    Tensor unit = Autograd.grad(F.normalize(x, 2, 1, 1e-12).sum(), x).getFirst();
    assertThat(unit.toDoubles()).containsOnly((float) 1e12);
    assertThat(x.cdist(x, 2).toFloats()).containsOnly(0);
  }

  @Test
  void classesAsRows() {
    assertThat(F.oneHot(Tensor.of(2L, 0L), 3).toLongs()).containsExactly(0, 0, 1, 1, 0, 0);
    assertThat(F.oneHot(Tensor.zeros(0, 2).to(DType.INT64), 3).shape())
        .isEqualTo(Shape.of(0, 2, 3));
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> F.oneHot(Tensor.of(3L, 0L), 3));
  }

  @Test
  void refusals() {
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> Tensor.ones(2, 3).kthvalue(4, 1))
        .withMessage(
            "kthvalue: element 4 of axis 1 of shape (2, 3): give 1 to the size of the axis");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> Tensor.ones(2, 3).quantile(1.5, 1, false))
        .withMessageStartingWith("quantile 1.5 along axis 1 of float32(2, 3): give a share");
    assertThatExceptionOfType(CremaException.class).isThrownBy(() -> Tensor.zeros(3, 0).median(1));
    assertThatExceptionOfType(CremaException.class).isThrownBy(() -> Tensor.zeros(3, 0).max(1));
  }
}
