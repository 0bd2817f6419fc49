package dev.crema.examples.torch;

import dev.crema.examples.torch.Values.Tuple;
import dev.crema.functional.F;
import dev.crema.functional.GridSampleOptions;
import dev.crema.functional.InterpolateOptions;
import dev.crema.tensor.Ints;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import java.util.List;
import java.util.function.Function;

/** PyTorch's interpolation and sampling at places of a grid. */
final class ResamplingFunctions {
  private ResamplingFunctions() {}

  static void define() {
    f(
        "interpolate(input, size=None, scale_factor=None, mode='nearest', align_corners=None,"
            + " recompute_scale_factor=None)",
        a ->
            interpolate(
                a,
                a.string("mode"),
                isTrue(a, "align_corners"),
                isTrue(a, "recompute_scale_factor")));
    f(
        "upsample(input, size=None, scale_factor=None, mode='nearest', align_corners=None)",
        a -> interpolate(a, a.string("mode"), isTrue(a, "align_corners"), false));
    f(
        "upsample_nearest(input, size=None, scale_factor=None)",
        a -> interpolate(a, "nearest", false, false));
    f(
        "upsample_bilinear(input, size=None, scale_factor=None)",
        a -> interpolate(a, "bilinear", true, false));
    f(
        "grid_sample(input, grid, mode='bilinear', padding_mode='zeros', align_corners=None)",
        a ->
            F.gridSample(
                a.tensor("input"),
                a.tensor("grid"),
                new GridSampleOptions(
                    a.string("mode"), a.string("padding_mode"), isTrue(a, "align_corners"))));
    f(
        "affine_grid(theta, size, align_corners=None)",
        a ->
            F.affineGrid(
                a.tensor("theta"), Shape.of(a.integers("size")), isTrue(a, "align_corners")));
  }

  private static void f(String signature, Function<Arguments, Object> body) {
    Functions.define("torch.nn.functional", signature, body);
  }

  private static boolean isTrue(Arguments a, String name) {
    return Boolean.TRUE.equals(a.get(name));
  }

  private static Tensor interpolate(Arguments a, String mode, boolean align, boolean recompute) {
    Ints size = a.has("size") ? Ints.of(a.integers("size")) : null;
    List<Double> factors = a.has("scale_factor") ? numbers(a.get("scale_factor")) : null;
    return F.interpolate(
        a.tensor("input"), new InterpolateOptions(size, factors, mode, align, recompute));
  }

  private static List<Double> numbers(Object value) {
    boolean several = value instanceof Tuple || value instanceof List;
    List<Object> list = several ? Arguments.list(value) : List.of(value);
    return list.stream().map(Arguments::number).toList();
  }
}
