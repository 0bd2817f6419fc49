package dev.crema.tensor.internal.text;

/**
 * How arrays are printed: {@code torch.set_printoptions}.
 *
 * @param precision digits after the point
 * @param threshold an array of more elements is summarised with "..."
 * @param edgeItems elements shown at each end of a summarised axis
 * @param lineWidth characters in a line
 */
public record PrintOptions(int precision, int threshold, int edgeItems, int lineWidth) {
  /** PyTorch's defaults. */
  public static final PrintOptions DEFAULT = new PrintOptions(4, 1000, 3, 80);

  /** Refuses what cannot be printed. */
  public PrintOptions {
    if (precision < 0 || threshold < 0 || edgeItems < 1 || lineWidth < 1) {
      throw new IllegalArgumentException(
          ("print options need precision >= 0, threshold >= 0, edgeItems >= 1, lineWidth >= 1,"
                  + " but are %d, %d, %d, %d")
              .formatted(precision, threshold, edgeItems, lineWidth));
    }
  }
}
