package dev.crema.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The numbers of a notebook on logistic regression. */
class LogisticLessonTest {
  private static final double[] Z = {
    1.30108329, 3.3559704, 2.29305178, 5.39143942, 0.22332182, -0.90609519, -1.40676835,
    0.59137067, 1.91820636, 5.14922994, 3.55974381, -1.16140935, 3.4926294, -1.02240655,
    2.09740392, 4.76738831, -0.19158711, -1.1040475, -3.45294174, 3.42278861
  };
  private static final double[] LOG_LIKELIHOOD = {
    -1.54185984, -0.03428114, -2.38923239, -5.39598448, -0.81102926, -0.33939587, -1.6258505,
    -1.03192489, -0.13703663, -5.15501703, -0.02804903, -1.43375798, -3.52259664, -1.32969137,
    -2.21320699, -4.77585492, -0.60193483, -1.39037353, -0.03116178, -3.45488917
  };
  private static final double[] Y = {0, 1, 0, 0, 0, 0, 1, 0, 1, 0, 1, 1, 0, 1, 0, 0, 0, 1, 0, 0};

  /** -(y log a + (1 - y) log(1 - a)). */
  private static Tensor negativeLogLikelihood(Tensor a, Tensor y) {
    Tensor one = y.onesLike();
    return y.mul(a.log()).add(one.sub(y).mul(one.sub(a).log())).neg();
  }

  @Test
  void sigmoid() {
    Tensor a = Tensor.of(0.0, -100, 100).sigmoid();
    assertThat(a.toDoubles()[0]).isEqualTo(0.5);
    assertThat(a.toDoubles()[1]).isCloseTo(0, within(1e-4)).isPositive();
    assertThat(a.toDoubles()[2]).isEqualTo(1.0);
    assertThat(Tensor.of(0f, -100, 100).sigmoid().toFloats()[2]).isEqualTo(1f);
  }

  @Test
  void negativeLogLossOfSingleValues() {
    Tensor loss = negativeLogLikelihood(Tensor.of(1e-6, 0.9999999, 0.3), Tensor.of(0.0, 1, 0));
    assertThat(loss.toDoubles()[0]).isCloseTo(0, within(5e-5));
    assertThat(loss.toDoubles()[1]).isCloseTo(0, within(5e-5));
    assertThat(loss.toDoubles()[2]).isCloseTo(0.3567, within(5e-5));
  }

  /** The notebook prints the log-likelihood and calls it a loss; the loss is its negative. */
  @Test
  void lossOfTwentySamples() {
    double[] loss = negativeLogLikelihood(Tensor.of(Z).sigmoid(), Tensor.of(Y)).toDoubles();
    for (int i = 0; i < loss.length; i++) {
      assertThat(loss[i]).isPositive().isCloseTo(-LOG_LIKELIHOOD[i], within(7e-9));
    }
  }

  @Test
  void loopEqualsVectorised() {
    Tensor whole = negativeLogLikelihood(Tensor.of(Z).sigmoid(), Tensor.of(Y));
    for (int i = 0; i < Z.length; i++) {
      Tensor single = negativeLogLikelihood(Tensor.of(Z[i]).sigmoid(), Tensor.of(Y[i]));
      assertThat(single.item()).isEqualTo(whole.get(i).item());
    }
  }

  @Test
  void meanLossOfThePrintedActivations() {
    Tensor a =
        Tensor.of(
            new double[][] {
              {1.32594564e-02, 4.80993472e-03, 9.30107718e-01},
              {8.81729041e-03, 8.41571985e-02, 9.16170066e-01},
              {6.58262196e-03, 5.58451217e-04, 9.08362179e-01}
            });
    Tensor y = Tensor.of(0.0, 0, 1).expand(3, 3);
    assertThat(negativeLogLikelihood(a, y).mean().item())
        .isCloseTo(0.042024429071527564, within(1e-11));
  }

  /** The notebook's dL/da has the wrong sign in front of Y/a. */
  @Test
  void derivativeOfTheLoss() {
    Tensor a = Tensor.of(0.2, 0.9, 0.4).requiresGrad(true);
    Tensor y = Tensor.of(0.0, 1, 1);
    negativeLogLikelihood(a, y).sum().backward();
    Tensor one = y.onesLike();
    Tensor expected = y.div(a).neg().add(one.sub(y).div(one.sub(a)));
    assertThat(a.grad().allclose(expected.detach(), 1e-14, 0)).isTrue();
    GradCheck.check(in -> negativeLogLikelihood(in[0], y), Tensor.of(0.2, 0.9, 0.4));
  }

  /** The notebook's weights silently grow from (1, 3) to (3, 3) by broadcasting. */
  @Test
  void parametersKeepTheirShape() {
    Parameter weight = new Parameter(Tensor.zeros(1, 3)).named("weight");
    Tensor grown = weight.detach().sub(Tensor.ones(3, 3));
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> weight.assign(grown))
        .isInstanceOf(CremaException.class)
        .hasMessage(
            "parameter 'weight' (float32(1, 3)) cannot be assigned float32(3, 3):"
                + " a parameter or buffer keeps its shape and dtype");
  }
}
