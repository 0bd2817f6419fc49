package dev.crema.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crema.functional.F;
import dev.crema.functional.GridSampleOptions;
import dev.crema.functional.InterpolateOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images at other places: what is special, and what is refused. */
class ResamplingTest {
  private static void refused(Runnable call, String message) {
    assertThatExceptionOfType(CremaException.class).isThrownBy(call::run).withMessage(message);
  }

  /** What PyTorch 1.13 gives at the places NaN and infinity of a row of 3, 4, 5. */
  @ParameterizedTest
  @CsvSource({
    "bilinear, zeros, NaN, NaN",
    "nearest, zeros, 0, 0",
    "bicubic, zeros, NaN, NaN",
    "bilinear, border, 3, 5",
    "nearest, border, 3, 5",
    "bicubic, border, NaN, NaN",
    "bilinear, reflection, 3, 3",
    "nearest, reflection, 3, 3",
    "bicubic, reflection, NaN, NaN",
  })
  void placesThatAreNone(String mode, String padding, double nan, double infinity) {
    Tensor x = Tensor.arange(0.0, 9, 1).reshape(1, 1, 3, 3);
    float[] places = {Float.NaN, 0, Float.POSITIVE_INFINITY, 0};
    Tensor found =
        F.gridSample(x, Tensor.of(places, 1, 1, 2, 2), new GridSampleOptions(mode, padding, false));
    assertThat(found.toDoubles()).containsExactly(nan, infinity);
  }

  @Test
  void theGridOfTheIdentityReadsTheImage() {
    Tensor x = Tensor.arange(0.0, 24, 1).reshape(1, 2, 3, 4);
    Tensor same = Tensor.of(new float[] {1, 0, 0, 0, 1, 0}, 1, 2, 3);
    for (boolean corners : new boolean[] {false, true}) {
      GridSampleOptions options = GridSampleOptions.DEFAULT.withAlignCorners(corners);
      Tensor grid = F.affineGrid(same, x.shape(), corners);
      assertThat(F.gridSample(x, grid, options).allclose(x, 0, 1e-5)).isTrue();
    }
  }

  /** 1 / 0.6 of float32 chooses other elements than the quotient of the lengths. */
  @Test
  void aScaleFactorIsNotTheQuotientOfTheLengths() {
    Tensor x = Tensor.arange(0.0, 8, 1).reshape(1, 1, 8);
    InterpolateOptions factor = InterpolateOptions.scale(0.6);
    assertThat(F.interpolate(x, factor).toInts()).containsExactly(0, 1, 3, 5);
    Tensor recomputed = F.interpolate(x, factor.withRecomputeScaleFactor(true));
    assertThat(recomputed.toInts()).containsExactly(0, 2, 4, 6);
  }

  @Test
  void anInfiniteElementStaysWhereItIsRead() {
    Tensor x = Tensor.of(new float[] {1, 2, Float.POSITIVE_INFINITY, 4}, 1, 1, 4);
    Tensor y =
        F.interpolate(x, InterpolateOptions.size(2).withMode("linear").withAlignCorners(true));
    assertThat(y.toFloats()).containsExactly(1, 4);
    assertThat(F.interpolate(Tensor.zeros(0, 1, 4), InterpolateOptions.scale(2)).shape())
        .isEqualTo(Shape.of(0, 1, 8));
    Tensor bytes = x.nanToNum(0, 9.0, null).to(DType.UINT8);
    assertThat(F.interpolate(bytes, InterpolateOptions.size(2)).toInts()).containsExactly(1, 9);
  }

  @Test
  void saysWhichInterpolationIsNone() {
    Tensor x = Tensor.ones(1, 1, 4, 4);
    InterpolateOptions size = InterpolateOptions.size(3);
    refused(
        () -> F.interpolate(x, size.withMode("linear")),
        "interpolate: mode linear takes (batch, channels, length), but was given shape (1, 1, 4,"
            + " 4)");
    refused(
        () -> F.interpolate(Tensor.ones(4, 4), size),
        "interpolate: mode nearest takes (batch, channels, 1 to 3 spatial axes), but was given"
            + " shape (4, 4)");
    refused(
        () -> F.interpolate(x, InterpolateOptions.scale(0.1)),
        "interpolate: axis 2 of shape (1, 1, 4, 4) would go from 4 elements to 0; both must be at"
            + " least 1");
    refused(
        () -> F.interpolate(x, InterpolateOptions.scale(1, 2, 3)),
        "interpolate: the scale factor is [1.0, 2.0, 3.0]; give one number for all axes or 2, one"
            + " for each");
    refused(
        () -> F.interpolate(x.to(DType.INT64), size),
        "interpolate: mode nearest takes a floating tensor, but was given int64 of shape (1, 1, 4,"
            + " 4); cast with to(FLOAT32)");
    refused(
        () -> size.withAlignCorners(true),
        "interpolate: corners are aligned by linear, bilinear, bicubic and trilinear, not by"
            + " nearest");
    refused(
        () -> size.withMode("cubic"),
        "interpolate: mode must be one of [nearest, nearest-exact, linear, bilinear, bicubic,"
            + " trilinear, area], but was \"cubic\"");
  }

  @Test
  void saysWhichGridIsNone() {
    Tensor x = Tensor.ones(1, 1, 4, 4);
    refused(
        () -> F.gridSample(x, Tensor.ones(1, 2, 2, 3)),
        "gridSample: expects (batch, channels, height, width) and a grid (batch, height, width, 2),"
            + " or one axis more and 3, but was given shapes (1, 1, 4, 4) and (1, 2, 2, 3)");
    refused(
        () -> F.gridSample(x, Tensor.ones(DType.FLOAT64, 1, 2, 2, 2)),
        "gridSample: input and grid must be of one floating dtype, but are float32 and float64");
    refused(
        () ->
            F.gridSample(
                Tensor.ones(1, 1, 2, 2, 2),
                Tensor.ones(1, 1, 1, 1, 3),
                GridSampleOptions.DEFAULT.withMode("bicubic")),
        "gridSample: bicubic reads images (4 axes), but was given shape (1, 1, 2, 2, 2)");
    refused(
        () -> GridSampleOptions.DEFAULT.withPadding("mirror"),
        "gridSample: mode must be one of [bilinear, nearest, bicubic] and padding one of [zeros,"
            + " border, reflection], but were \"bilinear\" and \"mirror\"");
    refused(
        () -> F.affineGrid(Tensor.ones(1, 2, 3), Shape.of(2, 1, 3, 3), false),
        "affineGrid: (batch, channels, height, width) takes floating maps (batch, 2, 3), and one"
            + " axis more (batch, 3, 4), but was given (2, 1, 3, 3) and float32 of shape (1, 2,"
            + " 3)");
  }
}
