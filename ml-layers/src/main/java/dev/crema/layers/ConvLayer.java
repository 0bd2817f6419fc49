package dev.crema.layers;

import dev.crema.api.Module;
import dev.crema.api.plugin.Option;
import dev.crema.functional.ConvOptions;
import dev.crema.functional.F;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What {@link Conv1d}, {@link Conv2d} and {@link Conv3d} share: the same over 1 to 3 axes. */
public abstract sealed class ConvLayer extends Module permits Conv1d, Conv2d, Conv3d {

  /**
   * The settings. A list of one number stands for all spatial axes.
   *
   * @param padding zeros on both sides of an axis, or the one word "same" or "valid"
   */
  public record Config(
      @Option(doc = "channels of the input") int inChannels,
      @Option(doc = "channels of the output") int outChannels,
      @Option(doc = "size of the kernel") List<Integer> kernelSize,
      @Option(doc = "steps from window to window", defaultValue = "1") List<Integer> stride,
      @Option(doc = "zeros on both sides, or same, or valid", defaultValue = "0")
          List<String> padding,
      @Option(doc = "steps from element to element of a window", defaultValue = "1")
          List<Integer> dilation,
      @Option(doc = "parts of the channels that do not see each other", defaultValue = "1")
          int groups,
      @Option(doc = "whether to add a bias", defaultValue = "true") boolean bias,
      @Option(doc = "dtype of the parameters", defaultValue = "float32") DType dtype) {

    /** Copies the lists. */
    public Config {
      kernelSize = List.copyOf(kernelSize);
      stride = List.copyOf(stride);
      padding = List.copyOf(padding);
      dilation = List.copyOf(dilation);
    }

    /** Stride 1, no padding, dilation 1, one group, a bias, float32. */
    public static Config of(int inChannels, int outChannels, int... kernelSize) {
      List<Integer> one = List.of(1);
      return new Config(
          inChannels,
          outChannels,
          list(kernelSize),
          one,
          List.of("0"),
          one,
          1,
          true,
          DType.FLOAT32);
    }

    private static List<Integer> list(int... values) {
      return IntStream.of(values).boxed().toList();
    }

    public Config withStride(int... steps) {
      return new Config(
          inChannels, outChannels, kernelSize, list(steps), padding, dilation, groups, bias, dtype);
    }

    public Config withPadding(int... zeros) {
      return withPadding(IntStream.of(zeros).mapToObj(String::valueOf).toList());
    }

    /** An output as long as the input, for stride 1. */
    public Config withSamePadding() {
      return withPadding(List.of("same"));
    }

    private Config withPadding(List<String> words) {
      return new Config(
          inChannels, outChannels, kernelSize, stride, words, dilation, groups, bias, dtype);
    }

    public Config withDilation(int... steps) {
      return new Config(
          inChannels, outChannels, kernelSize, stride, padding, list(steps), groups, bias, dtype);
    }

    public Config withGroups(int parts) {
      return new Config(
          inChannels, outChannels, kernelSize, stride, padding, dilation, parts, bias, dtype);
    }

    public Config withoutBias() {
      return new Config(
          inChannels, outChannels, kernelSize, stride, padding, dilation, groups, false, dtype);
    }

    public Config withDtype(DType other) {
      return new Config(
          inChannels, outChannels, kernelSize, stride, padding, dilation, groups, bias, other);
    }

    /** The padding in numbers; none for "same" and "valid". */
    private List<Integer> zeros(String layer) {
      if (padding.equals(List.of("same")) || padding.equals(List.of("valid"))) {
        return List.of(0);
      }
      try {
        return padding.stream().map(Integer::valueOf).toList();
      } catch (NumberFormatException e) {
        throw new CremaException(
            "padding of %s is %s: give numbers, or same, or valid".formatted(layer, padding), e);
      }
    }

    private void check(String layer, int axes) {
      Expect.positive(layer, "in_channels", inChannels);
      Expect.positive(layer, "out_channels", outChannels);
      Expect.positive(layer, "groups", groups);
      Expect.numbers(layer, "kernel_size", kernelSize, axes, 1);
      Expect.numbers(layer, "stride", stride, axes, 1);
      Expect.numbers(layer, "padding", zeros(layer), axes, 0);
      Expect.numbers(layer, "dilation", dilation, axes, 1);
      Expect.floatingDtype(layer, dtype);
      if (inChannels % groups != 0 || outChannels % groups != 0) {
        throw new CremaException(
            "groups of %s is %d, which must divide in_channels %d and out_channels %d"
                .formatted(layer, groups, inChannels, outChannels));
      }
      if (padding.contains("same") && stride.stream().anyMatch(step -> step != 1)) {
        throw new CremaException(
            "padding of %s is same, which keeps the length: the stride must be 1, but was %s"
                .formatted(layer, stride));
      }
    }
  }

