package dev.crema.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.crema.functional.F;
import dev.crema.tensor.random.Philox;
import org.junit.jupiter.api.Test;

/** Normalization over rows, groups, samples and neighbouring channels. */
class NormalizingTest {
  private static Tensor normal(int... shape) {
    return Tensor.randn(Philox.of(9, shape.length, 0), DType.FLOAT64, Shape.of(shape));
  }

  private static void refused(Runnable call, String message) {
    assertThatExceptionOfType(CremaException.class).isThrownBy(call::run).withMessage(message);
  }

  @Test
  void groupsOfOneChannelAreInstancesAndOneGroupIsALayer() {
    Tensor x = normal(2, 4, 5);
    Tensor instances = F.instanceNormWithStatistics(x, null, null, 1e-5).output();
    assertThat(F.groupNorm(x, 4, null, null, 1e-5).allclose(instances, 0, 1e-14)).isTrue();
    Tensor layer = F.layerNorm(x, Shape.of(4, 5), null, null, 1e-5);
    assertThat(F.groupNorm(x, 1, null, null, 1e-5).allclose(layer, 0, 1e-14)).isTrue();
  }

  @Test
  void ofSixteenBitsAllIsComputedInFloat32() {
    Tensor x = Tensor.full(DType.FLOAT16, 300.0, Shape.of(1, 2, 3));
    assertThat(F.rmsNorm(x, Shape.of(3), null, null).toDoubles()).containsOnly(1);
    assertThat(F.groupNorm(x, 1, null, null, 1e-5).toDoubles()).containsOnly(0);
    assertThat(F.instanceNormWithStatistics(x, null, null, 1e-5).output().dtype())
        .isEqualTo(DType.FLOAT16);
    assertThat(DType.BFLOAT16.epsilon()).isEqualTo(0.0078125);
    refused(() -> DType.INT32.epsilon(), "int32 has no numbers between the whole ones");
  }

  @Test
  void runningStatisticsMoveByTheUnbiasedVariance() {
    Tensor x = normal(3, 2, 4);
    Buffer mean = new Buffer(Tensor.ones(DType.FLOAT64, 2));
    Buffer variance = new Buffer(Tensor.ones(DType.FLOAT64, 2));
    F.batchNormWithStatistics(x, null, null, 1e-5).track(mean, variance, 0.25);
    Tensor channel = x.select(1, 1);
    assertThat(mean.get(1).item()).isCloseTo(0.75 + 0.25 * channel.mean().item(), within(1e-14));
    assertThat(variance.get(1).item()).isCloseTo(0.75 + 0.25 * channel.var().item(), within(1e-14));
    F.instanceNormWithStatistics(Tensor.zeros(DType.FLOAT64, 0, 2, 4), null, null, 1e-5)
        .track(mean, variance, 1);
    assertThat(mean.get(1).item()).isCloseTo(0.75 + 0.25 * channel.mean().item(), within(1e-14));
  }

  @Test
  void saysWhatCannotBeNormalized() {
    Tensor x = Tensor.ones(2, 6, 3);
    refused(
        () -> F.batchNormWithStatistics(Tensor.ones(1, 3), null, null, 1e-5),
        "batchNorm: shape (1, 3) has one element a channel, whose variance says nothing; give a"
            + " larger batch");
    refused(
        () -> F.groupNorm(x, 4, null, null, 1e-5),
        "groupNorm: the 6 channels of shape (2, 6, 3) do not divide into 4 groups");
    refused(
        () -> F.groupNorm(Tensor.ones(1, 2), 2, null, null, 1e-5),
        "groupNorm: shape (1, 2) has one element a group of 2, whose variance says nothing");
    refused(
        () -> F.groupNorm(x, 2, Tensor.ones(3), null, 1e-5),
        "groupNorm: an input of shape (2, 6, 3) takes numbers of shape (6,), but was given (3,)");
    refused(
        () -> F.instanceNormWithStatistics(Tensor.ones(2, 3, 1), null, null, 1e-5),
        "instanceNorm: shape (2, 3, 1) has one element a channel of a sample, whose variance says"
            + " nothing");
    refused(
        () -> F.rmsNorm(x, Shape.of(6), null, null),
        "rmsNorm: the last axes of the input must be (6,), but its shape is (2, 6, 3)");
    refused(
        () -> F.localResponseNorm(Tensor.ones(2, 3), 2, 1, 1, 1),
        "localResponseNorm: expects (batch, channels, length, …) and 1 channel or more, but was"
            + " given shape (2, 3) and size 2");
  }
}
