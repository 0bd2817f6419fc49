package dev.crema.examples;

import java.io.InputStream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An accuracy that PyTorch 1.13 or scikit-learn 1.2 reached under a stated protocol.
 *
 * @param mean over some seeds
 * @param std over the same
 */
record Anchor(double mean, double std) {
  /** The anchor of this name. */
  static Anchor of(String id) {
    try (InputStream in = Anchor.class.getResourceAsStream("/golden/anchors.json")) {
      JsonNode found =
          StreamSupport.stream(new JsonMapper().readTree(in).get("cases").spliterator(), false)
              .filter(each -> each.get("id").asString().equals(id))
              .findFirst()
              .orElseThrow();
      return new Anchor(found.get("mean").asDouble(), found.get("std").asDouble());
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What the mean over the seeds of another implementation must reach. */
  double gate() {
    return mean - Math.max(3 * std, 0.01);
  }
}
