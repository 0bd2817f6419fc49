package dev.crema.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.crema.tensor.Crema;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Fans, gains and deviations equal to PyTorch's; samples of the same distribution. */
class InitTest {
  private static final Map<String, Function<Parameter, Parameter>> SAMPLED =
      Map.of(
          "init.uniform_(w, -0.3, 0.8)", w -> Init.uniform(w, -0.3, 0.8),
          "init.xavier_uniform_(w, gain=2.0)", w -> Init.xavierUniform(w, 2),
          "init.kaiming_normal_(w, mode='fan_out', nonlinearity='relu')",
              w -> Init.kaimingNormal(w, 0, Init.Fan.OUT, Init.Nonlinearity.RELU),
          "init.constant_(w, 0.3)", w -> Init.constant(w, 0.3),
          "init.eye_(w)", Init::eye);

  private static Parameter parameter(int... shape) {
    return new Parameter(Tensor.zeros(DType.FLOAT64, Shape.of(shape)));
  }

  static List<String> fans() {
    return Golden.cases("init").stream()
        .map(json -> json.get("id").asString())
        .filter(id -> id.startsWith("fans_"))
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fans")
  void fansAndDeviationsAreExact(String id) {
    JsonNode json = Golden.named("init", id);
    Parameter weight = parameter(Golden.shape(json));
    Init.Fans fans = Init.Fans.of(weight);
    assertThat(fans.in()).isEqualTo(json.get("fan_in").asDouble());
    assertThat(fans.out()).isEqualTo(json.get("fan_out").asDouble());
    double std = Init.xavierStd(weight, 1);
    assertThat(std).isEqualTo(json.get("xavier_normal_std").asDouble());
    assertBound(std, json.get("xavier_uniform_bound").asDouble());
    int compared = 0;
    for (Init.Fan fan : Init.Fan.values()) {
      for (Init.Nonlinearity follows : Init.Nonlinearity.values()) {
        String name = "kaiming_fan_%s_%s".formatted(fan, follows).toLowerCase(Locale.ROOT);
        if (json.has(name)) {
          JsonNode want = json.get(name);
          double a = want.get("a").asDouble();
          double got = Init.kaimingStd(weight, a, fan, follows);
          assertThat(Init.calculateGain(follows, a)).isEqualTo(want.get("gain").asDouble());
          assertThat(got).as(name).isEqualTo(want.get("std").asDouble());
          assertBound(got, want.get("uniform_bound").asDouble());
          compared++;
        }
      }
    }
    assertThat(compared).isEqualTo(10);
  }

  /** The same formula in another order of roundings; SeedsTest has PyTorch's own to the bit. */
  private static void assertBound(double std, double want) {
    assertThat(Math.sqrt(3) * std).isCloseTo(want, within(2 * Math.ulp(want)));
  }

  @Test
  void gainsAreExact() {
    JsonNode json = Golden.named("init", "gains");
    for (Map.Entry<String, JsonNode> entry : json.get("gains").properties()) {
      String name = entry.getKey().equals("conv2d") ? "linear" : entry.getKey();
      Init.Nonlinearity follows = Init.Nonlinearity.valueOf(name.toUpperCase(Locale.ROOT));
      assertThat(Init.calculateGain(follows)).as(name).isEqualTo(entry.getValue().asDouble());
    }
    assertThat(Init.calculateGain(Init.Nonlinearity.LEAKY_RELU, 0.3))
        .isEqualTo(json.get("leaky_relu_0.3").asDouble());
  }

  static Stream<String> samples() {
    return SAMPLED.keySet().stream();
  }

  /** Mean and deviation within four standard errors of PyTorch's own sample. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void samplesAreOfTheDistribution(String call) {
    JsonNode json =
        Golden.cases("init").stream()
            .filter(other -> other.has("call") && other.get("call").asString().equals(call))
            .findFirst()
            .orElseThrow();
    Crema.manualSeed(5);
    Parameter weight = SAMPLED.get(call).apply(parameter(Golden.shape(json)));
    double std = json.get("std").asDouble();
    double error = 4 * Math.sqrt(2) * std / Math.sqrt(weight.numel()) + 1e-12;
    assertThat(weight.mean().item()).isCloseTo(json.get("mean").asDouble(), within(error));
    assertThat(weight.std().item()).isCloseTo(std, within(2 * error));
    double zeros = weight.eq(0.0).to(DType.FLOAT64).mean().item();
    assertThat(zeros).isCloseTo(json.get("zero_fraction").asDouble(), within(1e-4));
    if (!call.contains("normal")) {
      assertThat(weight.amin().item()).isCloseTo(json.get("min").asDouble(), within(1e-4));
      assertThat(weight.amax().item()).isCloseTo(json.get("max").asDouble(), within(1e-4));
    }
  }

  @Test
  void returnsTheParameterThatItWrote() {
    Parameter weight = new Parameter(Tensor.zeros(DType.BFLOAT16, 3, 2));
    assertThat(Init.ones(weight)).isSameAs(weight);
    assertThat(weight.toFloats()).containsOnly(1);
    Init.uniform(weight, 2, 3);
    assertThat(weight.dtype()).isEqualTo(DType.BFLOAT16);
    assertThat(weight.amin().item()).isBetween(2.0, 3.0);
    assertThat(Init.uniform(weight, 2, 2).toFloats()).containsOnly(2);
  }

  @Test
  void refusals() {
    refused(
        () -> Init.xavierUniform(parameter(5)),
        "Xavier and Kaiming values need a weight of shape (out, in, …), but a parameter has shape"
            + " (5,)");
    refused(
        () -> Init.eye(parameter(2, 2, 2).named("hidden.weight")),
        "eye needs a matrix, but parameter 'hidden.weight' has shape (2, 2, 2)");
    refused(
        () -> Init.uniform(parameter(2), 1, -1), "uniform values from 1.0 to -1.0 were asked for");
    refused(
        () -> Init.uniform(parameter(2), 0, Double.NaN),
        "uniform values from 0.0 to NaN were asked for");
    refused(
        () -> Init.normal(parameter(2), 0, -1),
        "normal values of mean 0.0 and standard deviation -1.0 were asked for");
  }

  private static void refused(Runnable call, String message) {
    assertThatExceptionOfType(CremaException.class).isThrownBy(call::run).withMessage(message);
  }
}
