package dev.crema.functional;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Dispatcher;
import dev.crema.tensor.Ints;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.Window;
import dev.crema.tensor.WindowOp;

/**
 * PyTorch's {@code F.unfold} and {@code F.fold}: the windows of images as columns, and columns
 * added back into images.
 */
final class Columns {
  private final String name;
  private final int[] kernel;
  private final int[] stride;
  private final int[] padding;
  private final int[] dilation;

  private Columns(String name, WindowOptions options) {
    this.name = name;
    Ints step = options.stride();
    this.kernel = Sliding.each(name, "kernel", options.kernel(), 2, 1);
    this.stride = Sliding.each(name, "stride", step == null ? Ints.of(1) : step, 2, 1);
    this.padding = Sliding.each(name, "padding", options.padding(), 2, 0);
    this.dilation = Sliding.each(name, "dilation", options.dilation(), 2, 1);
  }

  /** (N, C, H, W) as (N, C * kernel, windows); without N, too. */
  static Tensor of(Tensor x, WindowOptions options) {
    Columns columns = new Columns("unfold", options);
    if (x.ndim() != 3 && x.ndim() != 4) {
      throw new CremaException(
          "unfold: expects images (batch, channels, height, width), or without the batch, but was given shape %s"
              .formatted(x.shape()));
    }
    return x.ndim() == 3 ? columns.unfold(x.unsqueeze(0)).squeeze(0) : columns.unfold(x);
  }

  /** (N, C * kernel, windows) as (N, C, H, W); without N, too. */
  static Tensor fold(Tensor x, Ints size, WindowOptions options) {
    Columns columns = new Columns("fold", options);
    int[] image = Sliding.each("fold", "the output size", size, 2, 1);
    if (x.ndim() != 2 && x.ndim() != 3) {
      throw new CremaException(
          "fold: expects columns (batch, channels * kernel, windows), or without the batch, but was given shape %s"
              .formatted(x.shape()));
    }
    return x.ndim() == 2 ? columns.fold(x.unsqueeze(0), image).squeeze(0) : columns.fold(x, image);
  }

  private Tensor unfold(Tensor x) {
    Tensor windows = F.pad(x, padding[1], padding[1], padding[0], padding[0]);
    for (int i = 0; i < 2; i++) {
      windows =
          Dispatcher.apply(new WindowOp.Unfold(2 + i, kernel[i], stride[i], dilation[i]), windows);
    }
    int channels = x.size(1) * kernel[0] * kernel[1];
    int count = windows.size(2) * windows.size(3);
    return windows.permute(0, 1, 4, 5, 2, 3).reshape(x.size(0), channels, count);
  }

  private Tensor fold(Tensor x, int[] image) {
    int area = kernel[0] * kernel[1];
    long[] counts = new long[2];
    for (int i = 0; i < 2; i++) {
      counts[i] = new Window(kernel[i], stride[i], dilation[i]).count(image[i] + 2L * padding[i]);
    }
    if (x.size(1) % area != 0 || x.size(2) != counts[0] * counts[1]) {
      throw new CremaException(
          "%s: an image of %d x %d has %d x %d windows of %d x %d, so the columns must be (batch, a multiple of %d, %d), but their shape is %s"
              .formatted(
                  name,
                  image[0],
                  image[1],
                  counts[0],
                  counts[1],
                  kernel[0],
                  kernel[1],
                  area,
                  counts[0] * counts[1],
                  x.shape()));
    }
    int channels = x.size(1) / area;
    Tensor windows =
        x.reshape(x.size(0), channels, kernel[0], kernel[1], (int) counts[0], (int) counts[1])
            .permute(0, 1, 4, 5, 2, 3);
    for (int i = 1; i >= 0; i--) {
      int length = image[i] + 2 * padding[i];
      Tensor folded =
          Dispatcher.apply(new WindowOp.Fold(2 + i, length, stride[i], dilation[i]), windows);
      windows = folded.narrow(2 + i, padding[i], image[i]);
    }
    return windows;
  }
}
