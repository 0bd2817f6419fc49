package dev.crema.tensor;

import java.util.List;

/** Shapes of other kinds: repetition, reversal, padding, parts. */
final class ShapeSamples {
  private ShapeSamples() {}

  static List<FunctionSample> all() {
    return List.of();
  }
}
