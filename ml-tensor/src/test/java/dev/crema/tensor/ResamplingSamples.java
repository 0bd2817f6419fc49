package dev.crema.tensor;

import static dev.crema.tensor.FunctionSample.normal;
import static dev.crema.tensor.FunctionSample.on;

import dev.crema.functional.F;
import dev.crema.functional.GridSampleOptions;
import dev.crema.functional.InterpolateOptions;
import java.util.ArrayList;
import java.util.List;

/** Interpolation, and reading at the places of a grid. */
final class ResamplingSamples {
  private ResamplingSamples() {}

  static List<FunctionSample> all() {
    List<FunctionSample> all = new ArrayList<>();
    all.addAll(interpolations());
    all.addAll(grids());
    return all;
  }

  private static FunctionSample image(String name, InterpolateOptions options) {
    return FunctionSample.of(
        "interpolate " + name,
        in -> F.interpolate(in[0], options),
        on(normal(1, 2, 2, 3, 4)),
        on(normal(1, 0, 2, 3, 4)),
        on(normal(1, 2, 3, 50, 70)));
  }

  private static List<FunctionSample> interpolations() {
    InterpolateOptions size = InterpolateOptions.size(5, 3);
    InterpolateOptions scale = InterpolateOptions.scale(1.7, 0.8);
    InterpolateOptions line = InterpolateOptions.size(7).withMode("linear");
    return List.of(
        image("nearest", scale),
        image("nearest-exact", scale.withMode("nearest-exact")),
        image("bilinear to a size", size.withMode("bilinear")),
        image("bilinear by a factor", scale.withMode("bilinear")),
        image("bilinear with corners", size.withMode("bilinear").withAlignCorners(true)),
        image("bicubic", scale.withMode("bicubic")),
        image("bicubic with corners", size.withMode("bicubic").withAlignCorners(true)),
        image("area", size.withMode("area")),
        FunctionSample.of(
            "interpolate linear",
            in -> F.interpolate(in[0], line),
            on(normal(1, 2, 2, 4)),
            on(normal(1, 3, 2, 4).transpose(0, 1))),
        FunctionSample.of(
            "interpolate trilinear",
            in -> F.interpolate(in[0], InterpolateOptions.scale(1.5).withMode("trilinear")),
            on(normal(1, 1, 2, 2, 3, 2))));
  }

  /**
   * Places in and around an image: none within 0.01 of where a formula changes, which are the
   * multiples of a half, in elements.
   */
  private static Tensor places(int length, int... shape) {
    Tensor elements = normal(6, shape).mul(length * 0.7).add(length / 2.0 - 0.5);
    Tensor halves = elements.mul(2).round().div(2);
    Tensor away = Tensor.where(elements.sub(halves).abs().lt(0.03), halves.add(0.1), elements);
    return away.mul(2).add(1).div(length).sub(1);
  }

  private static Tensor grid(int height, int width, int... shape) {
    return Tensor.stack(List.of(places(width, shape), places(height, shape).flip(1)), -1);
  }

  private static List<FunctionSample> grids() {
    List<FunctionSample> all = new ArrayList<>();
    for (String mode : List.of("bilinear", "nearest", "bicubic")) {
      for (String padding : List.of("zeros", "border", "reflection")) {
        GridSampleOptions options = GridSampleOptions.DEFAULT.withMode(mode).withPadding(padding);
        all.add(
            FunctionSample.of(
                "gridSample " + mode + " " + padding,
                in -> F.gridSample(in[0], in[1], options),
                on(normal(1, 2, 2, 3, 4), grid(3, 4, 2, 2, 3)),
                on(normal(1, 0, 2, 3, 4), grid(3, 4, 0, 2, 3)),
                on(normal(1, 2, 3, 20, 30), grid(20, 30, 2, 60, 70))));
      }
    }
    GridSampleOptions corners = GridSampleOptions.DEFAULT.withAlignCorners(true);
    // -1 and 1 are centres here, so the places are (length - 1) / length of the others
    all.add(
        FunctionSample.of(
            "gridSample with corners",
            in -> F.gridSample(in[0], in[1].mul(1.5), corners.withPadding("reflection")),
            on(normal(1, 1, 2, 3, 3), grid(3, 3, 1, 2, 3))));
    all.add(
        FunctionSample.of(
            "gridSample of volumes",
            in -> F.gridSample(in[0], Tensor.stack(List.of(in[1], in[2], in[1]), -1)),
            on(normal(1, 1, 2, 2, 3, 2), places(2, 1, 2, 1, 3), places(3, 1, 2, 1, 3))));
    all.add(
        FunctionSample.of(
            "affineGrid",
            in -> F.affineGrid(in[0], Shape.of(2, 1, 3, 2), false),
            on(normal(1, 2, 2, 3))));
    all.add(
        FunctionSample.of(
            "affineGrid of volumes with corners",
            in -> F.affineGrid(in[0], Shape.of(1, 1, 3, 1, 2), true),
            on(normal(1, 1, 3, 4))));
    return all;
  }
}
