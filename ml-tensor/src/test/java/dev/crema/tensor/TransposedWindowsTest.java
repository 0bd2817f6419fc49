package dev.crema.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.crema.functional.ConvOptions;
import dev.crema.functional.ConvTransposeOptions;
import dev.crema.functional.F;
import dev.crema.functional.WindowOptions;
import dev.crema.tensor.random.Philox;
import org.junit.jupiter.api.Test;

/** Transposed convolution, maxima of stretches, and the way back from maxima. */
class TransposedWindowsTest {
  private static final ConvTransposeOptions TRANSPOSE = ConvTransposeOptions.DEFAULT;

  private static Tensor normal(int... shape) {
    return Tensor.randn(Philox.of(7, shape.length, 0), DType.FLOAT64, Shape.of(shape));
  }

  private static void refused(Runnable call, String message) {
    assertThatExceptionOfType(CremaException.class).isThrownBy(call::run).withMessage(message);
  }

  /** conv(x) · y = x · convTranspose(y), whatever the settings. */
  @Test
  void aTransposedConvolutionIsTheAdjoint() {
    Tensor x = normal(2, 4, 9, 8);
    Tensor w = normal(6, 2, 3, 2);
    ConvOptions conv =
        ConvOptions.DEFAULT.withStride(2, 3).withPadding(1, 0).withDilation(1, 2).withGroups(2);
    Tensor y = normal(2, 6, 5, 2);
    assertThat(F.conv2d(x, w, null, conv).shape()).isEqualTo(y.shape());
    Tensor back =
        F.convTranspose2d(
            y,
            w,
            null,
            TRANSPOSE
                .withStride(2, 3)
                .withPadding(1, 0)
                .withDilation(1, 2)
                .withOutputPadding(0, 2)
                .withGroups(2));
    assertThat(back.shape()).isEqualTo(x.shape());
    assertThat(back.mul(x).sum().item())
        .isCloseTo(F.conv2d(x, w, null, conv).mul(y).sum().item(), within(1e-10));
  }

  @Test
  void saysWhichTransposedConvolutionIsNone() {
    Tensor x = Tensor.zeros(2, 4, 5, 5);
    Tensor w = Tensor.zeros(4, 3, 2, 2);
    refused(
        () -> F.convTranspose2d(x, w, null, TRANSPOSE.withOutputPadding(1)),
        "convTranspose2d: outputPadding [1] must be less than the stride [1] or the dilation [1]");
    refused(
        () -> F.convTranspose2d(x, w, null, TRANSPOSE.withPadding(3)),
        "convTranspose2d: axis 2 of the input (2, 4, 5, 5) would become 0 long with a kernel of 2,"
            + " stride 1, padding 3; give less padding");
    refused(
        () -> F.convTranspose2d(x, Tensor.zeros(3, 4, 2, 2), null),
        "convTranspose2d: an input of shape (2, 4, 5, 5) has 4 channels, but a weight of shape (3,"
            + " 4, 2, 2) takes 3, in 1 group(s)");
    refused(
        () -> F.convTranspose2d(x, w, Tensor.zeros(3), TRANSPOSE.withGroups(2)),
        "convTranspose2d: a weight of shape (4, 3, 2, 2) in 2 group(s) has 6 outputs and takes a"
            + " bias of shape (6,), but was given (3,)");
    refused(
        () -> F.convTranspose1d(x, w, null),
        "convTranspose1d: expects an input (batch, channels, length), or without the batch, but was"
            + " given shape (2, 4, 5, 5)");
    refused(
        () -> F.convTranspose2d(x, Tensor.zeros(4, 3, 2), null),
        "convTranspose2d: expects a weight (channels, outputs / groups, height, width), but was"
            + " given shape (4, 3, 2)");
  }

  /** Stretches of 5 in 3: 0 to 1, 1 to 3, 3 to 4. */
  @Test
  void adaptiveMaximaAreTheFirstOfEqualsAndNanBeforeAll() {
    Tensor x = Tensor.of(new double[] {1, 1, 1, 5, Double.NaN}, 1, 5);
    ValuesAndIndices found = F.adaptiveMaxPool1dWithIndices(x, 3);
    assertThat(found.values().toDoubles()).containsExactly(1, 5, Double.NaN);
    assertThat(found.indices().toLongs()).containsExactly(0, 3, 4);
    Tensor image = normal(2, 3, 5, 7);
    ValuesAndIndices places = F.adaptiveMaxPool2dWithIndices(image, 3, 4);
    Tensor read = image.flatten(2, 3).gather(2, places.indices().flatten(2, 3));
    assertThat(read.equal(places.values().flatten(2, 3))).isTrue();
    assertThat(F.adaptiveMaxPool2d(image, 1, 1).equal(image.amax(true, 2, 3))).isTrue();
  }

  @Test
  void maximaGoBackToWhereTheyWere() {
    Tensor x = normal(2, 3, 4, 6);
    WindowOptions windows = WindowOptions.of(2, 3);
    ValuesAndIndices found = F.maxPool2dWithIndices(x, windows);
    Tensor back = F.maxUnpool2d(found.values(), found.indices(), windows);
    assertThat(back.shape()).isEqualTo(x.shape());
    assertThat(back.ne(0).sum().itemLong()).isEqualTo(found.values().numel());
    assertThat(F.maxPool2d(back, windows).equal(found.values().maximum(0))).isTrue();
    refused(
        () -> F.maxUnpool2d(found.values(), found.indices(), windows, 6, 6),
        "maxUnpool2d: axis 0 of the output would be 6 long; an input of shape (2, 3, 2, 2) with"
            + " kernel [2, 3], stride 2, padding 0 can come from 3 to 5");
    refused(
        () -> F.maxUnpool2d(found.values(), found.indices().add(20L), windows),
        "maxUnpool2d: there is no index %d in an output of shape (2, 3, 4, 6), whose planes have 24 elements"
            .formatted(
                found.indices().add(20L).maskedSelect(found.indices().ge(4L)).get(0).itemLong()));
  }

  @Test
  void saysWhichPoolIsNone() {
    Tensor x = Tensor.ones(1, 2, 4, 4);
    refused(
        () -> F.lpPool2d(x, 0, WindowOptions.of(2)),
        "lpPool2d: the power must be a number other than 0, not 0.0");
    refused(
        () -> F.adaptiveMaxPool2d(x, 2, 0),
        "adaptiveMaxPool2d: the output size is [2, 0]; give numbers of 1 or more");
    refused(
        () -> F.adaptiveMaxPool1d(Tensor.ones(2, 0), 2),
        "adaptiveMaxPool1d: shape (2, 0) has nothing to take the maximum of on axis 1");
    refused(() -> WindowOptions.of(2).withDivisor(0), "avgPool: the divisor must not be 0");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> F.lpPool2d(x, 2, WindowOptions.of(2).withPadding(1)))
        .withMessageStartingWith("lpPool2d: windows have kernel, stride and ceil mode");
  }
}
