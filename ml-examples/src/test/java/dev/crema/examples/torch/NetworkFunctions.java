package dev.crema.examples.torch;

/** PyTorch's functions of networks: convolution, pooling, normalization, resampling, attention. */
final class NetworkFunctions {
  private NetworkFunctions() {}

  static void define() {}
}
