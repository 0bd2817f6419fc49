package dev.crema.examples.torch;

/** PyTorch's ways to other shapes: repetition, reversal, padding, parts. */
final class ShapeFunctions {
  private ShapeFunctions() {}

  static void define() {}
}
