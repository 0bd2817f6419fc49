package dev.crema.tensor;

import java.util.List;

/** Functions of networks: transposed convolution, pooling, normalization, resampling, attention. */
final class NetworkSamples {
  private NetworkSamples() {}

  static List<FunctionSample> all() {
    return List.of();
  }
}
