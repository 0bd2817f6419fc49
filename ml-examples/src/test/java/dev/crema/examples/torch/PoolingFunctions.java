package dev.crema.examples.torch;

import dev.crema.examples.torch.Values.Tuple;
import dev.crema.functional.F;
import dev.crema.functional.WindowOptions;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.ValuesAndIndices;
import java.util.List;
import java.util.function.Function;

/** PyTorch's pooling. */
final class PoolingFunctions {
  private PoolingFunctions() {}

  static void define() {
    for (int axes = 1; axes <= 3; axes++) {
      int count = axes;
      String pool = "_pool" + axes + "d";
      torch(
          "max"
              + pool
              + "(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False,"
              + " return_indices=False)",
          a -> max(count, a));
      torch(
          "avg"
              + pool
              + "(input, kernel_size, stride=None, padding=0, ceil_mode=False,"
              + " count_include_pad=True, divisor_override=None)",
          a -> average(count, a));
      f(
          "lp" + pool + "(input, norm_type, kernel_size, stride=None, ceil_mode=False)",
          a -> power(count, a));
      torch(
          "adaptive_avg" + pool + "(input, output_size)", a -> adaptiveAverage(a, sizes(count, a)));
      f(
          "adaptive_max" + pool + "(input, output_size, return_indices=False)",
          a -> found(adaptiveMax(a, sizes(count, a)), a.bool("return_indices")));
      f(
          "max_unpool%dd(input, indices, kernel_size, stride=None, padding=0, output_size=None)"
              .formatted(axes),
          a -> unpool(count, a));
    }
    torch("adaptive_max_pool1d(input, output_size)", a -> found(adaptiveMax(a, sizes(1, a)), true));
  }

  private static void torch(String signature, Function<Arguments, Object> body) {
    Functions.define("torch", signature, body);
  }

  private static void f(String signature, Function<Arguments, Object> body) {
    Functions.define("torch.nn.functional", signature, body);
  }

  private static WindowOptions windows(Arguments a) {
    WindowOptions options = WindowOptions.of(a.integers("kernel_size"));
    return a.has("stride") ? options.withStride(a.integers("stride")) : options;
  }

  private static Object found(ValuesAndIndices found, boolean both) {
    return both ? new Tuple(List.of(found.values(), found.indices())) : found.values();
  }

  private static Object max(int axes, Arguments a) {
    Tensor x = a.tensor("input");
    WindowOptions options =
        windows(a)
            .withPadding(a.integers("padding"))
            .withDilation(a.integers("dilation"))
            .withCeilMode(a.bool("ceil_mode"));
    ValuesAndIndices found =
        switch (axes) {
          case 1 -> F.maxPool1dWithIndices(x, options);
          case 2 -> F.maxPool2dWithIndices(x, options);
          default -> F.maxPool3dWithIndices(x, options);
        };
    return found(found, a.bool("return_indices"));
  }

  private static Tensor average(int axes, Arguments a) {
    Tensor x = a.tensor("input");
    WindowOptions options =
        windows(a)
            .withPadding(a.integers("padding"))
            .withCeilMode(a.bool("ceil_mode"))
            .withCountIncludePad(a.bool("count_include_pad"));
    options =
        a.has("divisor_override") ? options.withDivisor(a.integer("divisor_override")) : options;
    return switch (axes) {
      case 1 -> F.avgPool1d(x, options);
      case 2 -> F.avgPool2d(x, options);
      default -> F.avgPool3d(x, options);
    };
  }

  private static Tensor power(int axes, Arguments a) {
    Tensor x = a.tensor("input");
    double p = a.number("norm_type");
    WindowOptions options = windows(a).withCeilMode(a.bool("ceil_mode"));
    return switch (axes) {
      case 1 -> F.lpPool1d(x, p, options);
      case 2 -> F.lpPool2d(x, p, options);
      default -> F.lpPool3d(x, p, options);
    };
  }

  /** One number for all axes or one each; None keeps a length. */
  private static int[] sizes(int axes, Arguments a) {
    Tensor x = a.tensor("input");
    Object given = a.get("output_size");
    boolean several = given instanceof Tuple || given instanceof List;
    List<Object> list = several ? Arguments.list(given) : List.of(given);
    int[] sizes = new int[axes];
    for (int i = 0; i < axes; i++) {
      Object size = list.get(list.size() == 1 ? 0 : i);
      sizes[i] = size == Values.NONE ? x.size(i - axes) : Arguments.integer(size);
    }
    return sizes;
  }

  private static Tensor adaptiveAverage(Arguments a, int[] sizes) {
    Tensor x = a.tensor("input");
    return switch (sizes.length) {
      case 1 -> F.adaptiveAvgPool1d(x, sizes[0]);
      case 2 -> F.adaptiveAvgPool2d(x, sizes[0], sizes[1]);
      default -> F.adaptiveAvgPool3d(x, sizes[0], sizes[1], sizes[2]);
    };
  }

  private static ValuesAndIndices adaptiveMax(Arguments a, int[] sizes) {
    Tensor x = a.tensor("input");
    return switch (sizes.length) {
      case 1 -> F.adaptiveMaxPool1dWithIndices(x, sizes[0]);
      case 2 -> F.adaptiveMaxPool2dWithIndices(x, sizes[0], sizes[1]);
      default -> F.adaptiveMaxPool3dWithIndices(x, sizes[0], sizes[1], sizes[2]);
    };
  }

  private static Tensor unpool(int axes, Arguments a) {
    Tensor x = a.tensor("input");
    Tensor indices = a.tensor("indices");
    WindowOptions options = windows(a).withPadding(a.integers("padding"));
    int[] sizes = a.has("output_size") ? a.integers("output_size") : new int[0];
    if (sizes.length > axes) {
      // the whole shape is allowed too
      sizes = java.util.Arrays.copyOfRange(sizes, sizes.length - axes, sizes.length);
    }
    return switch (axes) {
      case 1 -> F.maxUnpool1d(x, indices, options, sizes);
      case 2 -> F.maxUnpool2d(x, indices, options, sizes);
      default -> F.maxUnpool3d(x, indices, options, sizes);
    };
  }
}
