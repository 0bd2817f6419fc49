package dev.crema.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crema.tensor.random.Philox;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Convolutions against their definition to the bit, PyTorch, and finite differences. */
class ConvTest {
  /** Settings that fit together, and shapes for them. */
  private record Problem(ProductOp.Conv op, Shape x, Shape w) {
    static Problem random(int seed) {
      Random random = new Random(seed);
      int axes = 1 + random.nextInt(3);
      int groups = random.nextInt(3) == 0 ? 2 : 1;
      int batchGroups = groups == 1 && random.nextInt(3) == 0 ? 3 : 1;
      int channels = 1 + random.nextInt(3);
      int[] x = new int[axes + 2];
      int[] w = new int[axes + 2];
      x[0] = batchGroups * (1 + random.nextInt(2));
      x[1] = channels * groups;
      w[0] = groups * batchGroups * (1 + random.nextInt(3));
      w[1] = channels;
      int[][] lists = new int[5][axes];
      for (int i = 0; i < axes; i++) {
        x[i + 2] = 1 + random.nextInt(9 - 2 * axes);
        w[i + 2] = 1 + random.nextInt(3);
        lists[0][i] = 1 + random.nextInt(3);
        lists[3][i] = 1 + random.nextInt(3);
        lists[4][i] = 1 + random.nextInt(4);
        lists[1][i] = random.nextInt(5) - 1;
        lists[2][i] = random.nextInt(4) - 1;
        int spread = (x[i + 2] - 1) * lists[4][i] + 1 + lists[1][i] + lists[2][i];
        int span = (w[i + 2] - 1) * lists[3][i] + 1;
        lists[2][i] += Math.max(0, span - spread);
      }
      ProductOp.Conv op =
          new ProductOp.Conv(
              Ints.of(lists[0]),
              Ints.of(lists[1]),
              Ints.of(lists[2]),
              Ints.of(lists[3]),
              Ints.of(lists[4]),
              groups,
              batchGroups);
      return new Problem(op, Shape.of(x), Shape.of(w));
    }

    Tensor input(DType dtype) {
      return normal(dtype, 1, x);
    }

    Tensor weight(DType dtype) {
      return normal(dtype, 2, w);
    }
  }

  private static Tensor normal(DType dtype, long stream, Shape shape) {
    return Tensor.randn(Philox.of(5, stream, 0), dtype, shape);
  }

  private static Tensor normal(int... shape) {
    return normal(DType.FLOAT64, 3, Shape.of(shape));
  }

  private static ProductOp.Conv conv2d(int stride, int padding, int dilation, int groups) {
    return new ProductOp.Conv(
        Ints.of(stride, stride),
        Ints.of(padding, padding),
        Ints.of(padding, padding),
        Ints.of(dilation, dilation),
        Ints.of(1, 1),
        groups,
        1);
  }

  @Test
  void equalsItsDefinitionToTheBit() {
    int compared = 0;
    for (int seed = 0; seed < 400; seed++) {
      Problem problem = Problem.random(seed);
      compared += compareBits(problem.op, problem, DType.FLOAT32);
      compared += compareBits(problem.op, problem, DType.FLOAT64);
    }
    assertThat(compared).isGreaterThan(20_000);
  }

  private static int compareBits(ProductOp.Conv op, Problem problem, DType dtype) {
    Tensor x = problem.input(dtype);
    Tensor w = problem.weight(dtype);
    Tensor y = Dispatcher.apply(op, x, w);
    if (dtype == DType.FLOAT32) {
      assertThat(y.toFloats()).as("%s", problem).isEqualTo(NaiveConv.floats(op, x, w, y.shape()));
    } else {
      assertThat(y.toDoubles()).as("%s", problem).isEqualTo(NaiveConv.doubles(op, x, w, y.shape()));
    }
    return (int) y.numel();
  }

  /** 5,000 terms an output are two chunks; one output alone is no reduction. */
  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void joinsChunksOfLongSums(int size) {
    ProductOp.Conv op = conv2d(1, 0, 1, 1);
    Problem problem = new Problem(op, Shape.of(2, 200, size + 4, size + 4), Shape.of(3, 200, 5, 5));
    assertThat(compareBits(op, problem, DType.FLOAT32)).isEqualTo(6 * size * size);
    assertThat(compareBits(op, problem, DType.FLOAT64)).isEqualTo(6 * size * size);
  }

