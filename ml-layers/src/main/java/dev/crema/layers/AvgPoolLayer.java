package dev.crema.layers;

import dev.crema.api.Module;
import dev.crema.api.plugin.Option;
import dev.crema.functional.F;
import dev.crema.functional.WindowOptions;
import dev.crema.tensor.Tensor;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What {@link AvgPool1d}, {@link AvgPool2d} and {@link AvgPool3d} share. */
public abstract sealed class AvgPoolLayer extends Module permits AvgPool1d, AvgPool2d, AvgPool3d {

  /** The settings. A list of one number stands for all spatial axes. */
  public record Config(
      @Option(doc = "size of a window") List<Integer> kernelSize,
      @Option(doc = "steps from window to window; kernel_size if not given", defaultValue = "null")
          @Nullable List<Integer> stride,
      @Option(doc = "zeros on both sides", defaultValue = "0") List<Integer> padding,
      @Option(doc = "whether what is left at the end is a window too", defaultValue = "false")
          boolean ceilMode,
      @Option(doc = "whether the padding counts in the average", defaultValue = "true")
          boolean countIncludePad) {
    /** Copies the lists. */
    public Config {
      kernelSize = List.copyOf(kernelSize);
      stride = stride == null ? null : List.copyOf(stride);
      padding = List.copyOf(padding);
    }

    /** Windows side by side, without padding. */
    public static Config of(int kernelSize) {
      return new Config(List.of(kernelSize), null, List.of(0), false, true);
    }

    private List<Integer> steps() {
      return Objects.requireNonNullElse(stride, kernelSize);
    }
  }

  private final transient Config config;
  private final transient WindowOptions options;
  private final transient int axes;

  AvgPoolLayer(Config config, int axes) {
    this.config = config;
    this.axes = axes;
    this.options =
        WindowLists.checked(
                "avg_pool" + axes + "d", axes, config.kernelSize, config.steps(), config.padding)
            .withCeilMode(config.ceilMode)
            .withCountIncludePad(config.countIncludePad);
  }

  @Override
  protected final Tensor forward(Tensor x) {
    return switch (axes) {
      case 1 -> F.avgPool1d(x, options);
      case 2 -> F.avgPool2d(x, options);
      default -> F.avgPool3d(x, options);
    };
  }

  /** PyTorch's one-dimensional layer shows tuples, the others what they were given. */
  @Override
  protected final String extraRepr() {
    return "kernel_size=%s, stride=%s, padding=%s"
        .formatted(shown(config.kernelSize), shown(config.steps()), shown(config.padding));
  }

  private String shown(List<Integer> values) {
    return axes == 1 ? Expect.tuple(values) : Expect.python(values);
  }
}
