package dev.crema.layers;

import dev.crema.functional.WindowOptions;
import java.util.List;

/** The settings that all windows of pooling have. */
final class WindowLists {
  private WindowLists() {}

  static WindowOptions checked(
      String layer,
      int axes,
      List<Integer> kernelSize,
      List<Integer> stride,
      List<Integer> padding) {
    Expect.numbers(layer, "kernel_size", kernelSize, axes, 1);
    Expect.numbers(layer, "stride", stride, axes, 1);
    Expect.numbers(layer, "padding", padding, axes, 0);
    return WindowOptions.of(Expect.ints(kernelSize))
        .withStride(Expect.ints(stride))
        .withPadding(Expect.ints(padding));
  }
}
