package dev.crema.layers;

import dev.crema.api.Module;
import dev.crema.api.plugin.Option;
import dev.crema.functional.F;
import dev.crema.functional.WindowOptions;
import dev.crema.tensor.Tensor;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What {@link MaxPool1d}, {@link MaxPool2d} and {@link MaxPool3d} share. */
public abstract sealed class MaxPoolLayer extends Module permits MaxPool1d, MaxPool2d, MaxPool3d {

  /** The settings. A list of one number stands for all spatial axes. */
  public record Config(
      @Option(doc = "size of a window") List<Integer> kernelSize,
      @Option(doc = "steps from window to window; kernel_size if not given", defaultValue = "null")
          @Nullable List<Integer> stride,
      @Option(doc = "absent elements on both sides", defaultValue = "0") List<Integer> padding,
      @Option(doc = "steps from element to element of a window", defaultValue = "1")
          List<Integer> dilation,
      @Option(doc = "whether what is left at the end is a window too", defaultValue = "false")
          boolean ceilMode) {
    /** Copies the lists. */
    public Config {
      kernelSize = List.copyOf(kernelSize);
      stride = stride == null ? null : List.copyOf(stride);
      padding = List.copyOf(padding);
      dilation = List.copyOf(dilation);
    }

    /** Windows side by side, without padding. */
    public static Config of(int kernelSize) {
      return new Config(List.of(kernelSize), null, List.of(0), List.of(1), false);
    }

    private List<Integer> steps() {
      return Objects.requireNonNullElse(stride, kernelSize);
    }
  }

  private final transient Config config;
  private final transient WindowOptions options;
  private final transient int axes;

  MaxPoolLayer(Config config, int axes) {
    this.config = config;
    this.axes = axes;
    this.options =
        WindowLists.checked(
                "max_pool" + axes + "d", axes, config.kernelSize, config.steps(), config.padding)
            .withDilation(Expect.ints(config.dilation))
            .withCeilMode(config.ceilMode);
    Expect.numbers("max_pool" + axes + "d", "dilation", config.dilation, axes, 1);
  }

  @Override
  protected final Tensor forward(Tensor x) {
    return switch (axes) {
      case 1 -> F.maxPool1d(x, options);
      case 2 -> F.maxPool2d(x, options);
      default -> F.maxPool3d(x, options);
    };
  }

  @Override
  protected final String extraRepr() {
    return "kernel_size=%s, stride=%s, padding=%s, dilation=%s, ceil_mode=%s"
        .formatted(
            Expect.python(config.kernelSize),
            Expect.python(config.steps()),
            Expect.python(config.padding),
            Expect.python(config.dilation),
            Expect.python(config.ceilMode));
  }
}
