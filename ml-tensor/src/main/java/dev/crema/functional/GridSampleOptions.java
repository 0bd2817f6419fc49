package dev.crema.functional;

import dev.crema.tensor.CremaException;
import java.util.List;

/**
 * How {@link F#gridSample} reads between elements and beyond them.
 *
 * @param mode {@code bilinear} (of volumes: trilinear), {@code nearest} or {@code bicubic} (images
 *     only)
 * @param padding what lies outside: {@code zeros}, {@code border} (the nearest element) or {@code
 *     reflection}
 * @param alignCorners whether -1 and 1 are the centres of the first and last elements instead of
 *     their outer edges
 */
public record GridSampleOptions(String mode, String padding, boolean alignCorners) {
  private static final List<String> MODES = List.of("bilinear", "nearest", "bicubic");
  private static final List<String> PADDINGS = List.of("zeros", "border", "reflection");

  /** PyTorch's: bilinear, zeros, edges. */
  public static final GridSampleOptions DEFAULT = new GridSampleOptions("bilinear", "zeros", false);

  /**
   * Checks the words.
   *
   * @throws CremaException if there is no such mode or padding
   */
  public GridSampleOptions {
    if (!MODES.contains(mode) || !PADDINGS.contains(padding)) {
      throw new CremaException(
          "gridSample: mode must be one of %s and padding one of %s, but were \"%s\" and \"%s\""
              .formatted(MODES, PADDINGS, mode, padding));
    }
  }

  public GridSampleOptions withMode(String name) {
    return new GridSampleOptions(name, padding, alignCorners);
  }

  public GridSampleOptions withPadding(String name) {
    return new GridSampleOptions(mode, name, alignCorners);
  }

  public GridSampleOptions withAlignCorners(boolean align) {
    return new GridSampleOptions(mode, padding, align);
  }
}
