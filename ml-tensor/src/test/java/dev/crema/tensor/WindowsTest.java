package dev.crema.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crema.functional.ConvOptions;
import dev.crema.functional.F;
import dev.crema.functional.WindowOptions;
import dev.crema.tensor.random.Philox;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Convolution and pooling as PyTorch calls them. */
class WindowsTest {

  private static Tensor normal(int... shape) {
    return Tensor.randn(Philox.of(7, shape.length, 0), DType.FLOAT64, Shape.of(shape));
  }

  @Test
  void agreesWithPyTorch() {
    assertThat(TorchCases.read("conv.json").only("F.conv1d").check(WindowsTest::conv)).isOne();
    assertThat(TorchCases.read("conv.json").only("F.conv2d").check(WindowsTest::conv)).isEqualTo(4);
    assertThat(TorchCases.read("conv.json").only("F.conv3d").check(WindowsTest::conv)).isOne();
    assertThat(golden("F\\.conv[123]d.*").check(WindowsTest::conv)).isEqualTo(9);
    assertThat(TorchCases.read("windows.json").check(WindowsTest::windows)).isEqualTo(12);
    assertThat(golden("F\\.(max_pool|avg_pool|fold).*").check(WindowsTest::windows)).isEqualTo(7);
  }

  private static TorchCases golden(String call) {
    return TorchCases.golden("ops_nn.json").only(given -> given.call().matches(call));
  }

  private static Tensor[] conv(TorchCases.Case given) {
    Tensor x = given.input("x");
    int axes = x.ndim() - 2;
    ConvOptions options =
        ConvOptions.DEFAULT
            .withStride(given.ints("stride", axes, 1).toArray())
            .withDilation(given.ints("dilation", axes, 1).toArray())
            .withGroups(given.ints("groups", 1, 1).get(0));
    options =
        given.text("padding").contains("same")
            ? options.withSamePadding()
            : options.withPadding(given.ints("padding", axes, 0).toArray());
    Tensor w = given.input("w");
    Tensor b = given.input("b");
    return new Tensor[] {
      switch (axes) {
        case 1 -> F.conv1d(x, w, b, options);
        case 2 -> F.conv2d(x, w, b, options);
        default -> F.conv3d(x, w, b, options);
      }
    };
  }

  private static Tensor[] windows(TorchCases.Case given) {
    Tensor x = given.input("x");
    String call = given.call();
    if (call.startsWith("x.unfold")) {
      int axis = given.ints("axis", 1, 0).get(0);
      int step = given.ints("step", 1, 0).get(0);
      return new Tensor[] {x.unfold(axis, given.ints("size", 1, 0).get(0), step)};
    }
    boolean fold = call.startsWith("F.fold");
    int axes = call.contains("fold") ? 2 : call.charAt(call.indexOf("pool") + 4) - '0';
    Ints kernel = given.ints("kernel_size", axes, 0);
    kernel = kernel.get(0) == 0 ? given.ints(fold ? "arg2" : "arg1", axes, 0) : kernel;
    WindowOptions options =
        WindowOptions.of(kernel.toArray())
            .withDilation(given.ints("dilation", axes, 1).toArray())
            .withPadding(given.ints("padding", axes, 0).toArray())
            .withCeilMode(call.contains("ceil_mode=True"))
            .withCountIncludePad(!call.contains("count_include_pad=False"));
    if (!given.text("stride").isEmpty()) {
      options = options.withStride(given.ints("stride", axes, 0).toArray());
    }
    if (fold) {
      Ints size = given.ints("output_size", 2, 0);
      size = size.get(0) == 0 ? given.ints("arg1", 2, 0) : size;
      return new Tensor[] {F.fold(x, size.get(0), size.get(1), options)};
    }
    if (call.startsWith("F.unfold")) {
      return new Tensor[] {F.unfold(x, options)};
    }
    return pooled(call, x, axes, options, given.text("kernel_size").isEmpty());
  }

  private static Tensor[] pooled(
      String call, Tensor x, int axes, WindowOptions options, boolean golden) {
    if (call.contains("avg")) {
      return new Tensor[] {average(x, axes, options)};
    }
    ValuesAndIndices found =
        switch (axes) {
          case 1 -> F.maxPool1dWithIndices(x, options);
          case 2 -> F.maxPool2dWithIndices(x, options);
          default -> F.maxPool3dWithIndices(x, options);
        };
    return golden && !call.contains("return_indices")
        ? new Tensor[] {found.values()}
        : new Tensor[] {found.values(), found.indices()};
  }

