package dev.crema.tensor.internal.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crema.functional.F;
import dev.crema.functional.WindowOptions;
import dev.crema.tensor.Composition;
import dev.crema.tensor.Compositions;
import dev.crema.tensor.DType;
import dev.crema.tensor.LossCompositions;
import dev.crema.tensor.Normalizations;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.UnaryFn;
import dev.crema.tensor.internal.kernels.Kernels;
import dev.crema.tensor.random.Philox;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Fused kernels at the sizes of real models and on both sides of the sizes at which they cut their
 * work or leave it to the body: to the bit the body's values and gradients of both orders, by
 * vector and scalar kernels, and within rounding those of float64. See {@link FusedCheck}.
 */
@Tag("kernels")
class FusedRealSizesTest {
  private static final int CHUNK = Kernels.CHUNK;

  private static Tensor random(int... shape) {
    return Tensor.randn(Philox.of(shape[0], shape.length, 0), DType.FLOAT32, Shape.of(shape));
  }

  private static Tensor labels(int rows, int classes) {
    return Tensor.randint(new Philox(rows), 0, classes, Shape.of(rows));
  }

  private static void claimed(boolean wanted, Composition composition, Tensor... inputs) {
    assertThat(FusedCheck.VECTOR.claims(composition, inputs)).isEqualTo(wanted);
  }

  @ParameterizedTest
  @CsvSource({
    "64, 784, 512, , 1", "64, 784, 512, RELU, 2", "64, 784, 512, SIGMOID, 1",
    "128, 400, 784, , 1", "128, 400, 784, TANH, 1", "32, 768, 3072, RELU, 1",
    "32, 768, 3072, SIGMOID, 0", "1, 4096, 4096, TANH, 1", "8, 4096, 4096, , 0",
    "8, 4096, 4096, SIGMOID, 1", "7, 300, 200, , 2", "7, 300, 200, TANH, 2",
    "7, 300, 200, SIGMOID, 2",
  })
  void linear(int rows, int in, int out, UnaryFn activation, int orders) {
    Composition linear = new Compositions.Linear(activation);
    Tensor x = random(rows, in);
    // As layers begin: outputs of the size of 1.
    Tensor weight = random(out, in).div(StrictMath.sqrt(in));
    claimed(true, linear, x, weight, random(out));
    FusedCheck.of(linear, orders).allWays(100, x, weight, random(out));
  }

