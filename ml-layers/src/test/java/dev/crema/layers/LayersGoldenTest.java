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

  /** Those of one input whose modules are all provided here. */
  static Stream<Golden> cases() {
    return Stream.of("layers", "modules")
        .flatMap(Golden::both)
        .filter(golden -> golden.json().get("forward").asString().matches("m\\(\\w\\)"))
        .filter(golden -> PyTorch.provides(golden.json().get("ctor").asString()));
  }

  @Test
  void thereAreCases() {
    assertThat(cases().count()).isGreaterThanOrEqualTo(2 * 40);
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

    String name = golden.json().get("inputs").propertyNames().iterator().next();
    Tensor given = golden.input(name);
    Tensor x = given.isFloating() ? given.requiresGrad(true) : given;
    Tensor y = module.apply(x);
    golden.compareOutput(y);
    y.mul(golden.gradOut()).sum().backward();
    Map<String, Parameter> parameters = module.namedParameters();
    assertThat(golden.gradients()).hasSize(parameters.size() + (x.isFloating() ? 1 : 0));
    golden
        .gradients()
        .forEach(
            (leafName, want) -> {
              Tensor leaf =
                  leafName.equals(name) ? x : parameters.get(leafName.replace("param:", ""));
              golden.compare("gradient of " + leafName, want, leaf.grad());
            });
    compareBuffers(golden, module);
  }

  private static void compareBuffers(Golden golden, Module module) {
    JsonNode buffers = golden.results().get("buffers_after");
    if (buffers == null) {
      return;
    }
    Map<String, Tensor> state = module.stateDict();
    buffers
        .properties()
        .forEach(
            entry -> {
              Tensor got = state.get(entry.getKey());
              if (got.isFloating()) {
                golden.compare(entry.getKey(), entry.getValue(), got);
              } else {
                assertThat(got.equal(golden.tensor(entry.getValue()))).isTrue();
              }
            });
  }
}
