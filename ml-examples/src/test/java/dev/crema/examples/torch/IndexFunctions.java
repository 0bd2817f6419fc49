package dev.crema.examples.torch;

/** PyTorch's ways to read and write elements by position. */
final class IndexFunctions {
  private IndexFunctions() {}

  static void define() {}
}
