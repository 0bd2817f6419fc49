package dev.crema.examples.torch;

/** PyTorch's losses. */
final class LossFunctions {
  private LossFunctions() {}

  static void define() {}
}
