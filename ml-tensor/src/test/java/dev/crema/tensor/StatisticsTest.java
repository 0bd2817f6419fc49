package dev.crema.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crema.tensor.Statistics.Unique;
import dev.crema.tensor.random.Philox;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Derivatives of the chosen and counted elements, empty inputs, and refusals. What PyTorch gives
 * for ties and NaN is compared by the reference vectors.
 */
class StatisticsTest {
  private static Arguments function(String name, UnaryOperator<Tensor> function) {
    return Arguments.of(name, function);
  }

  static Stream<Arguments> functions() {
    return Stream.of(
        function("max", x -> x.max(1).values()),
        function("min", x -> x.min(0).values()),
        function("kthvalue", x -> x.kthvalue(2, 1).values()),
        function("median along an axis", x -> x.median(1).values()),
        function("median", Tensor::median),
        function("quantile", x -> x.quantile(0.3, 1, false)),
        function("diff", x -> x.diff(1)),
        function("nansum", x -> x.nansum(0)),
        function("nanmean", x -> x.nanmean(1)),
        function("norm 1", x -> x.vectorNorm(1, false, 1)),
        function("norm 2", x -> x.vectorNorm(2, true, 0)),
        function("norm 3", x -> x.vectorNorm(3, false)),
        function("normalize", x -> x.normalize(2, 1, 1e-12)),
        function("cosineSimilarity", x -> x.cosineSimilarity(x.flip(0).add(1), 1, 1e-8)),
        function("pairwiseDistance", x -> x.pairwiseDistance(x.flip(0).mul(2), 2, 1e-6, true)),
        function("cdist", x -> x.cdist(x.flip(1).add(1), 2)),
        function("norm infinity", x -> x.vectorNorm(Double.POSITIVE_INFINITY, false, 1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void derivatives(String name, UnaryOperator<Tensor> function) {
    Tensor x = Tensor.randn(Philox.of(6, 0, 0), DType.FLOAT64, Shape.of(4, 5)).mul(3);
    for (Tensor each : List.of(x, x.t(), x.unsqueeze(2).expand(4, 5, 1).select(2, 0))) {
      GradCheck.Report report =
          GradCheck.check(in -> function.apply(in[0]), each)
              .and(GradCheck.checkSecond(in -> function.apply(in[0]), each));
      assertThat(report.compared()).isGreaterThan(20);
      assertThat(report.worst()).as(name).isLessThan(1e-7);
    }
  }

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
    Tensor unit = Autograd.grad(x.normalize(2, 1, 1e-12).sum(), x).getFirst();
    assertThat(unit.toDoubles()).containsOnly((float) 1e12);
    assertThat(x.cdist(x, 2).toFloats()).containsOnly(0);
  }

  @Test
  void classesAsRows() {
    assertThat(Tensor.of(2L, 0L).oneHot(3).toLongs()).containsExactly(0, 0, 1, 1, 0, 0);
    assertThat(Tensor.zeros(0, 2).to(DType.INT64).oneHot(3).shape()).isEqualTo(Shape.of(0, 2, 3));
    assertThatExceptionOfType(CremaException.class).isThrownBy(() -> Tensor.of(3L, 0L).oneHot(3));
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
