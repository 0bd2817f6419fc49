package dev.crema.tensor.internal.cpu;

import static dev.crema.tensor.internal.cpu.OpCheck.equal;
import static dev.crema.tensor.internal.cpu.OpCheck.near;

import dev.crema.tensor.DType;
import dev.crema.tensor.Ints;
import dev.crema.tensor.Operand;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Storage;
import dev.crema.tensor.WindowOp;
import dev.crema.tensor.WindowOp.ReduceWindow;
import dev.crema.tensor.WindowOp.WindowFn;
import dev.crema.tensor.internal.cpu.Operands.Lie;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Windows that are reduced or added back, on both sides of each size from which on threads share
 * them, and with every setting that leads to the general way; against their definition, element by
 * element.
 */
@Tag("kernels")
class WindowThresholdsTest {
  private static final Ints ONES = Ints.of(1, 1);
  private static final Ints NONE = Ints.of(0, 0);

  private static ReduceWindow window(WindowFn fn, int side, int stride) {
    return new ReduceWindow(
        fn, Ints.of(side, side), Ints.of(stride, stride), ONES, ONES, NONE, NONE);
  }

  /** The definition: over the two last axes, the greatest and its place, or the sum. */
  private static void check(ReduceWindow op, Operand x) {
    int rank = x.shape().rank();
    Shape out = op.infer(x)[0].shape();
    int area = x.shape().get(-1) * x.shape().get(-2);
    double[] values = Operands.read(x);
    int n = (int) out.numel();
    double[] want = new double[n];
    double[] places = new double[n];
    int windows = out.get(rank - 1) * out.get(rank - 2);
    for (int i = 0; i < n; i++) {
      places[i] = -1;
      int plane = i / windows * area;
      for (int tap = 0; tap < op.sizes().get(0) * op.sizes().get(1); tap++) {
        int at = place(op, x.shape(), i % windows, out.get(rank - 1), tap);
        if (at >= 0 && op.fn() == WindowFn.SUM) {
          want[i] += values[plane + at];
        } else if (at >= 0 && greater(values[plane + at], want[i], places[i] < 0)) {
          want[i] = values[plane + at];
          places[i] = at;
        }
      }
    }
    String what = "%s of %s %s".formatted(op, x.dtype(), x.shape());
    Storage[] found = OpCheck.run(op, x);
    if (op.fn() == WindowFn.MAX) {
      equal(what, Operands.read(found[0]), want);
      equal(what, Operands.read(found[1]), places);
    } else {
      DType sum = op.infer(x)[0].dtype();
      equal(what, Operands.read(found[0]), Operands.rounded(sum, want));
    }
  }

  private static boolean greater(double next, double best, boolean first) {
    return first || next > best || (Double.isNaN(next) && !Double.isNaN(best));
  }

  /** Where in its plane a position of a window lies; -1 outside and in gaps. */
  private static int place(ReduceWindow op, Shape in, int window, int width, int tap) {
    int[] begin = {window / width, window % width};
    int[] step = {tap / op.sizes().get(1), tap % op.sizes().get(1)};
    int at = 0;
    for (int i = 0; i < 2; i++) {
      int size = in.get(in.rank() - 2 + i);
      int spread =
          begin[i] * op.strides().get(i) + step[i] * op.dilations().get(i) - op.low().get(i);
      int gaps = op.inputDilations().get(i);
      if (spread < 0 || spread % gaps != 0 || spread / gaps >= size) {
        return -1;
      }
      at = at * size + spread / gaps;
    }
    return at;
  }

  /** Images whose windows without padding are one block, more, and many blocks. */
  @ParameterizedTest
  @EnumSource(names = {"LATER", "TURNED"})
  void blocksOfImages(Lie lie) {
    ReduceWindow op = window(WindowFn.MAX, 2, 2);
    for (int side : new int[] {2, 8, 60}) {
      int each = Math.max(1, PoolRun.GRAIN / (side * side));
      for (int images : new int[] {each, each + 1, 2 * each + 1}) {
        check(op, Operands.of(DType.FLOAT32, lie, side, images, side, side));
      }
    }
    // One image is more than a block.
    int side = (int) Math.sqrt(PoolRun.GRAIN);
    check(window(WindowFn.MAX, 3, 1), Operands.of(DType.FLOAT32, lie, 1, 2, side, side));
  }

