package dev.crema.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crema.tensor.WindowOp.ReduceWindow;
import dev.crema.tensor.WindowOp.WindowFn;
import dev.crema.tensor.random.Philox;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Windows against their definition, PyTorch, and finite differences. */
class WindowOpTest {
  private static final float NAN = Float.NaN;

  private static Tensor normal(int... shape) {
    return Tensor.randn(Philox.of(6, 1, 0), DType.FLOAT64, Shape.of(shape));
  }

  private static Ints one(int value) {
    return Ints.of(value);
  }

  private static ReduceWindow pool(WindowFn fn, int size, int stride, int padding) {
    return new ReduceWindow(fn, one(size), one(stride), one(1), one(padding), one(padding));
  }

  @Test
  void unfoldLaysWindowsAlongANewAxis() {
    Tensor x = Tensor.arange(14).reshape(7, 2);
    Tensor windows = Dispatcher.apply(new WindowOp.Unfold(0, 3, 2, 1), x);
    assertThat(windows.toArray())
        .isEqualTo(
            new long[][][] {
              {{0, 2, 4}, {1, 3, 5}}, {{4, 6, 8}, {5, 7, 9}}, {{8, 10, 12}, {9, 11, 13}}
            });
    Tensor wide = Dispatcher.apply(new WindowOp.Unfold(0, 3, 1, 3), x);
    assertThat(wide.toArray()).isEqualTo(new long[][][] {{{0, 6, 12}, {1, 7, 13}}});
  }

  @Test
  void foldAddsWindowsBack() {
    Tensor windows = Tensor.of(new float[] {1, 2, 3, 10, 20, 30}, 2, 3);
    assertThat(Dispatcher.apply(new WindowOp.Fold(0, 6, 2, 1), windows).toFloats())
        .containsExactly(1, 2, 13, 20, 30, 0);
    assertThat(Dispatcher.apply(new WindowOp.Fold(0, 6, 1, 2), windows).toFloats())
        .containsExactly(1, 10, 2, 20, 3, 30);
    Tensor counts = Tensor.ones(DType.INT8, 3, 2);
    Tensor added = Dispatcher.apply(new WindowOp.Fold(0, 4, 1, 1), counts);
    assertThat(added.dtype()).isEqualTo(DType.INT8);
    assertThat(added.toInts()).containsExactly(1, 2, 2, 1);
  }

  /** Inner products are kept: fold(u) . x = u . unfold(x). */
  @Test
  void foldIsTheAdjointOfUnfold() {
    for (int[] setting : new int[][] {{0, 3, 2, 1}, {1, 2, 1, 3}, {2, 4, 3, 1}}) {
      Tensor x = normal(7, 6, 10);
      Op unfold = new WindowOp.Unfold(setting[0], setting[1], setting[2], setting[3]);
      Tensor windows = Dispatcher.apply(unfold, x);
      Tensor u = Tensor.randn(Philox.of(6, 2, 0), DType.FLOAT64, windows.shape());
      Op fold = new WindowOp.Fold(setting[0], x.size(setting[0]), setting[2], setting[3]);
      double left = Dispatcher.apply(fold, u).mul(x).sum().item();
      double right = u.mul(windows).sum().item();
      assertThat(Math.abs(left - right)).isLessThan(1e-12 * Math.abs(left) + 1e-12);
    }
  }

  @Test
  void theMaximumIsTheFirstAndNaNWins() {
    Tensor x = Tensor.of(3f, 3, 1, -2, NAN, 5, NAN, Float.NEGATIVE_INFINITY);
    Tensor[] found = Dispatcher.applyAll(pool(WindowFn.MAX, 2, 1, 0), x);
    assertThat(found[0].toFloats()).containsExactly(3, 3, 1, NAN, NAN, NAN, NAN);
    assertThat(found[1].toLongs()).containsExactly(0, 1, 2, 4, 4, 6, 6);
    Tensor[] three = Dispatcher.applyAll(pool(WindowFn.MAX, 3, 3, 0), x);
    assertThat(three[1].toLongs()).containsExactly(0, 4);
    Tensor lowest = Tensor.full(Double.NEGATIVE_INFINITY, 3);
    Tensor[] padded = Dispatcher.applyAll(pool(WindowFn.MAX, 2, 2, 1), lowest);
    assertThat(padded[0].toFloats()).containsOnly(Float.NEGATIVE_INFINITY);
    assertThat(padded[1].toLongs()).containsExactly(0, 1);
  }

