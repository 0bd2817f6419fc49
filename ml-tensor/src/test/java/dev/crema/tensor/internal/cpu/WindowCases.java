package dev.crema.tensor.internal.cpu;

import dev.crema.functional.ConvOptions;
import dev.crema.functional.ConvTransposeOptions;
import dev.crema.functional.F;
import dev.crema.functional.WindowOptions;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.internal.cpu.OperationCase.Kind;
import java.util.Arrays;
import java.util.function.Function;

/** Convolutions and pools of all sizes, in 1 to 3 dimensions. */
final class WindowCases {
  private WindowCases() {}

  private static int[] join(int first, int second, int[] rest) {
    int[] sizes = new int[2 + rest.length];
    sizes[0] = first;
    sizes[1] = second;
    System.arraycopy(rest, 0, sizes, 2, rest.length);
    return sizes;
  }

  private static long count(int... sizes) {
    return Shape.of(sizes).numel();
  }

  /** The settings of a window along each axis, and a size that it fits into. */
  private record Windows(
      int[] kernel, int[] stride, int[] dilation, int[] padding, int[] input, int[] output) {
    static Windows draw(Draw draw, int axes, int longest, boolean halfPadded) {
      int[] kernel = draw.each(axes, _ -> draw.extent(longest));
      int[] stride = draw.each(axes, _ -> draw.oneOf(1, 1, 1, 2, 3));
      int[] dilation = draw.each(axes, _ -> draw.oneOf(1, 1, 1, 2, 3));
      int[] span = draw.each(axes, i -> (kernel[i] - 1) * dilation[i] + 1);
      int[] padding =
          draw.each(axes, i -> draw.below(halfPadded ? kernel[i] / 2 + 1 : span[i] + 1));
      int most = axes == 1 ? 4000 : axes == 2 ? 120 : 24;
      int[] input =
          // An axis shorter than a gap of the window might lie in it wholly.
          draw.each(
              axes, i -> Math.max(dilation[i], span[i] - 2 * padding[i]) + draw.extent(most) - 1);
      int[] output = draw.each(axes, i -> (input[i] + 2 * padding[i] - span[i]) / stride[i] + 1);
      return new Windows(kernel, stride, dilation, padding, input, output);
    }

    @Override
    public String toString() {
      return "kernel %s stride %s dilation %s padding %s"
          .formatted(
              Arrays.toString(kernel),
              Arrays.toString(stride),
              Arrays.toString(dilation),
              Arrays.toString(padding));
    }
  }

  static OperationCase conv(Draw draw) {
    int axes = 1 + draw.below(3);
    while (true) {
      Windows w = Windows.draw(draw, axes, axes == 1 ? 31 : axes == 2 ? 9 : 5, false);
      int batch = draw.extent(64);
      int groups = draw.oneOf(1, 1, 1, 2, 3, draw.extent(64));
      int in = groups * (draw.below(3) == 0 ? 1 : draw.extent(256));
      int out = groups * (draw.below(3) == 0 ? 1 : draw.extent(256));
      long outputs = batch * count(w.output);
      long window = (long) in / groups * count(w.kernel);
      long most =
          Math.max(Math.max(outputs * out, batch * (long) in * count(w.input)), out * window);
      if (draw.unfit(outputs * out * window, most)) {
        continue;
      }
      ConvOptions options =
          ConvOptions.DEFAULT
              .withStride(w.stride)
              .withDilation(w.dilation)
              .withPadding(w.padding)
              .withGroups(groups);
      Function<Tensor[], Tensor> f =
          i -> {
            Tensor bias = i.length == 3 ? i[2] : null;
            return switch (axes) {
              case 1 -> F.conv1d(i[0], i[1], bias, options);
              case 2 -> F.conv2d(i[0], i[1], bias, options);
              default -> F.conv3d(i[0], i[1], bias, options);
            };
          };
      Tensor x = draw.tensor(join(batch, in, w.input));
      Tensor weight = draw.tensor(join(out, in / groups, w.kernel));
      double terms = Math.max(outputs, Math.max(window, out * count(w.kernel))) + 2;
      String name = "conv%dd groups %d %s".formatted(axes, groups, w);
      return draw.yes()
          ? OperationCase.of(name, Kind.SUM, terms, f, x, weight)
          : OperationCase.of(name, Kind.SUM, terms, f, x, weight, draw.tensor(out));
    }
  }