  private static Tensor average(Tensor x, int axes, WindowOptions options) {
    return switch (axes) {
      case 1 -> F.avgPool1d(x, options);
      case 2 -> F.avgPool2d(x, options);
      default -> F.avgPool3d(x, options);
    };
  }

  /** The loop of PyTorch's pooling kernels over one axis, its outer product taken for two. */
  @Test
  void poolsEqualTheirDefinition() {
    int compared = 0;
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      int kernel = 1 + random.nextInt(4);
      int stride = 1 + random.nextInt(4);
      int padding = random.nextInt(kernel / 2 + 1);
      WindowOptions options =
          WindowOptions.of(kernel)
              .withStride(stride)
              .withPadding(padding)
              .withCeilMode(random.nextBoolean())
              .withCountIncludePad(random.nextBoolean());
      int length = Math.max(1, kernel - 2 * padding) + random.nextInt(8);
      Tensor x = normal(3, length, 2).transpose(1, 2);
      double[][] wanted = new double[2][];
      int outputs = definition(x.select(1, 1).select(0, 2).toDoubles(), options, wanted);
      String what = options + " of " + length;
      Tensor average = F.avgPool1d(x, options);
      assertThat(average.shape()).as(what).isEqualTo(Shape.of(3, 2, outputs));
      near(average.select(1, 1).select(0, 2).toDoubles(), wanted[0], what);
      near(F.maxPool1d(x, options).select(1, 1).select(0, 2).toDoubles(), wanted[1], what);
      compared += outputs;
    }
    assertThat(compared).isGreaterThan(1_000);
  }

  private static int definition(double[] x, WindowOptions options, double[][] results) {
    int kernel = options.kernel().get(0);
    int stride = options.stride().get(0);
    int pad = options.padding().get(0);
    int outputs =
        Math.floorDiv(x.length + 2 * pad - kernel + (options.ceilMode() ? stride - 1 : 0), stride)
            + 1;
    if (options.ceilMode() && (outputs - 1) * stride >= x.length + pad) {
      outputs--;
    }
    results[0] = new double[outputs];
    results[1] = new double[outputs];
    for (int o = 0; o < outputs; o++) {
      int start = o * stride - pad;
      int end = Math.min(start + kernel, x.length + pad);
      int size = end - start;
      start = Math.max(start, 0);
      end = Math.min(end, x.length);
      double sum = 0;
      double max = Double.NEGATIVE_INFINITY;
      for (int i = start; i < end; i++) {
        sum += x[i];
        max = Math.max(max, x[i]);
      }
      results[0][o] = sum / (options.countIncludePad() ? size : end - start);
      results[1][o] = max;
    }
    return outputs;
  }

  private static void near(double[] got, double[] want, String what) {
    assertThat(got).as(what).hasSameSizeAs(want);
    for (int i = 0; i < got.length; i++) {
      assertThat(Math.abs(got[i] - want[i])).as(what).isLessThan(1e-12);
    }
  }

  /** In two dimensions the windows at the corners count fewer elements along both axes. */
  @Test
  void averagesOverCornersDivideByWhatIsThere() {
    Tensor ones = Tensor.ones(1, 1, 4, 5);
    WindowOptions options = WindowOptions.of(3).withStride(2).withPadding(1).withCeilMode(true);
    assertThat(F.avgPool2d(ones, options.withCountIncludePad(false)).toFloats()).containsOnly(1);
    Tensor padded = F.avgPool2d(ones, options);
    assertThat(padded.shape()).isEqualTo(Shape.of(1, 1, 3, 3));
    // Row 2 covers rows 3 and the padding below it; it would hang over by one, which is not there.
    assertThat(padded.mul(18).round().toInts()).containsExactly(8, 12, 8, 12, 18, 12, 6, 9, 6);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 9, 12})
  void adaptiveAveragesEqualTheirDefinition(int outputs) {
    Tensor x = normal(2, 3, 6).transpose(0, 1);
    double[][][] got = (double[][][]) F.adaptiveAvgPool1d(x, outputs).toArray();
    for (int n = 0; n < 3; n++) {
      for (int c = 0; c < 2; c++) {
        double[] row = x.get(n, c).toDoubles();
        for (int o = 0; o < outputs; o++) {
          int from = (int) Math.floor(o * 6.0 / outputs);
          int to = (int) Math.ceil((o + 1) * 6.0 / outputs);
          double sum = 0;
          for (int i = from; i < to; i++) {
            sum += row[i];
          }
          assertThat(Math.abs(got[n][c][o] - sum / (to - from))).isLessThan(1e-14);
        }
      }
    }
  }

  @Test
  void anAdaptiveAverageLeavesOtherStretchesAlone() {
    Tensor x = Tensor.of(new float[] {1, 2, Float.POSITIVE_INFINITY, 4, 5}, 1, 1, 5);
    assertThat(F.adaptiveAvgPool1d(x, 3).toFloats())
        .containsExactly(1.5f, Float.POSITIVE_INFINITY, 4.5f);
    Tensor image = normal(2, 5, 7);
    assertThat(F.adaptiveAvgPool2d(image, 5, 7).equal(image)).isTrue();
    near(
        F.adaptiveAvgPool2d(image, 1, 1).toDoubles(),
        image.mean(1, 2).toDoubles(),
        "a single stretch");
    assertThat(F.adaptiveAvgPool3d(normal(1, 1, 3, 4, 5), 2, 3, 5).shape())
        .isEqualTo(Shape.of(1, 1, 2, 3, 5));
  }

  @Test
  void anInputWithoutBatchIsOneOfABatch() {
    Tensor x = normal(2, 6, 5);
    Tensor w = normal(3, 2, 2, 2);
    Tensor b = normal(3);
    Tensor batch = x.unsqueeze(0);
    assertThat(F.conv2d(x, w, b).equal(F.conv2d(batch, w, b).squeeze(0))).isTrue();
    assertThat(F.maxPool2d(x, 2).equal(F.maxPool2d(batch, 2).squeeze(0))).isTrue();
    assertThat(F.avgPool2d(x, 2).equal(F.avgPool2d(batch, 2).squeeze(0))).isTrue();
    Tensor columns = F.unfold(x, WindowOptions.of(2));
    assertThat(columns.equal(F.unfold(batch, WindowOptions.of(2)).squeeze(0))).isTrue();
    assertThat(F.fold(columns, 6, 5, WindowOptions.of(2)).shape()).isEqualTo(x.shape());
  }

  /** A convolution is a product of the weight with the columns. */
  @Test
  void unfoldedImagesTimesTheWeightAreAConvolution() {
    Tensor x = normal(2, 3, 7, 6);
    Tensor w = normal(4, 3, 3, 2);
    ConvOptions conv = ConvOptions.DEFAULT.withStride(2, 1).withPadding(1, 0).withDilation(1, 2);
    WindowOptions windows =
        WindowOptions.of(3, 2).withStride(2, 1).withPadding(1, 0).withDilation(1, 2);
    Tensor y = F.conv2d(x, w, null, conv);
    Tensor product = w.reshape(4, -1).matmul(F.unfold(x, windows));
    near(product.toDoubles(), y.toDoubles(), "as a product");
    // fold(unfold(1)) counts the windows in which an element lies.
    Tensor counts = F.fold(F.unfold(x.onesLike(), windows), 7, 6, windows);
    double area = 3 * 3 * 2;
    assertThat(counts.sum().item()).isEqualTo(F.unfold(x.onesLike(), windows).sum().item());
    assertThat(F.unfold(x, windows).shape())
        .isEqualTo(Shape.of(2, (int) area, y.size(2) * y.size(3)));
  }

  @Test
  void anEmptyBatchStaysEmpty() {
    Tensor x = Tensor.zeros(0, 2, 4, 4).requiresGrad(true);
    Tensor w = Tensor.ones(3, 2, 2, 2).requiresGrad(true);
    Tensor y = F.conv2d(x, w, Tensor.zeros(3));
    assertThat(y.shape()).isEqualTo(Shape.of(0, 3, 3, 3));
    y.sum().backward();
    assertThat(w.grad().toFloats()).containsOnly(0);
    assertThat(F.maxPool2d(x, 2).shape()).isEqualTo(Shape.of(0, 2, 2, 2));
    assertThat(F.avgPool2d(x, 2).shape()).isEqualTo(Shape.of(0, 2, 2, 2));
    assertThat(F.adaptiveAvgPool2d(x, 3, 1).shape()).isEqualTo(Shape.of(0, 2, 3, 1));
    assertThat(F.unfold(x, WindowOptions.of(3)).shape()).isEqualTo(Shape.of(0, 18, 4));
  }

  @Test
  void gradientsMatchFiniteDifferencesToSecondOrder() {
    Tensor image = normal(5, 2, 4).transpose(0, 1);
    Tensor strided = normal(2, 5, 4, 2).permute(0, 3, 2, 1).flip(3);
    Tensor w = normal(2, 2, 2, 2);
    ConvOptions same = ConvOptions.DEFAULT.withSamePadding().withDilation(1, 3);
    check(in -> F.conv2d(in[0], in[1], in[2], same), strided, w.transpose(0, 1), normal(2));
    check(in -> F.conv1d(in[0], in[1], null), image.unsqueeze(0).flatten(0, 1), normal(2, 5, 2));
    WindowOptions odd = WindowOptions.of(3, 2).withStride(2).withPadding(1).withCeilMode(true);
    check(in -> F.maxPool2d(in[0], odd), strided);
    check(in -> F.avgPool2d(in[0], odd), strided);
    check(in -> F.avgPool2d(in[0], odd.withCountIncludePad(false)), strided);
    check(in -> F.adaptiveAvgPool2d(in[0], 3, 4), strided);
    check(in -> F.unfold(in[0], odd.withDilation(1, 2)), strided);
    check(in -> F.fold(in[0], 3, 4, WindowOptions.of(2)), normal(2, 6, 4).transpose(1, 2));
  }

  private static void check(Function<Tensor[], Tensor> f, Tensor... inputs) {
    GradCheck.check(f, inputs);
    GradCheck.checkSecond(f, inputs);
  }

  @Test
  void saysWhatDoesNotFit() {
    Tensor x = Tensor.zeros(2, 3, 8, 8);
    Tensor w = Tensor.zeros(4, 3, 3, 3);
    refused(
        () -> F.conv1d(x, w, null),
        "conv1d: expects an input (batch, channels, length), or without the batch, but was given"
            + " shape (2, 3, 8, 8)");
    refused(
        () -> F.conv2d(x, Tensor.zeros(4, 3, 3), null),
        "conv2d: expects a weight (outputs, channels / groups, height, width), but was given shape"
            + " (4, 3, 3)");
    refused(
        () -> F.conv2d(x, w, Tensor.zeros(3)),
        "conv2d: a weight of shape (4, 3, 3, 3) has 4 outputs and takes a bias of shape (4,), but"
            + " was given (3,)");
    refused(
        () -> F.conv2d(x, w, null, ConvOptions.DEFAULT.withStride(1, 2, 3)),
        "conv2d: stride is [1, 2, 3]; give one number for all axes or 2, one for each");
    refused(
        () -> F.conv2d(x, w, null, ConvOptions.DEFAULT.withPadding(-1)),
        "conv2d: padding is [-1]; give numbers of 0 or more");
    refused(
        () -> F.conv2d(x, w, null, ConvOptions.DEFAULT.withStride(2).withSamePadding()),
        "conv2d: padding 'same' keeps the length, so the stride must be 1, but is [2]");
    refused(
        () -> F.maxPool2d(x, WindowOptions.of(2).withPadding(2)),
        "maxPool2d: padding [2] is more than half of the window (kernel [2], dilation [1])");
    refused(
        () -> F.maxPool1d(x, 2),
        "maxPool1d: expects 3 axes (batch, channels and 1 more), or one less without the batch, but"
            + " was given shape (2, 3, 8, 8)");
    refused(
        () -> F.avgPool2d(x.to(DType.INT64), 2),
        "avgPool2d: averages need a floating dtype, but was given int64 of shape (2, 3, 8, 8); cast"
            + " with to(FLOAT32)");
    refused(
        () -> F.adaptiveAvgPool2d(x, 0, 2),
        "adaptiveAvgPool2d: the output size is [0, 2]; give numbers of 1 or more");
    refused(
        () -> F.adaptiveAvgPool1d(Tensor.zeros(2, 3, 0), 2),
        "adaptiveAvgPool1d: shape (2, 3, 0) has nothing to average on axis 2");
    refused(
        () -> F.fold(Tensor.zeros(1, 8, 9), 4, 4, WindowOptions.of(2).withStride(2)),
        "fold: an image of 4 x 4 has 2 x 2 windows of 2 x 2, so the columns must be (batch, a"
            + " multiple of 4, 4), but their shape is (1, 8, 9)");
    refused(
        () -> F.unfold(Tensor.zeros(8), WindowOptions.of(2)),
        "unfold: expects images (batch, channels, height, width), or without the batch, but was"
            + " given shape (8,)");
  }

  private static void refused(Runnable call, String message) {
    assertThatExceptionOfType(CremaException.class).isThrownBy(call::run).withMessage(message);
  }
}
