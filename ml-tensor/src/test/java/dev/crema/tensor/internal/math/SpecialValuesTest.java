package dev.crema.tensor.internal.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The values of C's Annex F, the same in float32 and float64; the sign of zero counts. */
class SpecialValuesTest {
  /** A function, then arguments and results in turn. */
  private static final String TABLE =
      """
      exp      NaN NaN, Infinity Infinity, -Infinity 0, 0 1, -0 1, 1000 Infinity, -1000 0
      exp2     NaN NaN, Infinity Infinity, -Infinity 0, 0 1, -0 1, 10 1024, -3 0.125, 1e4 Infinity
      expm1    NaN NaN, Infinity Infinity, -Infinity -1, 0 0, -0 -0, 1000 Infinity, -1000 -1
      log      NaN NaN, Infinity Infinity, -Infinity NaN, 0 -Infinity, -0 -Infinity, 1 0, -1 NaN
      log1p    NaN NaN, Infinity Infinity, -Infinity NaN, 0 0, -0 -0, -1 -Infinity, -2 NaN
      log2     NaN NaN, Infinity Infinity, -Infinity NaN, 0 -Infinity, -0 -Infinity, 1 0, -1 NaN
      log2     8 3, 0.25 -2, 0x1p-130 -130, 0x1p127 127
      log10    NaN NaN, Infinity Infinity, -Infinity NaN, 0 -Infinity, -0 -Infinity, 1 0, 1000 3
      sigmoid  NaN NaN, Infinity 1, -Infinity 0, 0 0.5, -0 0.5, 1000 1, -1000 0
      tanh     NaN NaN, Infinity 1, -Infinity -1, 0 0, -0 -0, 100 1, -100 -1
      sinh     NaN NaN, Infinity Infinity, -Infinity -Infinity, 0 0, -0 -0
      cosh     NaN NaN, Infinity Infinity, -Infinity Infinity, 0 1, -0 1
      asinh    NaN NaN, Infinity Infinity, -Infinity -Infinity, 0 0, -0 -0
      acosh    NaN NaN, Infinity Infinity, -Infinity NaN, 1 0, 0.5 NaN, -1e30 NaN
      atanh    NaN NaN, Infinity NaN, 1 Infinity, -1 -Infinity, 0 0, -0 -0, 2 NaN, -2 NaN
      sin      NaN NaN, Infinity NaN, -Infinity NaN, 0 0, -0 -0
      cos      NaN NaN, Infinity NaN, -Infinity NaN, 0 1, -0 1
      tan      NaN NaN, Infinity NaN, -Infinity NaN, 0 0, -0 -0
      asin     NaN NaN, Infinity NaN, 2 NaN, 0 0, -0 -0
      acos     NaN NaN, Infinity NaN, -2 NaN, 1 0
      atan     NaN NaN, 0 0, -0 -0
      erf      NaN NaN, Infinity 1, -Infinity -1, 0 0, -0 -0, 7 1, -7 -1
      erfc     NaN NaN, Infinity 0, -Infinity 2, 0 1, -0 1, 30 0, -30 2
      lgamma   NaN NaN, Infinity Infinity, -Infinity Infinity, 0 Infinity, -0 Infinity, 1 0, 2 0
      lgamma   -1 Infinity, -3 Infinity, -1e30 Infinity
      digamma  NaN NaN, Infinity Infinity, -Infinity NaN, 0 -Infinity, -0 Infinity, -1 NaN, -1e30 NaN
      cbrt     NaN NaN, Infinity Infinity, -Infinity -Infinity, 0 0, -0 -0, 27 3, -27 -3
      """;

  static Stream<Arguments> table() {
    return TABLE.lines().flatMap(SpecialValuesTest::row);
  }

  private static Stream<Arguments> row(String line) {
    String name = line.substring(0, line.indexOf(' '));
    return Stream.of(line.substring(name.length()).strip().split(", "))
        .map(pair -> pair.split(" "))
        .map(pair -> Arguments.of(name, Double.valueOf(pair[0]), Double.valueOf(pair[1])));
  }

  @ParameterizedTest
  @MethodSource("table")
  void float32(String function, double x, double expected) {
    same(Functions.FLOAT32.get(function).apply((float) x), (float) expected);
  }

  @ParameterizedTest
  @MethodSource("table")
  void float64(String function, double x, double expected) {
    same(Functions.FLOAT64.get(function).applyAsDouble(x), expected);
  }

  @ParameterizedTest
  @CsvSource({
    "1, NaN, 1",
    "1, Infinity, 1",
    "1, -Infinity, 1",
    "-1, Infinity, 1",
    "-1, -Infinity, 1",
    "NaN, 0, 1",
    "NaN, -0, 1",
    "NaN, 1, NaN",
    "2, NaN, NaN",
    "0, 0, 1",
    "0, -1, Infinity",
    "-0, -1, -Infinity",
    "-0, -2, Infinity",
    "-0, 3, -0",
    "-8, 0.5, NaN",
    "-2, 3, -8",
    "2, -Infinity, 0",
    "0.5, -Infinity, Infinity",
    "-Infinity, 3, -Infinity",
    "-Infinity, -3, -0",
    "2, 10, 1024"
  })
  void powIsThatOfC(double x, double y, double expected) {
    same(Float64.pow(x, y), expected);
    same(Float32.pow((float) x, (float) y), (float) expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, -0, 3.141592653589793",
    "-0, -0, -3.141592653589793",
    "-0, 0, -0",
    "Infinity, Infinity, 0.7853981633974483",
    "1, NaN, NaN"
  })
  void atan2(double y, double x, double expected) {
    same(Float64.atan2(y, x), expected);
    same(Float32.atan2((float) y, (float) x), (float) expected);
  }

  @ParameterizedTest
  @CsvSource({"3, 4, 5", "Infinity, NaN, Infinity", "NaN, 1, NaN", "0, -0, 0"})
  void hypot(double x, double y, double expected) {
    same(Float64.hypot(x, y), expected);
    same(Float32.hypot((float) x, (float) y), (float) expected);
  }

  /** Equal, NaN to NaN, and 0 not to -0. */
  private static void same(double got, double expected) {
    assertThat(Double.valueOf(got)).isEqualTo(Double.valueOf(expected));
  }
}
