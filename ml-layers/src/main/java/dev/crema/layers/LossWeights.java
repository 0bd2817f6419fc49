package dev.crema.layers;

import dev.crema.tensor.Buffer;
import dev.crema.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The weights of losses as their settings and their state have them. */
final class LossWeights {
  private LossWeights() {}

  /** The weights of a model file, kept in float64 so that either dtype gets all of its digits. */
  static @Nullable Tensor tensor(@Nullable List<Double> weights) {
    return weights == null
        ? null
        : Tensor.of(weights.stream().mapToDouble(Double::doubleValue).toArray());
  }

  static @Nullable Buffer buffer(@Nullable Tensor values) {
    return values == null ? null : new Buffer(values);
  }
}
