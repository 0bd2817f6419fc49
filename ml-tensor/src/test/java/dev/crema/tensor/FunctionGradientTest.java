package dev.crema.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients of what is written with operations against finite differences, to second order. */
class FunctionGradientTest {
  private static int samples;
  private static GradCheck.Report first = new GradCheck.Report(0, 0);
  private static GradCheck.Report second = new GradCheck.Report(0, 0);

  static List<FunctionSample> functions() {
    return FunctionSamples.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void gradientsMatchFiniteDifferences(FunctionSample sample) {
    int compared = 0;
    for (Tensor[] inputs : sample.inputs()) {
      if (FunctionSample.isSmall(inputs)) {
        Tensor[] strided = FunctionSample.strided(inputs);
        GradCheck.Report report = GradCheck.check(sample.function(), strided);
        compared += report.compared();
        first = first.and(report);
        second = second.and(GradCheck.checkSecond(sample.function(), strided));
        samples++;
      }
    }
    assertThat(compared).isPositive();
  }

  @AfterAll
  static void report() {
    System.out.printf(
        Locale.ROOT,
        "gradcheck: %d functions, %d samples; first order %d derivatives, worst error %.1e;"
            + " second order %d, worst %.1e%n",
        FunctionSamples.all().size(),
        samples,
        first.compared(),
        first.worst(),
        second.compared(),
        second.worst());
  }
}