  @Test
  void givesTheSameBitsOnAnyNumberOfThreads() {
    Tensor x = normal(DType.FLOAT32, 1, Shape.of(3, 8, 30, 30)).requiresGrad(true);
    Tensor w = normal(DType.FLOAT32, 2, Shape.of(16, 8, 3, 3)).requiresGrad(true);
    int before = Crema.threads();
    try {
      Crema.threads(1);
      float[][] alone = outputAndGradients(x, w);
      Crema.threads(5);
      assertThat(outputAndGradients(x, w)).isDeepEqualTo(alone);
    } finally {
      Crema.threads(before);
    }
  }

  private static float[][] outputAndGradients(Tensor x, Tensor w) {
    Tensor y = Dispatcher.apply(conv2d(2, 1, 1, 1), x, w);
    var gradients = Autograd.grad(y.square().sum(), x, w);
    return new float[][] {
      y.toFloats(),
      java.util.Objects.requireNonNull(gradients.get(0)).toFloats(),
      java.util.Objects.requireNonNull(gradients.get(1)).toFloats()
    };
  }

  @Test
  void readsInputsThatLieAnyhow() {
    Tensor x = normal(6, 4, 8, 3).permute(1, 3, 0, 2).flip(2);
    Tensor w = normal(1, 3, 1, 2).expand(5, 3, 3, 2);
    ProductOp.Conv op = conv2d(2, 1, 1, 1);
    assertThat(x.isContiguous()).isFalse();
    Tensor plain = Dispatcher.apply(op, x.contiguous(), w.contiguous());
    assertThat(Dispatcher.apply(op, x, w).toDoubles()).isEqualTo(plain.toDoubles());
    GradCheck.check(in -> Dispatcher.apply(op, in), x, w);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT16", "BFLOAT16"})
  void computesSixteenBitsInFloat32(DType dtype) {
    Tensor x = normal(2, 3, 5, 5).to(dtype);
    Tensor w = normal(4, 3, 3, 3).to(dtype);
    ProductOp.Conv op = conv2d(1, 1, 1, 1);
    Tensor wide = Dispatcher.apply(op, x.to(DType.FLOAT32), w.to(DType.FLOAT32));
    Tensor narrow = Dispatcher.apply(op, x, w);
    assertThat(narrow.dtype()).isEqualTo(dtype);
    assertThat(narrow.toFloats()).isEqualTo(wide.to(dtype).toFloats());
  }

  @Test
  void gradientsMatchFiniteDifferencesToSecondOrder() {
    for (int seed = 0; seed < 60; seed++) {
      Problem problem = Problem.random(seed);
      if (problem.x.numel() + problem.w.numel() > 80) {
        continue;
      }
      Tensor x = problem.input(DType.FLOAT64);
      Tensor w = problem.weight(DType.FLOAT64);
      GradCheck.check(in -> Dispatcher.apply(problem.op, in), x, w);
      GradCheck.checkSecond(in -> Dispatcher.apply(problem.op, in), x, w);
    }
  }

  @Test
  void anEmptyBatchHasNoOutputsAndZeroGradients() {
    Tensor x = Tensor.zeros(0, 2, 5, 5).requiresGrad(true);
    Tensor w = Tensor.ones(3, 2, 3, 3).requiresGrad(true);
    Tensor y = Dispatcher.apply(conv2d(1, 0, 1, 1), x, w);
    assertThat(y.shape()).isEqualTo(Shape.of(0, 3, 3, 3));
    var gradients = Autograd.grad(y.sum(), x, w);
    assertThat(gradients.get(0).shape()).isEqualTo(x.shape());
    assertThat(gradients.get(1).toFloats()).containsOnly(0f).hasSize(54);
  }

  @Test
  void withoutChannelsTheOutputIsZero() {
    Tensor y =
        Dispatcher.apply(conv2d(1, 0, 1, 1), Tensor.ones(1, 0, 4, 4), Tensor.ones(2, 0, 3, 3));
    assertThat(y.toFloats()).containsOnly(0f).hasSize(8);
  }

  @Test
  void padsWithZerosButLeavesGapsOut() {
    Tensor w = Tensor.of(new float[] {Float.POSITIVE_INFINITY, 1}, 1, 1, 2);
    Ints one = Ints.of(1);
    Tensor x = Tensor.ones(1, 1, 3);
    ProductOp.Conv padded = new ProductOp.Conv(one, one, Ints.of(0), one, one, 1, 1);
    assertThat(Dispatcher.apply(padded, x, w).toFloats())
        .containsExactly(Float.NaN, Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY);
    ProductOp.Conv spread = new ProductOp.Conv(one, Ints.of(0), Ints.of(0), one, Ints.of(2), 1, 1);
    assertThat(Dispatcher.apply(spread, x, w).toFloats())
        .containsExactly(Float.POSITIVE_INFINITY, 1, Float.POSITIVE_INFINITY, 1);
  }

  @Test
  void agreesWithTorch() {
    assertThat(TorchCases.read("conv.json").check(ConvTest::evaluate)).isEqualTo(10);
    assertThat(TorchCases.golden("ops_nn.json").only("F.conv").check(ConvTest::evaluate))
        .isEqualTo(11);
  }

  /** PyTorch's convNd and conv_transposeNd of x, w and b as operations of ours. */
  private static Tensor[] evaluate(TorchCases.Case given) {
    Tensor x = given.input("x");
    Tensor w = given.input("w");
    int axes = x.ndim() - 2;
    Ints stride = given.ints("stride", axes, 1);
    Ints dilation = given.ints("dilation", axes, 1);
    int groups = given.ints("groups", 1, 1).get(0);
    int[] low = new int[axes];
    int[] high = new int[axes];
    boolean transposed = given.call().contains("transpose");
    for (int i = 0; i < axes; i++) {
      int span = (w.size(i + 2) - 1) * dilation.get(i);
      boolean same = given.text("padding").contains("same");
      int padding = same ? span / 2 : given.ints("padding", axes, 0).get(i);
      int extra = given.ints("output_padding", axes, 0).get(i);
      low[i] = transposed ? span - padding : padding;
      high[i] = transposed ? span - padding + extra : same ? span - padding : padding;
    }
    Ints ones = given.ints("none", axes, 1);
    ProductOp.Conv op =
        transposed
            ? new ProductOp.Conv(ones, Ints.of(low), Ints.of(high), dilation, stride, groups, 1)
            : new ProductOp.Conv(stride, Ints.of(low), Ints.of(high), dilation, ones, groups, 1);
    Tensor y = Dispatcher.apply(op, x, transposed ? turned(w, groups) : w);
    int[] wide = new int[axes + 1];
    java.util.Arrays.fill(wide, 1);
    wide[0] = y.size(1);
    return new Tensor[] {y.add(given.input("b").reshape(wide))};
  }

  /** The weight (in, out / groups, kernel…) of a transposed convolution as that of a plain one. */
  private static Tensor turned(Tensor w, int groups) {
    int[] sizes = w.shape().toArray();
    int[] split = new int[sizes.length + 1];
    System.arraycopy(sizes, 1, split, 2, sizes.length - 1);
    split[0] = groups;
    split[1] = sizes[0] / groups;
    sizes[0] = groups * w.size(1);
    sizes[1] = split[1];
    Tensor turned = w.reshape(split).transpose(1, 2).reshape(sizes);
    for (int axis = 2; axis < w.ndim(); axis++) {
      turned = turned.flip(axis);
    }
    return turned;
  }

  @Test
  void refusesWhatDoesNotFit() {
    Tensor x = Tensor.zeros(2, 4, 5, 5);
    refused(conv2d(1, 0, 1, 1), x, Tensor.zeros(3, 3, 3, 3))
        .hasMessage(
            "conv: an input of shape (2, 4, 5, 5) has 4 channels, but a weight of shape (3, 3, 3,"
                + " 3) in 1 group(s) takes 3");
    refused(conv2d(1, 0, 1, 2), x, Tensor.zeros(3, 2, 3, 3)).hasMessageContaining("divide");
    refused(conv2d(1, 0, 1, 0), x, Tensor.zeros(3, 4, 3, 3)).hasMessageContaining("0 groups");
    refused(conv2d(0, 0, 1, 1), x, Tensor.zeros(3, 4, 3, 3)).hasMessageContaining("step 0");
    refused(conv2d(1, 0, 3, 1), x, Tensor.zeros(3, 4, 3, 3))
        .hasMessage(
            "conv: axis 2 of the input (2, 4, 5, 5) is 5 long with padding of 0 and 0, but the"
                + " kernel of shape (3, 4, 3, 3) spans 7 there (dilation 3)");
    refused(conv2d(1, 0, 1, 1), x, Tensor.zeros(DType.FLOAT64, 3, 4, 3, 3))
        .hasMessageContaining("float32, the weight float64");
    refused(conv2d(1, 0, 1, 1), Tensor.zeros(2, 4, 5), Tensor.zeros(3, 4, 3))
        .hasMessageContaining("2 spatial axes");
    refused(conv2d(1, 0, 1, 1), Tensor.zeros(2, 4, 0, 5), Tensor.zeros(3, 4, 1, 1))
        .hasMessageContaining("0 elements");
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> refused(
      Op op, Tensor x, Tensor w) {
    return assertThatThrownBy(() -> Dispatcher.apply(op, x, w)).isInstanceOf(CremaException.class);
  }
}
