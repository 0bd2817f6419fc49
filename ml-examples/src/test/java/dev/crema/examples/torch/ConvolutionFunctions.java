package dev.crema.examples.torch;

import dev.crema.functional.ConvOptions;
import dev.crema.functional.ConvTransposeOptions;
import dev.crema.functional.F;
import dev.crema.functional.WindowOptions;
import dev.crema.tensor.Tensor;
import java.util.function.Function;

/** PyTorch's convolutions, and windows as columns. */
final class ConvolutionFunctions {
  private ConvolutionFunctions() {}

  static void define() {
    for (int axes = 1; axes <= 3; axes++) {
      int count = axes;
      torch(
          "conv%dd(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1)"
              .formatted(axes),
          a -> conv(count, a));
      torch(
          "conv_transpose%dd(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1)"
              .formatted(axes),
          a -> transposed(count, a));
    }
    f(
        "unfold(input, kernel_size, dilation=1, padding=0, stride=1)",
        a -> F.unfold(a.tensor("input"), columns(a)));
    Functions.define(
        "Tensor",
        "unfold(input, dimension, size, step)",
        a ->
            a.tensor("input").unfold(a.integer("dimension"), a.integer("size"), a.integer("step")));
    f(
        "fold(input, output_size, kernel_size, dilation=1, padding=0, stride=1)",
        a -> {
          int[] size = a.integers("output_size");
          return F.fold(a.tensor("input"), size[0], size[size.length - 1], columns(a));
        });
  }

  private static void torch(String signature, Function<Arguments, Object> body) {
    Functions.define("torch", signature, body);
  }

  private static void f(String signature, Function<Arguments, Object> body) {
    Functions.define("torch.nn.functional", signature, body);
  }

  private static WindowOptions columns(Arguments a) {
    return WindowOptions.of(a.integers("kernel_size"))
        .withDilation(a.integers("dilation"))
        .withPadding(a.integers("padding"))
        .withStride(a.integers("stride"));
  }

  private static Tensor conv(int axes, Arguments a) {
    ConvOptions options =
        ConvOptions.DEFAULT
            .withStride(a.integers("stride"))
            .withDilation(a.integers("dilation"))
            .withGroups(a.integer("groups"));
    options =
        switch (a.get("padding")) {
          case String word when word.equals("same") -> options.withSamePadding();
          case String word when word.equals("valid") -> options;
          default -> options.withPadding(a.integers("padding"));
        };
    Tensor x = a.tensor("input");
    Tensor weight = a.tensor("weight");
    Tensor bias = a.tensorOrNull("bias");
    return switch (axes) {
      case 1 -> F.conv1d(x, weight, bias, options);
      case 2 -> F.conv2d(x, weight, bias, options);
      default -> F.conv3d(x, weight, bias, options);
    };
  }

  private static Tensor transposed(int axes, Arguments a) {
    ConvTransposeOptions options =
        ConvTransposeOptions.DEFAULT
            .withStride(a.integers("stride"))
            .withPadding(a.integers("padding"))
            .withOutputPadding(a.integers("output_padding"))
            .withGroups(a.integer("groups"))
            .withDilation(a.integers("dilation"));
    Tensor x = a.tensor("input");
    Tensor weight = a.tensor("weight");
    Tensor bias = a.tensorOrNull("bias");
    return switch (axes) {
      case 1 -> F.convTranspose1d(x, weight, bias, options);
      case 2 -> F.convTranspose2d(x, weight, bias, options);
      default -> F.convTranspose3d(x, weight, bias, options);
    };
  }
}