  @ParameterizedTest
  @EnumSource
  void everyDtypeHasMaximaAndSums(DType dtype) {
    Tensor x = Tensor.of(1, 0, 1, 1, 0, 0).to(dtype);
    Tensor[] max = Dispatcher.applyAll(pool(WindowFn.MAX, 2, 2, 0), x);
    assertThat(max[0].dtype()).isEqualTo(dtype);
    assertThat(max[0].toInts()).containsExactly(1, 1, 0);
    Tensor sum = Dispatcher.apply(pool(WindowFn.SUM, 2, 2, 0), x);
    assertThat(sum.dtype()).isEqualTo(dtype.isFloating() ? dtype : DType.INT64);
    assertThat(sum.toInts()).containsExactly(1, 2, 0);
  }

  /** In float32 the 1 would be lost. */
  @Test
  void sumsAreFormedInFloat64() {
    Tensor x = Tensor.of(1e8f, 1, -1e8f);
    assertThat(Dispatcher.apply(pool(WindowFn.SUM, 3, 1, 0), x).item()).isEqualTo(1);
  }

  @Test
  void equalsItsDefinition() {
    int compared = 0;
    for (int seed = 0; seed < 600; seed++) {
      Random random = new Random(seed);
      ReduceWindow op = random(random, WindowFn.values()[seed % 2]);
      int[] sizes = new int[op.sizes().size() + random.nextInt(3)];
      Arrays.setAll(sizes, i -> 5 + random.nextInt(3));
      Tensor x = normal(sizes);
      x = random.nextBoolean() && sizes.length > 1 ? x.transpose(0, -1) : x;
      compared += compare(op, x);
    }
    assertThat(compared).isGreaterThan(5_000);
  }

  private static ReduceWindow random(Random random, WindowFn fn) {
    int axes = 1 + random.nextInt(3);
    int[][] lists = new int[6][axes];
    for (int i = 0; i < axes; i++) {
      lists[5][i] = fn == WindowFn.SUM ? 1 + random.nextInt(3) : 1;
      lists[0][i] = 1 + random.nextInt(3);
      lists[1][i] = 1 + random.nextInt(3);
      lists[2][i] = 1 + random.nextInt(lists[0][i] == 3 ? 1 : 2);
      lists[3][i] = random.nextInt(lists[0][i] + 1) - 1;
      lists[4][i] = random.nextInt(lists[0][i] + 1) - 1;
    }
    return new ReduceWindow(
        fn,
        Ints.of(lists[0]),
        Ints.of(lists[1]),
        Ints.of(lists[2]),
        Ints.of(lists[5]),
        Ints.of(lists[3]),
        Ints.of(lists[4]));
  }

  private static int compare(ReduceWindow op, Tensor x) {
    Tensor[] got = Dispatcher.applyAll(op, x);
    double[] values = got[0].toDoubles();
    double[] input = x.toDoubles();
    for (int i = 0; i < values.length; i++) {
      double best = Double.NEGATIVE_INFINITY;
      double total = 0;
      int where = -1;
      for (int at : window(op, x.shape(), got[0].shape(), i)) {
        total += input[at];
        if (input[at] > best) {
          best = input[at];
          where = at;
        }
      }
      if (op.fn() == WindowFn.SUM) {
        assertThat(values[i]).as("%s of %s", op, x.shape()).isEqualTo(total);
      } else {
        int area = area(x.shape(), op.sizes().size());
        assertThat(values[i]).as("%s of %s", op, x.shape()).isEqualTo(best);
        assertThat(got[1].toLongs()[i]).isEqualTo(where % area);
      }
    }
    return values.length;
  }

