package dev.crema.tensor.internal.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crema.tensor.DType;
import dev.crema.tensor.Ints;
import dev.crema.tensor.Layout;
import dev.crema.tensor.NaiveConv;
import dev.crema.tensor.Operand;
import dev.crema.tensor.ProductOp;
import dev.crema.tensor.Shape;
import dev.crema.tensor.StepScope;
import dev.crema.tensor.Storage;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.internal.cpu.Operands.Lie;
import dev.crema.tensor.internal.kernels.ScalarKernels;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Convolutions whose groups are worth a thread each, or threads of their own, and whose tables are
 * kept or too large for it; against the definition, element by element.
 */
@Tag("kernels")
class ConvThresholdsTest {
  private static ProductOp.Conv conv(int pad, int groups, int batchGroups) {
    Ints one = Ints.of(1);
    return new ProductOp.Conv(one, Ints.of(pad), Ints.of(pad), one, one, groups, batchGroups);
  }

  /** Equal to the chain of the definition, and for 16 bits to the rounded one of float32. */
  private static void check(ProductOp.Conv op, Operand x, Operand w) {
    Shape out = op.infer(x, w)[0].shape();
    DType dtype = x.dtype();
    double[] want =
        dtype == DType.FLOAT64
            ? NaiveConv.doubles(op, tensor(x), tensor(w), out)
            : Operands.read(
                Storage.of(DType.FLOAT32, NaiveConv.floats(op, tensor(x), tensor(w), out)));
    String what = "%s, %s * %s".formatted(dtype, x.shape(), w.shape());
    OpCheck.equal(what, OpCheck.values(op, x, w), Operands.rounded(dtype, want));
  }

  private static Tensor tensor(Operand x) {
    double[] values = Operands.read(x);
    return Tensor.of(values, x.shape().toArray());
  }

  /** Groups just below the size at which its threads share each, and just at it. */
  @Test
  void groupsWorthThreadsOfTheirOwn() {
    int channels = 2;
    int kernel = 8;
    int outputs = 16;
    int length = (int) (ConvRun.LARGE / ((long) channels * kernel * outputs));
    for (int more = -1; more <= 0; more++) {
      int in = length + more + kernel - 1;
      groups(DType.FLOAT32, 2, channels, outputs, kernel, in);
    }
    // Two groups are a block, the last of which has one.
    groups(DType.FLOAT64, 5, channels, outputs, kernel, length / 2 + kernel - 1);
    // All are one block, or not quite.
    int few = 32;
    int parts = (int) (ConvRun.LARGE / ((long) few * kernel));
    groups(DType.FLOAT32, parts, 1, 1, kernel, few + kernel - 1);
    groups(DType.FLOAT32, parts + 1, 1, 1, kernel, few + kernel - 1);
  }

  private static void groups(
      DType dtype, int parts, int channels, int outputs, int kernel, int in) {
    Operand w = Operands.of(dtype, Lie.LATER, 2, parts * outputs, channels, kernel);
    check(conv(0, parts, 1), Operands.of(dtype, Lie.LATER, 1, 1, parts * channels, in), w);
  }

  @Test
  void batchGroupsWorthThreadsOfTheirOwn() {
    int kernel = 16;
    int outputs = 16;
    int length = (int) (ConvRun.LARGE / ((long) kernel * outputs));
    for (int more = -1; more <= 0; more++) {
      Operand x = Operands.of(DType.FLOAT32, Lie.LATER, 1, 2, 1, length + more + kernel - 1);
      Operand w = Operands.of(DType.FLOAT32, Lie.TURNED, 2, 2 * outputs, 1, kernel);
      check(conv(0, 1, 2), x, w);
    }
  }

  /** With and without padding, whose zeros lie in an array of their own. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT16", "BFLOAT16", "FLOAT32", "FLOAT64"})
  void dtypesAndLies(DType dtype) {
    for (Lie lie : Lie.values()) {
      for (int pad : new int[] {-1, 0, 2}) {
        Operand x = Operands.of(dtype, lie, 1, 2, 3, 19);
        check(conv(pad, 1, 1), x, Operands.of(dtype, lie, 2, 4, 3, 5));
        check(conv(pad, 3, 1), x, Operands.of(dtype, lie, 2, 6, 1, 5));
      }
    }
  }

  /** The zeros around the input are written, whatever the array held before. */
  @Test
  void paddingInAUsedArray() {
    int length = 1500;
    int pad = 2;
    ProductOp.Conv op = conv(pad, 1, 1);
    Operand[] in = {
      Operands.whole(DType.FLOAT32, 1, 1, 1, length), Operands.whole(DType.FLOAT32, 2, 1, 1, 5)
    };
    CpuBackend backend = new CpuBackend(new ScalarKernels());
    double[] want = Operands.read(backend.run(op, in, op.infer(in))[0]);
    float[] used;
    try (StepScope _ = StepScope.open()) {
      used = Storage.forResult(DType.FLOAT32, length + 2 * pad).floats();
      Arrays.fill(used, Float.NaN);
    }
    try (StepScope _ = StepScope.open()) {
      OpCheck.equal("conv", Operands.read(backend.run(op, in, op.infer(in))[0]), want);
      assertThat(used[0]).as("served for the padded input").isZero();
      assertThat(used[pad]).isEqualTo(in[0].storage().floats()[0]);
    }
  }

  private static ConvTables.Kind kind(ProductOp.Conv op, Shape x, Shape w, Shape y) {
    return new ConvTables.Kind(op, w, y, strides(x), strides(w), strides(y));
  }

  private static Ints strides(Shape shape) {
    return Ints.of(Layout.contiguous(shape).strides());
  }

  private static List<ConvTables> tables(int length, int kernel) {
    ProductOp.Conv op = conv(0, 1, 1);
    Shape x = Shape.of(1, 1, length + kernel - 1);
    Shape w = Shape.of(1, 1, kernel);
    Shape y = Shape.of(1, 1, length);
    return ConvTables.of(kind(op, x, w, y), ConvPhase.of(op, w, y));
  }

  /** Tables of two entries an output and two a kernel position. */
  @Test
  void tablesAreKeptUpToASize() {
    int length = ConvTables.LARGE / 2 - 1;
    assertThat(tables(length, 1)).isSameAs(tables(length, 1));
    assertThat(tables(length + 1, 1)).isNotSameAs(tables(length + 1, 1));
    for (int more = 0; more <= 1; more++) {
      Operand x = Operands.whole(DType.FLOAT32, 1, 1, 1, length + more);
      check(conv(0, 1, 1), x, Operands.whole(DType.FLOAT32, 2, 1, 1, 1));
    }
  }

  /** One kind more than are kept, twice: the second time some are made anew. */
  @Test
  void moreKindsThanAreKept() {
    List<ConvTables> first = tables(7, 2);
    for (int round = 0; round < 2; round++) {
      for (int kernel = 1; kernel <= ConvTables.KEPT + 1; kernel++) {
        Operand x = Operands.whole(DType.FLOAT32, kernel, 1, 1, 70);
        check(conv(0, 1, 1), x, Operands.whole(DType.FLOAT32, ~kernel, 1, 1, kernel));
      }
    }
    List<ConvTables> again = tables(7, 2);
    assertThat(again).isNotSameAs(first);
    assertThat(again.getFirst().outputs()).isEqualTo(first.getFirst().outputs());
  }
}
