package dev.crema.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crema.tensor.DType;
import dev.crema.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A reference case of PyTorch in one dtype: its tensors, and the comparison with its results. */
record Golden(JsonNode json, DType dtype) {

  /** The cases of a group, each in float64 and float32. */
  static Stream<Golden> both(String group) {
    return cases(group).stream()
        .flatMap(
            json -> Stream.of(DType.FLOAT64, DType.FLOAT32).map(dtype -> new Golden(json, dtype)));
  }

  static List<JsonNode> cases(String group) {
    try (InputStream in = Golden.class.getResourceAsStream("/golden/" + group + ".json")) {
      return List.copyOf(JsonMapper.shared().readTree(in).get("cases").values());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode named(String group, String id) {
    return cases(group).stream()
        .filter(json -> json.get("id").asString().equals(id))
        .findFirst()
        .orElseThrow();
  }

  String id() {
    return json.get("id").asString();
  }

  /** An input, or the upstream gradient of the only output. */
  Tensor tensor(JsonNode node) {
    String name = node.get("dtype").asString();
    boolean mine = name.equals("case") || name.startsWith("float");
    DType type = mine ? dtype : DType.valueOf(name.toUpperCase(Locale.ROOT));
    int[] shape = shape(node);
    double[] values = numbers(node.get("data"));
    return type == DType.INT64
        ? Tensor.of(Arrays.stream(values).mapToLong(v -> (long) v).toArray(), shape)
        : Tensor.of(values, shape).to(type);
  }

  Tensor input(String name) {
    return tensor(json.get("inputs").get(name));
  }

  Tensor gradOut() {
    return tensor(json.get("grad_out").get(0));
  }

  /** The names whose gradients PyTorch gave. */
  Map<String, JsonNode> gradients() {
    Map<String, JsonNode> gradients = new LinkedHashMap<>();
    JsonNode given = results().get("grads");
    if (given != null) {
      given.properties().forEach(entry -> gradients.put(entry.getKey(), entry.getValue()));
    }
    return gradients;
  }

  JsonNode results() {
    return json.get("results").get(dtype.toString());
  }

  void compareOutput(Tensor got) {
    compare("output", results().get("outputs").get(0), got);
  }

  void compare(String what, JsonNode want, Tensor got) {
    String name = id() + " " + dtype + " " + what;
    assertThat(got.shape().toArray()).as(name).isEqualTo(shape(want));
    assertThat(got.dtype()).as(name).isEqualTo(dtype);
    JsonNode tolerance = json.get("tol").get(dtype.toString());
    double rtol = tolerance.get("rtol").asDouble();
    double atol = tolerance.get("atol").asDouble();
    double[] wanted = numbers(want.get("data"));
    double[] gotten = got.toDoubles();
    for (int i = 0; i < wanted.length; i++) {
      boolean same = wanted[i] == gotten[i] || (Double.isNaN(wanted[i]) && Double.isNaN(gotten[i]));
      boolean near = Math.abs(gotten[i] - wanted[i]) <= atol + rtol * Math.abs(wanted[i]);
      assertThat(same || near)
          .as("%s element %s: %s, PyTorch gives %s", name, i, gotten[i], wanted[i])
          .isTrue();
    }
  }

  static int[] shape(JsonNode node) {
    return node.get("shape").valueStream().mapToInt(JsonNode::asInt).toArray();
  }

  /** Numbers; those that JSON lacks stand there as strings. */
  static double[] numbers(JsonNode array) {
    return array
        .valueStream()
        .mapToDouble(
            node -> node.isString() ? Double.parseDouble(node.asString()) : node.asDouble())
        .toArray();
  }

  @Override
  public String toString() {
    return id() + " " + dtype;
  }
}