  private static int area(Shape shape, int axes) {
    int area = 1;
    for (int i = shape.rank() - axes; i < shape.rank(); i++) {
      area *= shape.get(i);
    }
    return area;
  }

  /** Where the elements of a window lie in row-major x, in row-major order. */
  private static int[] window(ReduceWindow op, Shape x, Shape y, int output) {
    int[] at = new int[] {0};
    int rest = (int) y.numel();
    int left = output;
    int lead = x.rank() - op.sizes().size();
    for (int axis = 0; axis < x.rank(); axis++) {
      rest /= y.get(axis);
      int position = left / rest;
      left %= rest;
      int a = axis - lead;
      int size = a < 0 ? 1 : op.sizes().get(a);
      int[] more = new int[at.length * size];
      int count = 0;
      for (int before : at) {
        for (int k = 0; k < size; k++) {
          int source =
              a < 0
                  ? position
                  : position * op.strides().get(a) + k * op.dilations().get(a) - op.low().get(a);
          int gaps = a < 0 ? 1 : op.inputDilations().get(a);
          if (source >= 0 && source % gaps == 0 && source / gaps < x.get(axis)) {
            more[count++] = before * x.get(axis) + source / gaps;
          }
        }
      }
      at = Arrays.copyOf(more, count);
    }
    return at;
  }

  @Test
  void gradientsMatchFiniteDifferencesToSecondOrder() {
    Tensor x = normal(2, 5, 4).transpose(1, 2);
    checkGradients(new WindowOp.Unfold(1, 2, 1, 2), x);
    checkGradients(new WindowOp.Unfold(2, 3, 2, 1), x);
    checkGradients(new WindowOp.Fold(1, 15, 3, 1), x);
    checkGradients(new WindowOp.Fold(0, 9, 2, 2), x.select(2, 0));
    for (int seed = 0; seed < 24; seed++) {
      ReduceWindow op = random(new Random(seed), WindowFn.values()[seed % 2]);
      int[] sizes = new int[Math.max(2, op.sizes().size())];
      Arrays.fill(sizes, 5);
      checkGradients(op, normal(sizes));
    }
  }

  private static void checkGradients(Op op, Tensor x) {
    GradCheck.check(in -> Dispatcher.apply(op, in), x);
    GradCheck.checkSecond(in -> Dispatcher.apply(op, in), x);
  }

  @Test
  void aMaximumMayBeOverGaps() {
    Ints two = one(2);
    Tensor x = Tensor.of(1f, 3, 2);
    ReduceWindow op = new ReduceWindow(WindowFn.MAX, two, one(1), one(1), two, one(0), one(0));
    Tensor[] found = Dispatcher.applyAll(op, x);
    assertThat(found[0].toFloats()).containsExactly(1, 3, 3, 2);
    assertThat(found[1].toLongs()).containsExactly(0, 1, 1, 2);
    ReduceWindow narrow =
        new ReduceWindow(WindowFn.MAX, one(1), one(1), one(1), two, one(0), one(0));
    refused(narrow, x).hasMessageContaining("window 1 along axis 0");
  }

  @Test
  void theGradientOfAMaximumGoesToWhereItWas() {
    Tensor x = Tensor.of(2f, 2, 1, 5).requiresGrad(true);
    Tensor y = Dispatcher.apply(pool(WindowFn.MAX, 2, 1, 0), x);
    assertThat(Autograd.grad(y.sum(), x).getFirst().toFloats()).containsExactly(1, 1, 0, 1);
  }