  /** The windows of a convolution whose output is this one's input. */
  static OperationCase convTranspose(Draw draw) {
    int axes = 1 + draw.below(3);
    while (true) {
      Windows w = Windows.draw(draw, axes, axes == 1 ? 31 : axes == 2 ? 9 : 5, false);
      int batch = draw.extent(64);
      int groups = draw.oneOf(1, 1, 1, 2, 3, draw.extent(64));
      int in = groups * draw.extent(128);
      int out = groups * draw.extent(128);
      int[] more = draw.each(axes, i -> draw.below(Math.max(w.stride[i], w.dilation[i])));
      int[] sizes =
          draw.each(
              axes,
              i ->
                  (w.output[i] - 1) * w.stride[i]
                      - 2 * w.padding[i]
                      + (w.kernel[i] - 1) * w.dilation[i]
                      + more[i]
                      + 1);
      if (Arrays.stream(sizes).anyMatch(size -> size < 1)) {
        continue;
      }
      long inputs = batch * count(w.output);
      long window = (long) out / groups * count(w.kernel);
      long most = Math.max(Math.max(inputs * in, batch * (long) out * count(sizes)), in * window);
      if (draw.unfit(inputs * in * window, most)) {
        continue;
      }
      ConvTransposeOptions options =
          ConvTransposeOptions.DEFAULT
              .withStride(w.stride)
              .withDilation(w.dilation)
              .withPadding(w.padding)
              .withOutputPadding(more)
              .withGroups(groups);
      Function<Tensor[], Tensor> f =
          i ->
              switch (axes) {
                case 1 -> F.convTranspose1d(i[0], i[1], i[2], options);
                case 2 -> F.convTranspose2d(i[0], i[1], i[2], options);
                default -> F.convTranspose3d(i[0], i[1], i[2], options);
              };
      double terms = Math.max(batch * count(sizes), Math.max(window, in * count(w.kernel))) + 2;
      return OperationCase.of(
          "convTranspose%dd groups %d %s".formatted(axes, groups, w),
          Kind.SUM,
          Math.max(terms, inputs + 2),
          f,
          draw.tensor(join(batch, in, w.output)),
          draw.tensor(join(in, out / groups, w.kernel)),
          draw.tensor(out));
    }
  }

  static OperationCase pool(Draw draw) {
    int axes = 1 + draw.below(3);
    while (true) {
      Windows w = Windows.draw(draw, axes, axes == 1 ? 31 : axes == 2 ? 9 : 5, true);
      int batch = draw.extent(64);
      int channels = draw.extent(128);
      long planes = (long) batch * channels;
      if (draw.unfit(planes * count(w.output) * count(w.kernel), planes * count(w.input))) {
        continue;
      }
      Tensor x = draw.tensor(join(batch, channels, w.input));
      WindowOptions options =
          WindowOptions.of(w.kernel)
              .withStride(w.stride)
              .withPadding(w.padding)
              .withCeilMode(draw.yes());
      double terms = count(w.kernel) + 4;
      if (draw.yes()) {
        WindowOptions apart = options.withDilation(w.dilation);
        return new OperationCase(
            "maxPool" + axes + "d " + apart,
            Kind.CHOICE,
            terms,
            in -> {
              var found =
                  switch (axes) {
                    case 1 -> F.maxPool1dWithIndices(in[0], apart);
                    case 2 -> F.maxPool2dWithIndices(in[0], apart);
                    default -> F.maxPool3dWithIndices(in[0], apart);
                  };
              return new Tensor[] {found.values(), found.indices()};
            },
            x);
      }
      WindowOptions mean = options.withCountIncludePad(draw.yes());
      return OperationCase.unary(
          "avgPool" + axes + "d " + mean,
          Kind.SUM,
          terms,
          in ->
              switch (axes) {
                case 1 -> F.avgPool1d(in, mean);
                case 2 -> F.avgPool2d(in, mean);
                default -> F.avgPool3d(in, mean);
              },
          x);
    }
  }

  static OperationCase adaptivePool(Draw draw) {
    int[] sizes = draw.shape(4);
    int height = draw.extent(Math.min(40, 2 * sizes[2]));
    int width = draw.extent(Math.min(40, 2 * sizes[3]));
    boolean max = draw.yes();
    double terms = ((double) sizes[2] + height) * ((double) sizes[3] + width);
    return OperationCase.unary(
        (max ? "adaptiveMaxPool2d " : "adaptiveAvgPool2d ") + height + " x " + width,
        max ? Kind.CHOICE : Kind.SUM,
        terms,
        x -> max ? F.adaptiveMaxPool2d(x, height, width) : F.adaptiveAvgPool2d(x, height, width),
        draw.tensor(sizes));
  }
}
