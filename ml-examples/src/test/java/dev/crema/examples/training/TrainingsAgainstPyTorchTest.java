package dev.crema.examples.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.crema.tensor.DType;
import dev.crema.tensor.Tensor;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Trainings at sizes that users have, from layers to optimizers: the loss of each step is the one
 * that PyTorch 1.13 computes from the same seed and the same data. The truth is
 * src/test/resources/training/trainings.json; make_trainings.py beside it makes it, and says why
 * some trainings are in float64 or have GELU in place of ReLU.
 */
class TrainingsAgainstPyTorchTest {

  @ParameterizedTest
  @CsvSource({
    "quickstart, 100",
    "quickstart_float64, 40",
    "vae, 100",
    "vae_relu, 50",
    "lenet, 100",
    "lenet_relu, 75",
    "residual, 50",
    "residual_relu_float64, 10",
    "gpt, 50",
    "wide, 40"
  })
  void firstStepsAreThoseOfPyTorch(String name, int steps) {
    compare(LossTrace.named(name), steps);
  }

  @ParameterizedTest
  @MethodSource("dev.crema.examples.training.LossTrace#all")
  @Tag("slow")
  void wholeTrainingsAreThoseOfPyTorch(LossTrace want) {
    compare(want, want.losses().size());
  }

  private static void compare(LossTrace want, int steps) {
    Training training = want.start();
    assertThat(training.model().parameters().stream().mapToLong(Tensor::numel).sum())
        .isEqualTo(want.parameters());
    // The normal numbers of a seed are PyTorch's but for their last digits, the uniform ones all.
    assertThat(training.norm())
        .as("%s: the length of all first parameters", want)
        .isCloseTo(want.norm(), within(1e-7 * want.norm()));
    double tolerance = want.dtype() == DType.FLOAT64 ? 1e-9 : 1e-3;
    double worst = 0;
    double last = 0;
    for (int step = 0; step < steps; step++) {
      last = training.step(step);
      double truth = want.losses().get(step);
      assertThat(last)
          .as("%s: the loss of step %d", want, step)
          .isCloseTo(truth, within(tolerance * truth));
      worst = Math.max(worst, Math.abs(last - truth) / truth);
    }
    System.out.printf(
        Locale.ROOT,
        "%-21s %3d steps: loss %.7g, PyTorch's %.7g, at most %.1e apart%n",
        want,
        steps,
        last,
        want.losses().get(steps - 1),
        worst);
  }
}