  @Test
  void anEmptyBatchHasNoWindows() {
    Tensor x = Tensor.zeros(0, 3, 6).requiresGrad(true);
    for (WindowFn fn : WindowFn.values()) {
      Tensor y = Dispatcher.apply(pool(fn, 2, 2, 0), x);
      assertThat(y.shape()).isEqualTo(Shape.of(0, 3, 3));
      assertThat(Autograd.grad(y.sum(), x).getFirst().shape()).isEqualTo(x.shape());
    }
    Tensor unfolded = Dispatcher.apply(new WindowOp.Unfold(2, 4, 1, 1), x);
    assertThat(unfolded.shape()).isEqualTo(Shape.of(0, 3, 3, 4));
    Tensor folded = Dispatcher.apply(new WindowOp.Fold(2, 6, 1, 1), unfolded);
    assertThat(folded.shape()).isEqualTo(x.shape());
    assertThat(Autograd.grad(folded.sum(), x).getFirst().shape()).isEqualTo(x.shape());
  }

  @Test
  void givesTheSameBitsOnAnyNumberOfThreads() {
    Tensor x = Tensor.randn(Philox.of(6, 3, 0), DType.FLOAT32, Shape.of(40, 50, 60));
    Op unfold = new WindowOp.Unfold(1, 5, 1, 2);
    Op fold = new WindowOp.Fold(1, 50, 1, 2);
    int before = Crema.threads();
    try {
      Crema.threads(1);
      float[] sums = Dispatcher.apply(pool(WindowFn.SUM, 5, 1, 2), x).toFloats();
      float[] added = Dispatcher.apply(fold, Dispatcher.apply(unfold, x)).toFloats();
      Crema.threads(5);
      assertThat(Dispatcher.apply(pool(WindowFn.SUM, 5, 1, 2), x).toFloats()).isEqualTo(sums);
      assertThat(Dispatcher.apply(fold, Dispatcher.apply(unfold, x)).toFloats()).isEqualTo(added);
    } finally {
      Crema.threads(before);
    }
  }

  @Test
  void agreesWithTorch() {
    assertThat(TorchCases.read("windows.json").check(WindowOpTest::evaluate)).isEqualTo(12);
    assertThat(
            TorchCases.golden("ops_nn.json")
                .only(c -> c.call().matches("F.fold.*|F.(max|avg)_pool.*"))
                .only(c -> !c.call().contains("count_include_pad"))
                .check(WindowOpTest::evaluate))
        .isEqualTo(6);
  }

  /** PyTorch's pooling, unfold and fold of x. */
  private static Tensor[] evaluate(TorchCases.Case given) {
    Tensor x = given.input("x");
    String call = given.call();
    if (call.startsWith("x.unfold")) {
      int axis = given.ints("axis", 1, 0).get(0);
      int size = given.ints("size", 1, 0).get(0);
      int step = given.ints("step", 1, 0).get(0);
      return new Tensor[] {Dispatcher.apply(new WindowOp.Unfold(axis, size, step, 1), x)};
    }
    boolean fold = call.contains("fold");
    int axes = fold ? 2 : call.charAt(call.indexOf("pool") + 4) - '0';
    Ints size = given.ints("kernel_size", axes, given.ints(fold ? "arg2" : "arg1", axes, 1).get(0));
    Ints stride = given.ints("stride", axes, fold ? 1 : size.get(0));
    Ints dilation = given.ints("dilation", axes, 1);
    Ints padding = given.ints("padding", axes, 0);
    if (fold) {
      Ints length = given.ints("output_size", 2, 0);
      length = length.get(0) == 0 ? given.ints("arg1", 2, 0) : length;
      return new Tensor[] {
        call.startsWith("F.fold")
            ? fold(x, length, size, stride, dilation, padding)
            : unfold(x, size, stride, dilation)
      };
    }
    boolean max = call.contains("max");
    int[] high = padding.toArray();
    for (int i = 0; i < axes && call.contains("ceil_mode=True"); i++) {
      int left = (x.size(x.ndim() - axes + i) - size.get(i)) % stride.get(i);
      high[i] += left == 0 ? 0 : stride.get(i) - left;
    }
    WindowFn fn = max ? WindowFn.MAX : WindowFn.SUM;
    Op op = new ReduceWindow(fn, size, stride, dilation, padding, Ints.of(high));
    Tensor[] found = Dispatcher.applyAll(op, x);
    int area = 1;
    for (int i = 0; i < axes; i++) {
      area *= size.get(i);
    }
    boolean indices = given.text("kernel_size").isEmpty() && !call.contains("return_indices");
    return max && !indices ? found : new Tensor[] {max ? found[0] : found[0].div(area)};
  }

