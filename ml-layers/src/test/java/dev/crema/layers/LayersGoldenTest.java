package dev.crema.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crema.api.Module;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Modules with PyTorch's state: their outputs, and the gradients of inputs and parameters. */
class LayersGoldenTest {

  static Stream<Golden> cases() {
    return Golden.both("layers");
  }

  @Test
  void thereAreCases() {
    assertThat(cases().count()).isGreaterThanOrEqualTo(2 * 37);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void agreesWithPyTorch(Golden golden) {
    Module module = new PyTorch(golden.dtype()).module(golden.json().get("ctor").asString());
    module.train(golden.json().get("mode").asString().equals("train"));
    Map<String, Tensor> state = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : golden.json().get("state_dict").properties()) {
      state.put(entry.getKey(), golden.tensor(entry.getValue()));
    }
    assertThat(module.stateDict().keySet()).containsExactlyElementsOf(state.keySet());
    module.loadStateDict(state);

    Tensor x = golden.input("x").requiresGrad(true);
    Tensor y = module.apply(x);
    golden.compareOutput(y);
    y.mul(golden.gradOut()).sum().backward();
    Map<String, Parameter> parameters = module.namedParameters();
    assertThat(golden.gradients()).hasSize(1 + parameters.size());
    golden
        .gradients()
        .forEach(
            (name, want) -> {
              Tensor leaf = name.equals("x") ? x : parameters.get(name.replace("param:", ""));
              golden.compare("gradient of " + name, want, leaf.grad());
            });
  }
}
