package dev.crema.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crema.tensor.random.Philox;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Activations that are written with others: derivatives of both orders, and what is refused. */
class ActivationGradientTest {
  private static Arguments function(String name, UnaryOperator<Tensor> function) {
    return Arguments.of(name, function);
  }

  static Stream<Arguments> functions() {
    return Stream.of(
        function("celu", x -> x.celu(0.6)),
        function("elu", x -> x.elu(0.7)),
        function("hardshrink", x -> x.hardshrink(0.5)),
        function("hardsigmoid", Tensor::hardsigmoid),
        function("hardswish", Tensor::hardswish),
        function("hardtanh", x -> x.hardtanh(-0.8, 1.2)),
        function("leakyRelu", x -> x.leakyRelu(0.2)),
        function("logsigmoid", Tensor::logsigmoid),
        function("mish", Tensor::mish),
        function("relu6", Tensor::relu6),
        function("selu", Tensor::selu),
        function("silu", Tensor::silu),
        function("softplus", x -> x.softplus(2, 5)),
        function("softshrink", x -> x.softshrink(0.5)),
        function("softsign", Tensor::softsign),
        function("tanhshrink", Tensor::tanhshrink),
        function("threshold", x -> x.threshold(0.3, -2)));
  }

  /** Normal numbers, each 0.01 or more from all points at which a formula changes. */
  private static Tensor points(int... shape) {
    Tensor x = Tensor.randn(Philox.of(5, shape.length, 0), DType.FLOAT64, Shape.of(shape)).mul(3);
    Tensor tenths = x.mul(10).round().div(10);
    return Tensor.where(x.sub(tenths).abs().lt(0.01), tenths.add(0.05), x);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void derivatives(String name, UnaryOperator<Tensor> function) {
    int compared = 0;
    for (Tensor x :
        List.of(
            points(4, 5),
            points(5, 4).t(),
            points(3, 8).slice(1, 0, 8, 3),
            points(),
            points(0, 3),
            points(1, 3).expand(2, 3))) {
      GradCheck.Report report =
          GradCheck.check(in -> function.apply(in[0]), x)
              .and(GradCheck.checkSecond(in -> function.apply(in[0]), x));
      compared += report.compared();
      assertThat(report.worst()).as(name).isLessThan(1e-7);
    }
    assertThat(compared).isGreaterThan(100);
  }

  @Test
  void derivativesOfThoseWithAxesAndWeights() {
    Tensor x = points(2, 4, 3);
    assertThat(second(in -> in[0].glu(1), x)).isLessThan(1e-7);
    assertThat(second(in -> in[0].softmin(-1), x)).isLessThan(1e-7);
    assertThat(second(in -> in[0].prelu(in[1]), x, points(4))).isLessThan(1e-7);
    assertThat(second(in -> in[0].prelu(in[1]), x, points(1))).isLessThan(1e-7);
    assertThat(points(0, 4).glu(1).shape()).isEqualTo(Shape.of(0, 2));
  }

  private static double second(
      java.util.function.Function<Tensor[], Tensor> function, Tensor... inputs) {
    return GradCheck.check(function, inputs).and(GradCheck.checkSecond(function, inputs)).worst();
  }

  @Test
  void refusals() {
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> Tensor.ones(2, 3).glu(1))
        .withMessage("glu: axis 1 of shape (2, 3) has an odd size and cannot be halved");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> Tensor.ones(2, 3).prelu(Tensor.ones(2)))
        .withMessage(
            "prelu: a weight of shape (2,) for x of shape (2, 3): give one number, or one a"
                + " channel (axis 1)");
  }
}
