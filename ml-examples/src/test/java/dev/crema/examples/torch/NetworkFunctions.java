package dev.crema.examples.torch;

/** PyTorch's functions of networks: convolution, pooling, normalization, resampling, attention. */
final class NetworkFunctions {
  private NetworkFunctions() {}

  static void define() {
    ConvolutionFunctions.define();
    PoolingFunctions.define();
    NormalizingFunctions.define();
    ResamplingFunctions.define();
    LookupFunctions.define();
  }
}
