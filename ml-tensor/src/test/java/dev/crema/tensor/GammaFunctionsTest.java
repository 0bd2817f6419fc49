package dev.crema.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The derivatives of the logarithm of the gamma function against their closed forms. */
class GammaFunctionsTest {
  private static final double INF = Double.POSITIVE_INFINITY;

  /**
   * From Abramowitz and Stegun 6.4: multiples of pi's powers, of zeta and of Catalan's constant.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1.6449340668482264365",
    "1, 0.5, 4.9348022005446793094",
    "1, 0.25, 17.197329154507110",
    "2, 1, -2.4041138063191885708",
    "2, 0.5, -16.828796644234319996",
    "3, 1, 6.4939394022668291491",
    "3, 0.5, 97.409091034002437236",
    "5, 1, 122.08116743813389677",
    "1, -0.5, 8.9348022005446793094",
    "2, -0.5, -0.82879664423431999559",
    "3, -0.5, 193.40909103400243724"
  })
  void closedForms(int n, double x, double expected) {
    double found = Tensor.of(x).polygamma(n).item();
    assertThat(found).isCloseTo(expected, within(1e-14 * Math.max(20, Math.abs(expected))));
    double single = Tensor.of((float) x).polygamma(n).item();
    assertThat(single).isEqualTo((float) expected);
  }

  /** psi(n)(x + 1) = psi(n)(x) + (-1)^n n! / x^(n + 1). */
  @Test
  void theRecurrence() {
    Tensor x = Tensor.linspace(DType.FLOAT64, 0.05, 60, 400);
    double factorial = 1;
    for (int n = 1; n <= 8; n++) {
      factorial *= n;
      Tensor step = x.pow(-n - 1).mul(n % 2 == 0 ? factorial : -factorial);
      Tensor below = x.polygamma(n);
      Tensor error = x.add(1).polygamma(n).sub(below.add(step)).div(below).abs();
      assertThat(error.max().item()).isLessThan(1e-14);
    }
  }

  @Test
  void polesAndEnds() {
    Tensor x = Tensor.of(0.0, -1, -2, INF, -INF, Double.NaN);
    assertThat(x.polygamma(1).toDoubles())
        .containsExactly(INF, INF, INF, 0, Double.NaN, Double.NaN);
    assertThat(x.polygamma(2).toDoubles())
        .containsExactly(-INF, -INF, -INF, -0.0, Double.NaN, Double.NaN);
    assertThat(x.lgamma().toDoubles()).containsExactly(INF, INF, INF, INF, INF, Double.NaN);
    assertThat(x.digamma().toDoubles())
        .containsExactly(-INF, Double.NaN, Double.NaN, INF, Double.NaN, Double.NaN);
    assertThat(Tensor.of(1L, 3L).lgamma().toFloats()).containsExactly(0, 0.6931472f);
  }

  @Test
  void noNegativeOrder() {
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> Tensor.ones(1).polygamma(-1))
        .withMessage("polygamma: there is no derivative of order -1; give 0 or more");
  }
}