  /** Outputs on both sides of what one thread finishes. */
  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1})
  void biasAndActivationOfBlocks(int more) {
    for (int n : new int[] {1, 37, 512, FusedRun.GRAIN}) {
      Composition relu = new Compositions.Linear(UnaryFn.RELU);
      Composition tanh = new Compositions.Linear(UnaryFn.TANH);
      int rows = Math.max(1, FusedRun.GRAIN / n + more);
      Tensor weight = random(n + (n == FusedRun.GRAIN ? more : 0), 3);
      FusedCheck.of(relu, 2).allWays(100, random(rows, 3), weight, random(weight.size(0)));
      FusedCheck.of(tanh, 2).allWays(100, random(3, rows, 3), weight);
      Tensor turned = random(rows, 3).flip(0);
      FusedCheck.of(new Compositions.Linear(), 2)
          .allWays(100, turned, weight, random(weight.size(0)));
    }
  }

  @ParameterizedTest
  @CsvSource({"64, 10", "64, 1000", "768, 65", "5, 4095", "5, 4096", "5, 4097"})
  void rowsOfClasses(int rows, int classes) {
    Tensor x = random(rows, classes);
    Tensor labels = labels(rows, classes);
    boolean fused = classes <= CHUNK;
    Composition softmax = new Compositions.Softmax(1);
    Composition logSoftmax = new Compositions.LogSoftmax(1);
    Composition entropy = new LossCompositions.CrossEntropy();
    claimed(fused, softmax, x);
    claimed(fused, new Compositions.SoftmaxGrad(1), x, x);
    claimed(fused, logSoftmax, x);
    claimed(fused, new Compositions.LogSoftmaxGrad(1), x, x);
    claimed(fused, entropy, x, labels);
    claimed(fused, new LossCompositions.CrossEntropyGrad(), Tensor.of(1f).squeeze(), x, labels);
    FusedCheck.of(softmax, 2).allWays(100, x);
    FusedCheck.of(logSoftmax, 2).allWays(100, x);
    FusedCheck.of(entropy, 2).allWays(100, x, labels);
  }

  /** As many rows as one sum takes, and one more. */
  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1})
  void labelsOfChunks(int more) {
    Tensor x = random(CHUNK + more, 10);
    Tensor labels = labels(CHUNK + more, 10);
    Composition entropy = new LossCompositions.CrossEntropy();
    claimed(more < 1, entropy, x, labels);
    claimed(true, new LossCompositions.CrossEntropyGrad(), Tensor.of(1f).squeeze(), x, labels);
    // The gradient of the gradient that arrives is one sum whose terms cancel.
    FusedCheck.of(entropy, 2).allWays(400, x, labels);
  }

  /** Rows on both sides of what one thread takes, and a row longer than that. */
  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1})
  void rowsOfBlocks(int more) {
    for (int columns : new int[] {1, 65, CHUNK}) {
      Tensor x = random(2 * FloatRows.GRAIN / columns + more, columns);
      FusedCheck.of(new Compositions.Softmax(1), 2).allWays(100, x);
      // A row of one number is its mean, and of its gradient rounding alone is left.
      Tensor rows = columns == 1 ? random(2 * FloatRows.GRAIN / 5 + more, 5) : x;
      FusedCheck.of(new Normalizations.LayerNorm(1, 1e-5, false, false), 1).allWays(100, rows);
    }
  }

  @ParameterizedTest
  @CsvSource({"768, 128", "1024, 768", "9, 4095", "9, 4096", "9, 4097"})
  void layerNorm(int rows, int columns) {
    Tensor x = random(rows, columns);
    Tensor weight = random(columns);
    Composition norm = new Normalizations.LayerNorm(1, 1e-5, true, true);
    claimed(columns <= CHUNK, norm, x, weight, weight);
    // Gradients of the gradient that arrives: y, three of the first order, three more before it.
    FusedCheck.of(norm, 2).summedOtherwise(7).allWays(100, x, weight, random(columns).flip(0));
    FusedCheck.of(new Normalizations.LayerNorm(1, 1e-5, false, false), 2).allWays(100, x);
  }

  /** Rows of two axes. */
  @ParameterizedTest
  @ValueSource(ints = {63, 64, 65})
  void layerNormOfPlanes(int columns) {
    Composition norm = new Normalizations.LayerNorm(2, 1e-5, true, false);
    Tensor x = random(9, 64, columns);
    claimed(columns <= 64, norm, x, random(64, columns));
    FusedCheck.of(norm, 2).allWays(100, x, random(columns, 64).t());
  }

  /** Rows without axes behind the channels are left to the body, which sums them as columns. */
  @Test
  void batchNormOfRows() {
    Tensor x = random(200, 48);
    Composition norm = new Normalizations.BatchNorm(1e-5, true, true);
    claimed(false, norm, x, random(48), random(48));
    FusedCheck.of(norm, 2).allWays(100, x, random(48), random(48));
  }

  @ParameterizedTest
  @CsvSource({"32, 64, 16, 2", "8, 3, 224, 1", "1, 2, 64, 2", "1, 2, 65, 2"})
  void batchNorm(int batch, int channels, int side, int orders) {
    Tensor x = random(batch, channels, side, side);
    Tensor weight = random(channels);
    Composition norm = new Normalizations.BatchNorm(1e-5, true, true);
    claimed(true, norm, x, weight, weight);
    FusedCheck.of(norm, orders).allWays(100, x, weight, random(channels).flip(0));
    FusedCheck.of(new Normalizations.BatchNorm(1e-5, false, false), orders).allWays(100, x);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1, 100_000})
  void meanSquaredError(int more) {
    Tensor x = random(CHUNK + more);
    Composition loss = new LossCompositions.MeanSquaredError();
    claimed(more < 1, loss, x, x);
    claimed(more < 1, new LossCompositions.MeanSquaredErrorGrad(), random(1).squeeze(), x, x);
    FusedCheck.of(loss, 2).allWays(100, x, random(CHUNK + more, 2).select(1, 1));
  }

  /** Gradients of maxima are scattered to where these were. */
  @ParameterizedTest
  @CsvSource({
    "64, 6, 28, 2, 2, 0",
    "8, 64, 32, 3, 2, 1",
    "2, 3, 224, 3, 2, 1",
    "2, 2, 65, 3, 1, 0"
  })
  void maxPool(int batch, int channels, int side, int kernel, int stride, int padding) {
    WindowOptions options =
        WindowOptions.of(kernel, kernel).withStride(stride, stride).withPadding(padding, padding);
    FusedCheck.of("maxPool", x -> F.maxPool2d(x, options))
        .allWays(100, random(batch, channels, side, side));
  }
}
