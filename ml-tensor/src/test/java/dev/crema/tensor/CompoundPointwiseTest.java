package dev.crema.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Functions of each element that are written with others. The values are those of PyTorch 1.13 on
 * the same inputs.
 */
class CompoundPointwiseTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;

  private static Tensor of(double... values) {
    return Tensor.of(values);
  }

  private static void near(Tensor got, double... expected) {
    double[] values = got.toDoubles();
    assertThat(values).hasSameSizeAs(expected);
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(expected[i]) || Double.isInfinite(expected[i])) {
        assertThat(values[i]).isEqualTo(Double.valueOf(expected[i]));
      } else {
        assertThat(values[i])
            .isCloseTo(expected[i], within(1e-15 * Math.max(1e-300, Math.abs(expected[i]))));
      }
    }
  }

  @Test
  void roundedQuotients() {
    Tensor a = Tensor.of(7L, -7L, 7L, -7L, 6L);
    Tensor b = Tensor.of(2L, 2L, -2L, -2L, 3L);
    assertThat(a.div(b, "trunc").toLongs()).containsExactly(3, -3, -3, 3, 2);
    assertThat(a.div(b, "floor").toLongs()).containsExactly(3, -4, -4, 3, 2);
    Tensor x = of(7.5, -7.5, 1e10, -0.5, NAN);
    Tensor y = of(2, 2, 3, 3, 1);
    near(x.div(y, "trunc"), 3, -3, 3333333333.0, -0.0, NAN);
    near(x.div(y, "floor"), 3, -4, 3333333333.0, -1, NAN);
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> x.div(y, "round"))
        .withMessage("div: rounding is floor or trunc, and not 'round'");
  }

  /** As Java shifts. */
  @Test
  void shiftedBits() {
    long[] values = {1, -1, 5, -5, Long.MIN_VALUE, Long.MAX_VALUE};
    for (int by : new int[] {0, 1, 5, 61, 62, 63}) {
      Tensor x = Tensor.of(values);
      Tensor shift = Tensor.of(new long[] {by});
      assertThat(x.bitwiseLeftShift(shift).toLongs())
          .containsExactly(Arrays.stream(values).map(v -> v << by).toArray());
      assertThat(x.bitwiseRightShift(shift).toLongs())
          .containsExactly(Arrays.stream(values).map(v -> v >> by).toArray());
    }
    Tensor bytes = Tensor.of(100L, -128L).to(DType.INT8);
    Tensor one = Tensor.of(1L, 9L).to(DType.INT8);
    assertThat(bytes.bitwiseLeftShift(one).toLongs()).containsExactly(-56, 0);
    assertThat(bytes.bitwiseRightShift(one).toLongs()).containsExactly(50, -1);
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> bytes.bitwiseLeftShift(Tensor.of(-1L)))
        .withMessage(
            "bitwiseLeftShift of int8 by int64: give integers, and none below 0 to shift by");
  }

  @Test
  void roundedToDecimals() {
    near(of(0.125, 2.675, -1.005, 1e9 + 0.25, NAN).round(2), 0.12, 2.68, -1, 1e9 + 0.25, NAN);
    near(of(1234.5, -1550, 50).round(-2), 1200, -1600, 0);
  }

  @Test
  void fractionsAndSteps() {
    near(of(2.75, -2.75, 0, -0.5).frac(), 0.75, -0.75, 0, -0.5);
    near(of(-2, 0, 3, NAN).heaviside(of(0.5, 0.25, 0.5, 0.5)), 0, 0.25, 1, 0);
  }

  @Test
  void betweenTwoNumbers() {
    Tensor start = of(0.1, 0.1, 0.1);
    Tensor end = of(0.7, 0.7, 0.7);
    near(start.lerp(end, of(0, 0.3, 1)), 0.1, 0.28, 0.7);
  }

  @Test
  void numbersForWhatIsNone() {
    Tensor x = Tensor.of((float) NAN, (float) INF, (float) -INF, 2f);
    assertThat(x.nanToNum(0, null, null).toFloats())
        .containsExactly(0, Float.MAX_VALUE, -Float.MAX_VALUE, 2);
    assertThat(x.nanToNum(1, 5.0, -6.0).toFloats()).containsExactly(1, 5, -6, 2);
    assertThat(Tensor.of(1L, 2L).nanToNum(0, null, null).toLongs()).containsExactly(1, 2);
  }

  /** The greatest numbers of {@code torch.finfo}. */
  @Test
  void theGreatestNumbers() {
    assertThat(DType.FLOAT16.max()).isEqualTo(65504);
    assertThat(DType.BFLOAT16.max()).isEqualTo(3.3895313892515355e38);
    for (DType dtype : List.of(DType.FLOAT16, DType.BFLOAT16, DType.FLOAT32, DType.FLOAT64)) {
      Tensor most = Tensor.of(dtype.max()).to(dtype);
      assertThat(most.to(DType.FLOAT64).item()).isEqualTo(dtype.max());
      assertThat(most.mul(1.01).isinf().itemBoolean()).isTrue();
    }
  }

  @Test
  void lengths() {
    near(
        of(3, 1e300, 1e-300, INF, INF, 0).hypot(of(4, 1e300, 1e-300, 1, NAN, 0)),
        5,
        1.4142135623730952e300,
        1.414213562373095e-300,
        INF,
        INF,
        0);
    gradients(Tensor::hypot, of(3, 1e200), of(4, 1e200), of(0.6, 0.7071067811865475));
  }

  @Test
  void logarithmsOfSums() {
    near(
        of(0, 1000, -INF, INF, -INF, NAN).logaddexp(of(0, 1001, -INF, INF, 3, 1)),
        0.6931471805599453,
        1001.3132616875182,
        -INF,
        INF,
        3,
        NAN);
    gradients(Tensor::logaddexp, of(0, 1, 2), of(0, 1, 5), of(0.5, 0.5, 0.04742587317756678));
  }

  @Test
  void productsWithLogarithms() {
    near(
        of(0, 0, 0, 0, 2, -1).xlogy(of(0, INF, NAN, -1, 3, 0)),
        0,
        0,
        NAN,
        0,
        2.1972245773362196,
        INF);
    gradients(
        Tensor::xlogy, of(0, 2, 0), of(0, 3, 2), of(0, 1.0986122886681098, 0.6931471805599453));
  }

  private static void gradients(
      java.util.function.BinaryOperator<Tensor> function, Tensor x, Tensor y, Tensor expected) {
    Tensor leaf = x.requiresGrad(true);
    Tensor gradient = Autograd.grad(function.apply(leaf, y).sum(), leaf).getFirst();
    near(gradient, expected.toDoubles());
  }

  @Test
  void closeNumbers() {
    Tensor x = of(1, 1, INF, INF, NAN, 1);
    Tensor y = of(1.000001, 1.1, INF, -INF, NAN, INF);
    assertThat(x.isclose(y, 1e-5, 1e-8, false).toBooleans())
        .containsExactly(true, false, true, false, false, false);
    assertThat(x.isclose(y, 1e-5, 1e-8, true).toBooleans())
        .containsExactly(true, false, true, false, true, false);
    assertThat(x.allclose(x, 1e-5, 1e-8)).isFalse();
    assertThat(of(1, INF).allclose(of(1, INF), 0, 0)).isTrue();
  }
}