  private final transient Config config;
  private final transient ConvOptions options;
  private final transient int axes;
  private final Parameter weight;
  private final @Nullable Parameter bias;

  ConvLayer(Config config, int axes) {
    config.check("conv" + axes + "d", axes);
    this.config = config;
    this.axes = axes;
    ConvOptions sliding =
        ConvOptions.DEFAULT
            .withStride(Expect.ints(config.stride))
            .withPadding(Expect.ints(config.zeros(name())))
            .withDilation(Expect.ints(config.dilation))
            .withGroups(config.groups);
    this.options = config.padding.contains("same") ? sliding.withSamePadding() : sliding;
    int[] sizes = new int[axes + 2];
    sizes[0] = config.outChannels;
    sizes[1] = config.inChannels / config.groups;
    for (int i = 0; i < axes; i++) {
      sizes[2 + i] = each(config.kernelSize).get(i);
    }
    this.weight = new Parameter(Tensor.zeros(config.dtype, Shape.of(sizes)));
    this.bias = config.bias ? new Parameter(Tensor.zeros(config.dtype, config.outChannels)) : null;
    resetParameters();
  }

  /** Draws the parameters anew. */
  public final void resetParameters() {
    Init.kaimingUniform(weight, Math.sqrt(5), Init.Fan.IN, Init.Nonlinearity.LEAKY_RELU);
    if (bias != null) {
      double bound = 1 / Math.sqrt(Init.Fans.of(weight).in());
      Init.uniform(bias, -bound, bound);
    }
  }

  /** The weight, of shape (outChannels, inChannels / groups, kernel…). */
  public final Parameter weight() {
    return weight;
  }

  /** The bias, of shape (outChannels); null where there is none. */
  public final @Nullable Parameter bias() {
    return bias;
  }

  @Override
  protected final Tensor forward(Tensor x) {
    boolean ranked = x.ndim() == axes + 1 || x.ndim() == axes + 2;
    if (!ranked || x.size(-axes - 1) != config.inChannels) {
      throw new CremaException(
          "%s: expects shape (batch, %d, %s), or without the batch, was given %s"
              .formatted(
                  name(),
                  config.inChannels,
                  List.of("length", "height, width", "depth, height, width").get(axes - 1),
                  x.shape()));
    }
    Expect.dtype(name(), config.dtype, x);
    return switch (axes) {
      case 1 -> F.conv1d(x, weight, bias, options);
      case 2 -> F.conv2d(x, weight, bias, options);
      default -> F.conv3d(x, weight, bias, options);
    };
  }

  private String name() {
    return "conv" + axes + "d";
  }

  private List<Integer> each(List<Integer> values) {
    return values.size() == axes ? values : Collections.nCopies(axes, values.getFirst());
  }

  @Override
  protected final String extraRepr() {
    StringBuilder text = new StringBuilder();
    text.append(config.inChannels).append(", ").append(config.outChannels);
    text.append(", kernel_size=").append(Expect.tuple(each(config.kernelSize)));
    text.append(", stride=").append(Expect.tuple(each(config.stride)));
    List<Integer> zeros = each(config.zeros(name()));
    if (!zeros.equals(Collections.nCopies(axes, 0))) {
      text.append(", padding=").append(Expect.tuple(zeros));
    } else if (!config.padding.getFirst().equals("0")) {
      text.append(", padding=").append(config.padding.getFirst());
    }
    if (!each(config.dilation).equals(Collections.nCopies(axes, 1))) {
      text.append(", dilation=").append(Expect.tuple(each(config.dilation)));
    }
    text.append(config.groups == 1 ? "" : ", groups=" + config.groups);
    return text.append(config.bias ? "" : ", bias=False").toString();
  }
}
