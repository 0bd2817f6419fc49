package dev.crema.tensor.internal.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Float32AccuracyTest {
  /** A prime, so that every low-order bit of the patterns takes part. */
  private static final int STRIDE = 1021;

  private static final int BESIDE = 300;

  /** Where an argument changes its part of the range, a result overflows, vanishes or saturates. */
  private static final float[] BORDERS = {
    0,
    0x1p-126f,
    0x1p-25f,
    0.25f,
    0.28768207f,
    0.34657359f,
    0.40546511f,
    0.5f,
    0.70710677f,
    0.75f,
    0.78539816f,
    0.96875f,
    1,
    1.0397208f,
    1.5f,
    1.5707964f,
    3.1415927f,
    3.92f,
    9.02f,
    17.3f,
    20,
    87.33654f,
    88.72284f,
    103.97208f,
    126,
    128,
    149,
    150,
    0x1p17f,
    Float.MAX_VALUE
  };

  @ParameterizedTest
  @EnumSource
  void staysWithinItsLimitOnASampleOfAllFloats(Float32Function function) {
    check(function, function.worst(STRIDE));
  }

  @Tag("slow")
  @ParameterizedTest
  @EnumSource
  void staysWithinItsLimitOnAllFloats(Float32Function function) {
    Float32Function.Worst worst = function.worst(1);
    System.out.printf(
        "%s over all floats: %.4f ulp at %s%n",
        function, worst.ulp(), Float.toHexString(worst.x()));
    check(function, worst);
  }

  @ParameterizedTest
  @EnumSource
  void staysWithinItsLimitBesideTheBordersOfItsParts(Float32Function function) {
    Float32Function.Worst worst = function.at(0);
    for (float border : BORDERS) {
      int pattern = Float.floatToRawIntBits(border);
      for (int i = -BESIDE; i <= BESIDE; i++) {
        float x = Float.intBitsToFloat(pattern + i);
        worst = Float32Function.Worst.of(worst, function.at(x));
        worst = Float32Function.Worst.of(worst, function.at(-x));
      }
    }
    check(function, worst);
  }

  @Test
  void rareFunctionsAreTheDoubleOnesRounded() {
    Functions.FLOAT32.forEach(
        (name, function) -> {
          for (int i = 0; i < 3000; i++) {
            float x = i * 0.0017f - 2;
            double exact = Functions.FLOAT64.get(name).applyAsDouble(x);
            assertThat(Ulp.error(function.apply(x), exact)).as("%s(%s)", name, x).isLessThan(1);
          }
        });
  }

  private static void check(Float32Function function, Float32Function.Worst worst) {
    assertThat(worst.ulp())
        .as("%s at %s", function, Float.toHexString(worst.x()))
        .isLessThanOrEqualTo(function.limit);
  }
}
