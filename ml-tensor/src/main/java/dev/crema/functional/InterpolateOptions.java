package dev.crema.functional;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Ints;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How {@link F#interpolate} makes axes longer or shorter. A list of one number stands for all
 * spatial axes, as a number does in PyTorch.
 *
 * <pre>{@code
 * InterpolateOptions.size(7, 9).withMode("bilinear");
 * InterpolateOptions.scale(2).withMode("bicubic").withAlignCorners(true);
 * }</pre>
 *
 * @param size lengths to reach; null where there are scale factors
 * @param scaleFactor what the lengths are multiplied by, and then rounded down; null where there is
 *     a size
 * @param mode {@code nearest}, {@code nearest-exact}, {@code linear} (3 axes), {@code bilinear} or
 *     {@code bicubic} (4 axes), {@code trilinear} (5 axes) or {@code area}
 * @param alignCorners whether the centres of the first and last elements stay where they are,
 *     instead of the outer edges
 * @param recomputeScaleFactor whether positions are computed from the rounded lengths instead of
 *     the scale factor that was given
 */
public record InterpolateOptions(
    @Nullable Ints size,
    @Nullable List<Double> scaleFactor,
    String mode,
    boolean alignCorners,
    boolean recomputeScaleFactor) {
  private static final List<String> MODES =
      List.of("nearest", "nearest-exact", "linear", "bilinear", "bicubic", "trilinear", "area");

  /**
   * Checks the settings.
   *
   * @throws CremaException if there is no such mode, if not one of size and scale factor is given,
   *     or if corners are to be aligned by a mode that does not know of any
   */
  public InterpolateOptions {
    if (!MODES.contains(mode)) {
      throw new CremaException(
          "interpolate: mode must be one of %s, but was \"%s\"".formatted(MODES, mode));
    }
    if ((size == null) == (scaleFactor == null)) {
      throw new CremaException(
          "interpolate: give a size or a scale factor, not %s"
              .formatted(size == null ? "neither" : "both"));
    }
    if (recomputeScaleFactor && size != null) {
      throw new CremaException(
          "interpolate: there is no scale factor to recompute, since size is given: " + size);
    }
    if (alignCorners && !mode.endsWith("linear") && !mode.equals("bicubic")) {
      throw new CremaException(
          "interpolate: corners are aligned by linear, bilinear, bicubic and trilinear, not by "
              + mode);
    }
  }

  /** The nearest element, to reach these lengths. */
  public static InterpolateOptions size(int... lengths) {
    return new InterpolateOptions(Ints.of(lengths), null, "nearest", false, false);
  }

  /** The nearest element, to multiply the lengths. */
  public static InterpolateOptions scale(double... factors) {
    List<Double> list = Arrays.stream(factors).boxed().toList();
    return new InterpolateOptions(null, list, "nearest", false, false);
  }

  public InterpolateOptions withMode(String name) {
    return new InterpolateOptions(size, scaleFactor, name, alignCorners, recomputeScaleFactor);
  }

  public InterpolateOptions withAlignCorners(boolean align) {
    return new InterpolateOptions(size, scaleFactor, mode, align, recomputeScaleFactor);
  }

  public InterpolateOptions withRecomputeScaleFactor(boolean recompute) {
    return new InterpolateOptions(size, scaleFactor, mode, alignCorners, recompute);
  }
}
