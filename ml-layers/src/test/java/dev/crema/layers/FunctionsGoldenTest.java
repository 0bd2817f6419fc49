package dev.crema.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crema.tensor.DType;
import dev.crema.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Losses and activations against PyTorch's functions: values and gradients. */
class FunctionsGoldenTest {

  /** The cases whose functions are all provided here. */
  static Stream<Golden> cases() {
    return Stream.of("ops_losses", "ops_activations", "edge_cases", "losses")
        .flatMap(Golden::both)
        .filter(golden -> PyTorch.provides(golden.json().get("call").asString()));
  }

  @Test
  void thereAreCases() {
    assertThat(cases().count()).isGreaterThanOrEqualTo(168);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void agreesWithPyTorch(Golden golden) {
    Map<String, Tensor> variables = new HashMap<>();
    Map<String, JsonNode> gradients = golden.gradients();
    for (Map.Entry<String, JsonNode> entry : golden.json().get("inputs").properties()) {
      // Weights become options; given in float64 they lose no digits on the way.
      boolean option = entry.getKey().matches("[wp]");
      Golden as = option ? new Golden(golden.json(), DType.FLOAT64) : golden;
      Tensor value = as.tensor(entry.getValue());
      boolean leaf = gradients.containsKey(entry.getKey());
      variables.put(entry.getKey(), leaf ? value.requiresGrad(true) : value);
    }
    Tensor y = new PyTorch(golden.dtype(), variables).tensor(golden.json().get("call").asString());
    golden.compareOutput(y);
    if (!gradients.isEmpty()) {
      y.mul(golden.gradOut()).sum().backward();
    }
    gradients.forEach(
        (name, want) -> golden.compare("gradient of " + name, want, variables.get(name).grad()));
  }
}
