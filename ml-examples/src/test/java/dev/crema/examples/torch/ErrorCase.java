package dev.crema.examples.torch;

import dev.crema.tensor.CremaException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A call that PyTorch refuses, and Crema has to refuse itself. */
record ErrorCase(JsonNode json) implements ReferenceCase {

  @Override
  public @Nullable String run() {
    boolean refuses = json.get("raises").asBoolean();
    try {
      Object value = new Evaluator(Map.of()).run(json.get("call").asString());
      return refuses ? "gives %s, and should be refused".formatted(value) : null;
    } catch (CremaException e) {
      return refuses ? null : "refused: " + e.getMessage();
    }
  }
}
