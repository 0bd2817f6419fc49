package dev.crema.optim;

import dev.crema.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the reference vectors, which PyTorch 1.13 made. */
final class Golden {
  private static final Map<String, List<JsonNode>> READ = new ConcurrentHashMap<>();

  private Golden() {}

  static List<JsonNode> cases(String file) {
    return READ.computeIfAbsent(file, Golden::read);
  }

  private static List<JsonNode> read(String file) {
    try (InputStream in = Golden.class.getResourceAsStream("/golden/" + file)) {
      JsonNode root = JsonMapper.shared().readTree(Objects.requireNonNull(in, file));
      return root.get("cases").valueStream().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static double[] numbers(JsonNode array) {
    return array.valueStream().mapToDouble(JsonNode::asDouble).toArray();
  }

  static Tensor tensor(JsonNode node) {
    int[] shape = node.get("shape").valueStream().mapToInt(JsonNode::asInt).toArray();
    return Tensor.of(numbers(node.get("data")), shape);
  }
}
