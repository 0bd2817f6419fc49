package dev.crema.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crema.api.Module;
import dev.crema.api.plugin.Plugins;
import dev.crema.functional.ConvOptions;
import dev.crema.functional.F;
import dev.crema.functional.WindowOptions;
import dev.crema.tensor.Crema;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Convolution and pooling as layers; LayersGoldenTest compares them with PyTorch. */
class WindowLayersTest {

  private static Module layer(String name, Map<String, Object> options) {
    return Plugins.load().layers().create(name, options);
  }

  /** As {@code repr} of PyTorch shows them. */
  @Test
  void looksLikePyTorchs() {
    assertThat(new Conv1d(4, 8, 3)).hasToString("Conv1d(4, 8, kernel_size=(3,), stride=(1,))");
    assertThat(new Conv2d(1, 2, 3, 2, 1))
        .hasToString("Conv2d(1, 2, kernel_size=(3, 3), stride=(2, 2), padding=(1, 1))");
    assertThat(
            new Conv2d(
                ConvLayer.Config.of(4, 6, 3, 5)
                    .withDilation(2, 1)
                    .withGroups(2)
                    .withSamePadding()
                    .withoutBias()))
        .hasToString(
            "Conv2d(4, 6, kernel_size=(3, 5), stride=(1, 1), padding=same, dilation=(2, 1),"
                + " groups=2, bias=False)");
    assertThat(new MaxPool2d(2))
        .hasToString("MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)");
    assertThat(new AvgPool1d(3, 2, 1))
        .hasToString("AvgPool1d(kernel_size=(3,), stride=(2,), padding=(1,))");
    assertThat(new AvgPool2d(3, 2, 1)).hasToString("AvgPool2d(kernel_size=3, stride=2, padding=1)");
    assertThat(new AdaptiveAvgPool1d(5)).hasToString("AdaptiveAvgPool1d(output_size=5)");
    assertThat(new AdaptiveAvgPool2d(1, 2)).hasToString("AdaptiveAvgPool2d(output_size=(1, 2))");
  }

  /** The bounds are those of kaiming_uniform(a=sqrt(5)): 1 / sqrt(fan-in), for both. */
  @Test
  void beginsLikePyTorchs() {
    Crema.manualSeed(3);
    Conv2d layer = new Conv2d(ConvLayer.Config.of(8, 32, 5).withGroups(2));
    double bound = 1 / Math.sqrt(4 * 5 * 5);
    assertThat(layer.weight().shape()).isEqualTo(Shape.of(32, 4, 5, 5));
    for (Tensor parameter : List.of(layer.weight(), layer.bias())) {
      double largest = parameter.abs().max().item();
      assertThat(largest).isBetween(0.9 * bound, bound);
    }
    double variance = layer.weight().var().item();
    assertThat(variance / (bound * bound / 3)).isBetween(0.95, 1.05);
    assertThat(layer.stateDict().keySet()).containsExactly("weight", "bias");
  }

