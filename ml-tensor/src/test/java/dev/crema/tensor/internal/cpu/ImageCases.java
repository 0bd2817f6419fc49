package dev.crema.tensor.internal.cpu;

import dev.crema.functional.F;
import dev.crema.functional.InterpolateOptions;
import dev.crema.functional.WindowOptions;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.UnaryFn;
import dev.crema.tensor.internal.cpu.OperationCase.Kind;
import java.util.Arrays;

/** What is done to whole images, and layers with their activation. */
final class ImageCases {
  private ImageCases() {}

  /** Images so small that those of other sizes are not too large. */
  private static int[] images(Draw draw) {
    return draw.shape(4, 1 << 16);
  }

  static OperationCase resized(Draw draw) {
    int[] sizes = images(draw);
    int height = draw.extent(Math.min(300, 4 * sizes[2]));
    int width = draw.extent(Math.min(300, 4 * sizes[3]));
    long made = (long) sizes[0] * sizes[1] * height * width;
    if (made > Draw.ELEMENTS) {
      return resized(draw);
    }
    InterpolateOptions size = InterpolateOptions.size(height, width);
    boolean corners = draw.yes();
    Tensor x = draw.tensor(sizes);
    String name = " to %d x %d".formatted(height, width);
    return switch (draw.below(4)) {
      case 0 -> nearest(x, draw.oneOf(1, 2, 4), draw.oneOf(1, 2, 4));
      case 1 ->
          OperationCase.unary(
              "interpolate area" + name,
              Kind.SUM,
              ((double) sizes[2] + height) * ((double) sizes[3] + width),
              t -> F.interpolate(t, size.withMode("area")),
              x);
      case 2 ->
          OperationCase.unary(
              "interpolate bicubic" + name,
              Kind.SMOOTH,
              made,
              t -> F.interpolate(t, size.withMode("bicubic").withAlignCorners(corners)),
              x);
      default ->
          OperationCase.unary(
              "interpolate bilinear" + name,
              Kind.SMOOTH,
              made,
              t -> F.interpolate(t, size.withMode("bilinear").withAlignCorners(corners)),
              x);
    };
  }

  /** By powers of two: by others, float32 and float64 may choose another element, as in PyTorch. */
  private static OperationCase nearest(Tensor x, int high, int wide) {
    InterpolateOptions size = InterpolateOptions.size(high * x.size(2), wide * x.size(3));
    return OperationCase.unary(
        "interpolate nearest, %d and %d times as large".formatted(high, wide),
        Kind.CHOICE,
        (double) high * wide,
        t -> F.interpolate(t, size.withMode("nearest")),
        x);
  }

  /** Windows as columns, and those added up again. */
  static OperationCase columns(Draw draw) {
    int[] sizes = images(draw);
    int[] kernel = draw.each(2, i -> draw.extent(Math.min(9, sizes[2 + i])));
    int[] stride = draw.each(2, _ -> draw.oneOf(1, 1, 2, 3));
    int[] padding = draw.each(2, i -> draw.below(kernel[i] + 1));
    WindowOptions options = WindowOptions.of(kernel).withStride(stride).withPadding(padding);
    boolean back = draw.yes();
    long window = (long) kernel[0] * kernel[1];
    long places =
        (long) ((sizes[2] + 2 * padding[0]) / stride[0] + 1)
            * ((sizes[3] + 2 * padding[1]) / stride[1] + 1);
    long most = window * places * sizes[0] * sizes[1];
    if (draw.unfit(most, most)) {
      return columns(draw);
    }
    return OperationCase.unary(
        (back ? "unfold and fold " : "unfold ") + options,
        back ? Kind.SUM : Kind.CHOICE,
        window + 1,
        x -> {
          Tensor found = F.unfold(x, options);
          return back ? F.fold(found, sizes[2], sizes[3], options) : found;
        },
        draw.tensor(sizes));
  }

  static OperationCase shuffled(Draw draw) {
    int r = 1 + draw.below(4);
    int[] sizes = images(draw);
    if (draw.yes()) {
      sizes[1] = Math.max(1, sizes[1] / (r * r)) * r * r;
      Tensor x = draw.tensor(sizes);
      return OperationCase.unary("pixelShuffle " + r, Kind.CHOICE, 1, t -> F.pixelShuffle(t, r), x);
    }
    sizes[2] = Math.max(1, sizes[2] / r) * r;
    sizes[3] = Math.max(1, sizes[3] / r) * r;
    Tensor x = draw.tensor(sizes);
    return OperationCase.unary(
        "pixelUnshuffle " + r, Kind.CHOICE, 1, t -> F.pixelUnshuffle(t, r), x);
  }

  /** A layer and a smooth activation, of numbers of the size of 1. */
  static OperationCase layer(Draw draw) {
    int rows = draw.extent(4096);
    int in = draw.extent(2048);
    int out = draw.extent(4096);
    long most = Math.max((long) rows * Math.max(in, out), (long) in * out);
    if (draw.unfit((long) rows * in * out, most)) {
      return layer(draw);
    }
    UnaryFn activation = draw.yes() ? UnaryFn.TANH : UnaryFn.SIGMOID;
    double scale = 1 / StrictMath.sqrt(in);
    return OperationCase.of(
        "linear and " + activation,
        Kind.SMOOTH,
        (double) rows * in,
        i -> F.linear(i[0], i[1].mul(scale), i[2], activation),
        draw.tensor(rows, in),
        draw.tensor(out, in),
        draw.tensor(out));
  }

  /** Means of lengths: a root of a sum of squares, which is nowhere near 0. */
  static OperationCase lengths(Draw draw) {
    int[] sizes = images(draw);
    int[] kernel = draw.each(2, i -> draw.extent(Math.min(9, sizes[2 + i])));
    int[] stride = draw.each(2, _ -> draw.oneOf(1, 2, 3));
    WindowOptions options = WindowOptions.of(kernel).withStride(stride).withCeilMode(draw.yes());
    return OperationCase.unary(
        "lpPool2d %s of %s".formatted(options, Arrays.toString(sizes)),
        Kind.SMOOTH,
        kernel[0] * kernel[1],
        x -> F.lpPool2d(x.square().add(0.5), 2, options),
        draw.tensor(sizes));
  }
}
