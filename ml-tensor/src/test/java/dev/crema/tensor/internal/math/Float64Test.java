package dev.crema.tensor.internal.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.hipparchus.special.Erf;
import org.hipparchus.special.Gamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class Float64Test {
  /** The largest errors in ulp that are documented. */
  private static final Map<String, Double> LIMITS =
      Map.ofEntries(
          Map.entry("exp2", 1.0),
          Map.entry("log2", 1.5),
          Map.entry("sigmoid", 2.0),
          Map.entry("asinh", 2.0),
          Map.entry("acosh", 2.0),
          Map.entry("atanh", 2.0),
          Map.entry("erf", 1.0),
          Map.entry("erfc", 3.0),
          Map.entry("lgamma", 5.0),
          Map.entry("digamma", 3.0));

  private static final String NEGATIVE = " of negative";

  @ParameterizedTest
  @CsvFileSource(resources = "float64.csv", numLinesToSkip = 2)
  void isWithinItsLimitOfTheReference(String function, double x, double exact, double rest) {
    String name = function.replace(NEGATIVE, "");
    double got = Functions.FLOAT64.get(name).applyAsDouble(x);
    if (function.endsWith(NEGATIVE)) {
      assertThat(got).isCloseTo(exact, within(2e-15 * Math.max(1, Math.abs(exact))));
    } else {
      assertThat(Ulp.error(got, exact, rest)).isLessThanOrEqualTo(LIMITS.get(name));
    }
  }

  @Test
  void erfAgreesWithAnotherLibrary() {
    agree(Float64::erf, Erf::erf, -6, 6, 1e-14);
    agree(Float64::erfc, Erf::erfc, -6, 6, 1e-14);
    agree(x -> StrictMath.log(Float64.erfc(x)), x -> StrictMath.log(Erf.erfc(x)), 0, 26, 1e-13);
  }

  @Test
  void gammaAgreesWithAnotherLibrary() {
    agree(Float64::lgamma, Gamma::logGamma, 0.01, 40, 1e-13);
    agree(Float64::digamma, Gamma::digamma, 1, 40, 1e-8);
  }

  @Test
  void digammaObeysItsRecurrenceAndItsDuplication() {
    agree(x -> Float64.digamma(x + 1), x -> Float64.digamma(x) + 1 / x, 0.5, 40, 1e-14);
    agree(
        x -> 2 * Float64.digamma(2 * x) - Float64.digamma(x + 0.5),
        x -> Float64.digamma(x) + 2 * StrictMath.log(2),
        0.01,
        40,
        1e-14);
  }

  @Test
  void theRestIsStrictMath() {
    Map<String, DoubleUnaryOperator> strict =
        Map.ofEntries(
            Map.entry("exp", StrictMath::exp),
            Map.entry("expm1", StrictMath::expm1),
            Map.entry("log", StrictMath::log),
            Map.entry("log1p", StrictMath::log1p),
            Map.entry("log10", StrictMath::log10),
            Map.entry("tanh", StrictMath::tanh),
            Map.entry("sinh", StrictMath::sinh),
            Map.entry("cosh", StrictMath::cosh),
            Map.entry("sin", StrictMath::sin),
            Map.entry("cos", StrictMath::cos),
            Map.entry("tan", StrictMath::tan),
            Map.entry("asin", StrictMath::asin),
            Map.entry("acos", StrictMath::acos),
            Map.entry("atan", StrictMath::atan),
            Map.entry("cbrt", StrictMath::cbrt));
    strict.forEach((name, expected) -> agree(Functions.FLOAT64.get(name), expected, -3, 3, 0));
    assertThat(strict.size() + LIMITS.size()).isEqualTo(Functions.FLOAT64.size());
  }

  /** Equal up to the limit, absolute or relative, whichever is larger. */
  private static void agree(
      DoubleUnaryOperator ours, DoubleUnaryOperator theirs, double low, double high, double limit) {
    int points = 2000;
    for (int i = 0; i < points; i++) {
      double x = low + (high - low) * i / points;
      double expected = theirs.applyAsDouble(x);
      double got = ours.applyAsDouble(x);
      if (Double.compare(got, expected) != 0) {
        assertThat(Math.abs(got - expected))
            .as("at %s: %s, expected %s", x, got, expected)
            .isLessThanOrEqualTo(limit * Math.max(1, Math.abs(expected)));
      }
    }
  }
}
