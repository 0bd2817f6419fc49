package dev.crema.examples.torch;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One case of a reference file, of one of its forms. */
interface ReferenceCase {
  /** The case as what can be run. */
  static ReferenceCase of(JsonNode json) {
    if (json.has("raises")) {
      return new ErrorCase(json);
    }
    if (json.has("results") && json.has("call")) {
      return new OperatorCase(json);
    }
    if (json.has("what") || json.has("a")) {
      return new PromotionCase(json);
    }
    throw new Unsupported("a case of this form");
  }

  /** What is evaluated, in short. */
  static String call(JsonNode json) {
    for (String field : new String[] {"call", "ctor", "what"}) {
      if (json.has(field)) {
        return json.get(field).asString();
      }
    }
    return json.path("a").asString("") + (json.has("b") ? ", " + json.get("b").asString() : "");
  }

  /** What is wrong, or null. */
  @Nullable String run();
}