  /** (N, C, H, W) as (N, C * window, number of windows). */
  private static Tensor unfold(Tensor x, Ints size, Ints stride, Ints dilation) {
    Tensor rows =
        Dispatcher.apply(new WindowOp.Unfold(2, size.get(0), stride.get(0), dilation.get(0)), x);
    Tensor both =
        Dispatcher.apply(new WindowOp.Unfold(3, size.get(1), stride.get(1), dilation.get(1)), rows);
    return both.permute(0, 1, 4, 5, 2, 3)
        .reshape(x.size(0), x.size(1) * size.get(0) * size.get(1), -1);
  }

  private static Tensor fold(
      Tensor x, Ints length, Ints size, Ints stride, Ints dilation, Ints padding) {
    int area = size.get(0) * size.get(1);
    int[] padded = new int[2];
    int[] counts = new int[2];
    for (int i = 0; i < 2; i++) {
      padded[i] = length.get(i) + 2 * padding.get(i);
      counts[i] = (int) new Window(size.get(i), stride.get(i), dilation.get(i)).count(padded[i]);
    }
    Tensor windows =
        x.reshape(x.size(0), x.size(1) / area, size.get(0), size.get(1), counts[0], counts[1])
            .permute(0, 1, 4, 5, 2, 3);
    Tensor rows =
        Dispatcher.apply(new WindowOp.Fold(3, padded[1], stride.get(1), dilation.get(1)), windows);
    Tensor both =
        Dispatcher.apply(new WindowOp.Fold(2, padded[0], stride.get(0), dilation.get(0)), rows);
    return both.narrow(2, padding.get(0), length.get(0)).narrow(3, padding.get(1), length.get(1));
  }

  @Test
  void refusesWhatDoesNotFit() {
    Tensor x = Tensor.zeros(2, 5);
    refused(new WindowOp.Unfold(1, 3, 1, 3), x)
        .hasMessage(
            "unfold: a window of 3 elements (dilation 3) spans 7, but axis 1 of shape (2, 5) has"
                + " 5");
    refused(new WindowOp.Unfold(1, 3, 0, 1), x).hasMessageContaining("step 0");
    refused(new WindowOp.Unfold(2, 3, 1, 1), x).hasMessageContaining("axis 2");
    refused(new WindowOp.Fold(0, 9, 2, 1), x)
        .hasMessage(
            "fold: 3 windows of 5 elements (step 2, dilation 1) fit into a length of 9, but axis 0"
                + " of shape (2, 5) has 2");
    refused(new WindowOp.Fold(0, 9, 2, 1), Tensor.zeros(3)).hasMessageContaining("(3,)");
    refused(pool(WindowFn.MAX, 6, 1, 0), x)
        .hasMessage(
            "maxPool: no window fits into axis 1 of shape (2, 5) (size 6, stride 1, dilation 1,"
                + " axis of 5 elements with padding of 0 and 0)");
    refused(pool(WindowFn.MAX, 2, 1, 2), x)
        .hasMessage(
            "maxPool: window 0 along axis 1 of shape (2, 5) holds no element and has no maximum"
                + " (size 2, stride 1, dilation 1, axis of 5 elements with padding of 2 and 2)");
    refused(pool(WindowFn.SUM, 2, 1, 0), Tensor.of(1f).reshape())
        .hasMessageContaining("for at least one axis");
    refused(pool(WindowFn.SUM, 1, 1, 2), Tensor.zeros(2, 0)).hasMessageContaining("has 0 elements");
    Ints two = Ints.of(1, 1);
    refused(new ReduceWindow(WindowFn.SUM, two, two, two, two, one(0)), x)
        .hasMessageContaining("one entry an axis");
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> refused(
      Op op, Tensor x) {
    return assertThatThrownBy(() -> Dispatcher.apply(op, x)).isInstanceOf(CremaException.class);
  }
}
