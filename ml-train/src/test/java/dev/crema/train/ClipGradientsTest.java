package dev.crema.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.data.Offset.offset;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.crema.api.TrainingEvent.GradientsReady;
import dev.crema.api.TrainingRun;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clipping against the formulas. */
class ClipGradientsTest {
  private final Parameter a = new Parameter(Tensor.zeros(2));
  private final Parameter b = new Parameter(Tensor.zeros(1));
  private final Parameter without = new Parameter(Tensor.zeros(1));
  private final TrainingRun run = mock(TrainingRun.class);

  private void clip(ClipGradients clip) {
    when(run.optimizer()).thenReturn(new Momentum(List.of(a, b, without), 1, 0));
    a.setGrad(Tensor.of(3f, -4f));
    b.setGrad(Tensor.of(new float[] {12}));
    clip.on(new GradientsReady(run, Tensor.of(1f)));
  }

  @Test
  void byNormScalesAllTogether() {
    ClipGradients clip = ClipGradients.byNorm(6.5);
    assertThat(clip.lastNorm()).isNaN();
    clip(clip);
    // the norm of (3, -4, 12) is 13
    assertThat(clip.lastNorm()).isEqualTo(13);
    double factor = 6.5 / (13 + 1e-6);
    assertThat(a.grad().toDoubles()[0]).isCloseTo(3 * factor, offset(1e-6));
    assertThat(a.grad().toDoubles()[1]).isCloseTo(-4 * factor, offset(1e-6));
    assertThat(b.grad().item()).isCloseTo(12 * factor, offset(1e-6));
    assertThat(without.grad()).isNull();
  }

  @Test
  void byNormLeavesSmallGradientsAlone() {
    clip(ClipGradients.byNorm(14));
    assertThat(a.grad().toFloats()).containsExactly(3, -4);
    assertThat(b.grad().toFloats()).containsExactly(12);
  }

  @Test
  void byValueClampsEachElement() {
    clip(ClipGradients.byValue(3.5));
    assertThat(a.grad().toFloats()).containsExactly(3, -3.5f);
    assertThat(b.grad().toFloats()).containsExactly(3.5f);
  }

  @Test
  void clippingWorksInATraining() {
    Dense model = TestData.line(1);
    // the gradient is -4, which becomes -1: w = 1 + 0.5
    DefaultTrainer.builder(model, TestData.SQUARED, new Momentum(model.parameters(), 0.5, 0))
        .epochs(1)
        .listeners(ClipGradients.byValue(1))
        .build()
        .fit(TestData.pairs(1, 3));
    assertThat(model.weight.item()).isEqualTo(1.5);
  }

  @Test
  void badLimitsAreRefused() {
    for (double limit : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatExceptionOfType(CremaException.class)
          .isThrownBy(() -> ClipGradients.byNorm(limit))
          .withMessage(
              "gradients are to be clipped to " + limit + ": give a finite number greater than 0");
    }
  }
}