  /** Rows of windows that are one block, and more; padding leads the greatest this way too. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64", "INT64", "FLOAT16", "UINT8"})
  void blocksOfRows(DType dtype) {
    int width = 31;
    int rows = PoolRun.GRAIN / (width * 4);
    for (WindowFn fn : WindowFn.values()) {
      ReduceWindow op = new ReduceWindow(fn, Ints.of(2, 2), ONES, ONES, ONES, ONES, NONE);
      for (int high : new int[] {rows, rows + 1}) {
        check(op, Operands.of(dtype, Lie.GAPPED, rows, 1, high, width));
      }
    }
    int wide = PoolRun.GRAIN / 4;
    check(window(WindowFn.SUM, 2, 1), Operands.of(dtype, Lie.WHOLE, 1, 1, 4, wide + 1));
    check(window(WindowFn.SUM, 2, 1), Operands.of(dtype, Lie.WHOLE, 1, 1, 4, wide + 2));
  }

  static List<ReduceWindow> settings() {
    Ints twos = Ints.of(2, 2);
    Ints minus = Ints.of(-1, -1);
    return List.of(
        new ReduceWindow(WindowFn.MAX, twos, ONES, ONES, ONES, ONES, ONES),
        new ReduceWindow(WindowFn.MAX, twos, ONES, ONES, ONES, minus, NONE),
        new ReduceWindow(WindowFn.MAX, twos, ONES, ONES, ONES, NONE, ONES),
        new ReduceWindow(WindowFn.MAX, twos, ONES, ONES, ONES, Ints.of(0, 1), NONE),
        new ReduceWindow(WindowFn.MAX, twos, twos, twos, ONES, NONE, NONE),
        new ReduceWindow(WindowFn.MAX, twos, ONES, Ints.of(1, 2), ONES, NONE, NONE),
        new ReduceWindow(WindowFn.MAX, Ints.of(3, 3), ONES, ONES, twos, NONE, NONE),
        new ReduceWindow(WindowFn.MAX, Ints.of(3, 3), twos, ONES, Ints.of(3, 1), ONES, ONES),
        new ReduceWindow(WindowFn.SUM, Ints.of(3, 2), twos, ONES, Ints.of(1, 3), ONES, NONE),
        // Gaps of three that every third window of a line meets alike.
        new ReduceWindow(WindowFn.MAX, Ints.of(2, 4), twos, ONES, Ints.of(1, 3), NONE, ONES),
        new ReduceWindow(WindowFn.SUM, Ints.of(2, 4), twos, ONES, Ints.of(1, 3), NONE, ONES),
        new ReduceWindow(WindowFn.SUM, Ints.of(1, 4), ONES, twos, twos, minus, Ints.of(4, 5)));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void settings(ReduceWindow op) {
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64, DType.INT32)) {
      Operand x = Operands.of(dtype, Lie.LATER, 1, 2, 3, 9, 8);
      check(op, x);
      if (dtype.isFloating() && op.fn() == WindowFn.MAX) {
        double[] values = Operands.read(x);
        Arrays.fill(values, 10, 14, Double.NaN);
        values[40] = Double.NaN;
        check(op, Operands.of(dtype, values, 2, 3, 9, 8));
      }
    }
  }

  /** One axis and three have no plain way: each line of windows by itself. */
  @Test
  void otherNumbersOfAxes() {
    int n = 2 * PoolRun.GRAIN + 3;
    Operand line = Operands.of(DType.FLOAT32, Lie.LATER, 1, 1, n);
    double[] x = Operands.read(line);
    Ints one = Ints.of(1);
    ReduceWindow max = new ReduceWindow(WindowFn.MAX, Ints.of(2), one, one, Ints.of(0), Ints.of(0));
    double[] want = new double[n - 1];
    Arrays.setAll(want, i -> Math.max(x[i], x[i + 1]));
    equal("windows of a line", OpCheck.values(max, line), want);
    Operand cube = Operands.of(DType.FLOAT32, Lie.LATER, 1, 1, 3, 3, 4);
    Ints ones = Ints.of(1, 1, 1);
    ReduceWindow all =
        new ReduceWindow(
            WindowFn.MAX, Ints.of(3, 3, 4), ones, ones, Ints.of(0, 0, 0), Ints.of(0, 0, 0));
    double greatest = Arrays.stream(Operands.read(cube)).max().orElseThrow();
    equal("windows of a cube", OpCheck.values(all, cube), new double[] {greatest});
  }

  /** Windows added back, as many as make one block, and more. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64", "INT64", "BFLOAT16", "INT16"})
  void foldedBlocks(DType dtype) {
    for (int inner : new int[] {1, 3}) {
      int count = 5;
      int size = 4;
      int each = WindowRun.GRAIN / (count * size * inner);
      for (int outer : new int[] {1, each, each + 1, 2 * each + 1}) {
        fold(dtype, outer, count, inner, size);
      }
    }
    fold(dtype, 2, WindowRun.GRAIN / 4 + 1, 1, 4);
  }

  private static void fold(DType dtype, int outer, int count, int inner, int size) {
    Operand x = Operands.of(dtype, Lie.LATER, outer, outer, count, inner, size);
    int length = 2 * (count - 1) + size;
    double[] values = Operands.read(x);
    double[] want = new double[outer * length * inner];
    for (int i = 0; i < values.length; i++) {
      int j = i % size;
      int in = i / size % inner;
      int window = i / size / inner % count;
      int at = (i / size / inner / count * length + 2 * window + j) * inner + in;
      want[at] += values[i];
    }
    double[] got = OpCheck.values(new WindowOp.Fold(1, length, 2, 1), x);
    double allowed = dtype == DType.BFLOAT16 ? 0.05 : dtype.isFloating() ? 1e-5 : 0;
    near("fold of %s %s".formatted(dtype, x.shape()), got, want, allowed);
  }

  /** As much work as no int holds; nearly all of it in the padding, so that it takes no time. */
  @Test
  void windowsOfMoreWorkThanAnIntHolds() {
    int size = 1 << 16;
    Ints one = Ints.of(1);
    Ints pad = Ints.of(size - 1);
    ReduceWindow sum = new ReduceWindow(WindowFn.SUM, Ints.of(size), one, one, one, pad, pad);
    double[] want = new double[size];
    Arrays.fill(want, 3);
    Operand x = Operands.of(DType.FLOAT64, new double[] {3}, 1, 1);
    equal("windows in the padding", OpCheck.values(sum, x), want);
  }
}