  @Test
  void optionsReachTheOperation() {
    Tensor x = Tensor.rand(2, 4, 7, 9);
    Conv2d conv =
        (Conv2d)
            layer(
                "conv2d",
                Map.of(
                    "in_channels", 4,
                    "out_channels", 6,
                    "kernel_size", List.of(3, 2),
                    "stride", List.of(2, 1),
                    "padding", List.of(1, 0),
                    "dilation", List.of(1, 3),
                    "groups", 2));
    ConvOptions options =
        ConvOptions.DEFAULT.withStride(2, 1).withPadding(1, 0).withDilation(1, 3).withGroups(2);
    assertThat(conv.apply(x).equal(F.conv2d(x, conv.weight(), conv.bias(), options))).isTrue();
    Module same =
        layer(
            "conv2d",
            Map.of("in_channels", 4, "out_channels", 1, "kernel_size", 4, "padding", "same"));
    assertThat(same.apply(x).shape()).isEqualTo(Shape.of(2, 1, 7, 9));
    Module max =
        layer(
            "max_pool2d",
            Map.of("kernel_size", List.of(3, 2), "stride", 2, "padding", 1, "ceil_mode", true));
    WindowOptions windows = WindowOptions.of(3, 2).withStride(2).withPadding(1).withCeilMode(true);
    assertThat(max.apply(x).equal(F.maxPool2d(x, windows))).isTrue();
    Module average =
        layer(
            "avg_pool2d",
            Map.of("kernel_size", 3, "stride", 2, "padding", 1, "count_include_pad", false));
    assertThat(
            average
                .apply(x)
                .equal(
                    F.avgPool2d(
                        x,
                        WindowOptions.of(3)
                            .withStride(2)
                            .withPadding(1)
                            .withCountIncludePad(false))))
        .isTrue();
    Tensor volume = Tensor.rand(1, 2, 4, 4, 4);
    Conv3d deep = new Conv3d(2, 3, 2, 2, 1);
    ConvOptions deepOptions = ConvOptions.DEFAULT.withStride(2).withPadding(1);
    assertThat(deep.apply(volume).equal(F.conv3d(volume, deep.weight(), deep.bias(), deepOptions)))
        .isTrue();
    assertThat(new MaxPool3d(2).apply(volume).equal(F.maxPool3d(volume, 2))).isTrue();
    assertThat(new AvgPool3d(2).apply(volume).equal(F.avgPool3d(volume, 2))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "0 | 1 | 3 | 1 | 0 | 1 | in_channels of conv2d must be at least 1, but was 0",
        "4 | 6 | 0 | 1 | 0 | 1 | kernel_size of conv2d must be at least 1, but was [0]",
        "4 | 6 | 3 | 0 | 0 | 1 | stride of conv2d must be at least 1, but was [0]",
        "4 | 6 | 3 | 1 | -1 | 1 | padding of conv2d must be at least 0, but was [-1]",
        "4 | 6 | 3 | 1 | sam | 1 | padding of conv2d is [sam]: give numbers, or same, or valid",
        "4 | 6 | 3 | 2 | same | 1 | padding of conv2d is same, which keeps the length: the stride"
            + " must be 1, but was [2]",
        "4 | 6 | 3 | 1 | 0 | 3 | groups of conv2d is 3, which must divide in_channels 4 and"
            + " out_channels 6",
      })
  void refusesSettings(
      int in, int out, int kernel, int stride, String padding, int groups, String message) {
    ConvLayer.Config config =
        new ConvLayer.Config(
            in,
            out,
            List.of(kernel),
            List.of(stride),
            List.of(padding),
            List.of(1),
            groups,
            true,
            DType.FLOAT32);
    refused(() -> new Conv2d(config), message);
  }

  @Test
  void saysWhatDoesNotFit() {
    Conv2d layer = new Conv2d(1, 2, 3);
    refused(
        () -> layer.apply(Tensor.ones(5, 3, 8, 8)),
        "conv2d: expects shape (batch, 1, height, width), or without the batch, was given (5, 3, 8,"
            + " 8) [in Conv2d]");
    refused(
        () -> layer.apply(Tensor.ones(DType.FLOAT64, 1, 8, 8)),
        "conv2d: its parameters are float32, was given float64 of shape (1, 8, 8); cast the input"
            + " with to(FLOAT32) [in Conv2d]");
    refused(
        () -> layer.apply(Tensor.ones(1, 1, 2, 2)),
        "conv: axis 2 of the input (1, 1, 2, 2) is 2 long with padding of 0 and 0, but the kernel"
            + " of shape (2, 1, 3, 3) spans 3 there (dilation 1) [in Conv2d]");
    refused(
        () -> new Conv1d(ConvLayer.Config.of(1, 1, 2, 2)),
        "kernel_size of conv1d is [2, 2]: give one number, or 1, one an axis");
    refused(() -> new MaxPool2d(0), "kernel_size of max_pool2d must be at least 1, but was [0]");
    refused(
        () -> new AdaptiveAvgPool2d(0, 1),
        "output_size of adaptive_avg_pool2d must be at least 1, but was [0, 1]");
    refused(
        () -> new MaxPool2d(2).apply(Tensor.ones(4, 4)),
        "maxPool2d: expects 4 axes (batch, channels and 2 more), or one less without the batch, but"
            + " was given shape (4, 4) [in MaxPool2d]");
  }

  private static void refused(Runnable call, String message) {
    assertThatExceptionOfType(CremaException.class).isThrownBy(call::run).withMessage(message);
  }
}
