package dev.crema.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crema.tensor.Crema;
import dev.crema.tensor.DType;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** After {@code Crema.manualSeed(n)} parameters begin as after {@code torch.manual_seed(n)}. */
class SeedsTest {
  /** PyTorch's logarithms, sines and cosines are up to a few units off in the last place. */
  private static final int NORMAL_ULPS = 4;

  static Stream<String> ids() {
    return Golden.cases("seeds").stream().map(json -> json.get("id").asString());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ids")
  void drawsPyTorchsParameters(String id) {
    JsonNode json = Golden.named("seeds", id);
    DType dtype = DType.valueOf(json.get("dtype").asString().toUpperCase(Locale.ROOT));
    Map<String, ? extends Tensor> drawn = drawn(json, dtype);
    assertThat(drawn.keySet())
        .containsExactlyElementsOf(List.copyOf(json.get("bits").propertyNames()));
    int ulps = id.contains("normal") ? NORMAL_ULPS : 0;
    drawn.forEach((name, got) -> compare(name, json.get("bits").get(name).asString(), got, ulps));
  }

  private static Map<String, ? extends Tensor> drawn(JsonNode json, DType dtype) {
    if (json.has("ctor")) {
      Crema.manualSeed(json.get("seed").asLong());
      return new PyTorch(dtype).module(json.get("ctor").asString()).stateDict();
    }
    Parameter weight = new Parameter(Tensor.full(dtype, 7.0, shape(json)));
    Crema.manualSeed(json.get("seed").asLong());
    return Map.of("w", apply(json.get("call").asString(), weight));
  }

  private static Shape shape(JsonNode json) {
    return Shape.of(Golden.shape(json));
  }

  private static Parameter apply(String call, Parameter w) {
    return switch (call) {
      case "uniform_(w, -0.3, 0.8)" -> Init.uniform(w, -0.3, 0.8);
      case "xavier_uniform_(w)" -> Init.xavierUniform(w);
      case "xavier_uniform_(w, gain=2.0)" -> Init.xavierUniform(w, 2);
      case "kaiming_uniform_(w)" -> Init.kaimingUniform(w);
      case "kaiming_uniform_(w, a=0.2, mode='fan_out', nonlinearity='leaky_relu')" ->
          Init.kaimingUniform(w, 0.2, Init.Fan.OUT, Init.Nonlinearity.LEAKY_RELU);
      case "kaiming_uniform_(w, mode='fan_in', nonlinearity='tanh')" ->
          Init.kaimingUniform(w, 0, Init.Fan.IN, Init.Nonlinearity.TANH);
      case "normal_(w, 0.5, 0.02)" -> Init.normal(w, 0.5, 0.02);
      case "xavier_normal_(w, gain=1.5)" -> Init.xavierNormal(w, 1.5);
      case "kaiming_normal_(w)" -> Init.kaimingNormal(w);
      case "kaiming_normal_(w, mode='fan_out', nonlinearity='relu')" ->
          Init.kaimingNormal(w, 0, Init.Fan.OUT, Init.Nonlinearity.RELU);
      case "constant_(w, 0.3)" -> Init.constant(w, 0.3);
      case "zeros_(w)" -> Init.zeros(w);
      case "ones_(w)" -> Init.ones(w);
      case "eye_(w)" -> Init.eye(w);
      default -> throw new AssertionError(call);
    };
  }

  private static void compare(String name, String bits, Tensor got, int ulps) {
    String[] words = bits.split(" ");
    assertThat(got.numel()).as(name).isEqualTo(words.length);
    double[] values = got.toDoubles();
    for (int i = 0; i < words.length; i++) {
      double want =
          got.dtype() == DType.FLOAT64
              ? Double.longBitsToDouble(Long.parseUnsignedLong(words[i], 16))
              : Float.intBitsToFloat(Integer.parseUnsignedInt(words[i], 16));
      double ulp = got.dtype() == DType.FLOAT64 ? Math.ulp(want) : Math.ulp((float) want);
      assertThat(Math.abs(values[i] - want))
          .as("%s element %s: %s, PyTorch draws %s", name, i, values[i], want)
          .isLessThanOrEqualTo(ulps * ulp);
    }
  }
}
