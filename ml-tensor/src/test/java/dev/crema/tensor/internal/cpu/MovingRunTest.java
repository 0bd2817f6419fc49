package dev.crema.tensor.internal.cpu;

import static dev.crema.tensor.internal.cpu.OpCheck.equal;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.IndexOp;
import dev.crema.tensor.MovementOp;
import dev.crema.tensor.Operand;
import dev.crema.tensor.internal.cpu.Operands.Lie;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Padding, joining, gathering and scattering of all dtypes against plain loops. */
class MovingRunTest {
  private static final int OUTER = 2;
  private static final int SIZE = 5;
  private static final int INNER = 3;

  @ParameterizedTest
  @EnumSource
  void padded(DType dtype) {
    for (Lie lie : Lie.values()) {
      for (double value : new double[] {0, 1}) {
        Operand x = Operands.of(dtype, lie, 1, OUTER, SIZE, INNER);
        double[] values = Operands.read(x);
        int length = 2 + SIZE + (SIZE - 1) + 1;
        double[] want = new double[OUTER * length * INNER];
        Arrays.fill(want, value);
        for (int i = 0; i < values.length; i++) {
          int axis = 2 + 2 * (i / INNER % SIZE);
          want[(i / (SIZE * INNER) * length + axis) * INNER + i % INNER] = values[i];
        }
        MovementOp.Pad pad = new MovementOp.Pad(1, 2, 1, 1, value);
        equal("%s %s".formatted(dtype, lie), OpCheck.values(pad, x), want);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void joined(DType dtype) {
    for (Lie lie : Lie.values()) {
      Operand a = Operands.of(dtype, lie, 1, OUTER, SIZE, INNER);
      Operand b = Operands.of(dtype, Lie.GAPPED, 2, OUTER, 2, INNER);
      double[] left = Operands.read(a);
      double[] right = Operands.read(b);
      double[] want = new double[left.length + right.length];
      for (int i = 0; i < want.length; i++) {
        int outer = i / ((SIZE + 2) * INNER);
        int rest = i % ((SIZE + 2) * INNER);
        want[i] =
            rest < SIZE * INNER
                ? left[outer * SIZE * INNER + rest]
                : right[outer * 2 * INNER + rest - SIZE * INNER];
      }
      equal("%s %s".formatted(dtype, lie), OpCheck.values(new MovementOp.Concat(1), a, b), want);
    }
  }

  /** Each element of the index chooses along the axis; some twice. */
  @ParameterizedTest
  @EnumSource
  void gatheredAndScattered(DType dtype) {
    int chosen = 4;
    double[] choice = new double[OUTER * chosen * INNER];
    Arrays.setAll(choice, i -> i * 7 % SIZE);
    Operand index = Operands.of(DType.INT64, choice, OUTER, chosen, INNER);
    for (Lie lie : Lie.values()) {
      Operand x = Operands.of(dtype, lie, 1, OUTER, SIZE, INNER);
      Operand source = Operands.of(dtype, lie, 2, OUTER, chosen, INNER);
      double[] gathered = Operands.read(source);
      double[] values = Operands.read(x);
      double[] added = values.clone();
      double[] put = values.clone();
      for (int i = 0; i < choice.length; i++) {
        int at = (i / (chosen * INNER) * SIZE + (int) choice[i]) * INNER + i % INNER;
        added[at] += gathered[i];
        added[at] = Compute.of(dtype) == Compute.FLOAT ? (float) added[at] : added[at];
        put[at] = gathered[i];
        gathered[i] = values[at];
      }
      String what = "%s %s".formatted(dtype, lie);
      equal(what, OpCheck.values(new IndexOp.Gather(1), x, index), gathered);
      if (dtype != DType.BOOL) {
        double[] want = Operands.rounded(dtype, added);
        equal(what, OpCheck.values(new IndexOp.ScatterAdd(1), x, index, source), want);
      }
      equal(what, OpCheck.values(new IndexOp.IndexPut(1), x, index, source), put);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, SIZE})
  void anIndexOutOfRangeIsRefused(int index) {
    Operand x = Operands.whole(DType.FLOAT32, 1, SIZE);
    Operand at = Operands.of(DType.INT64, new double[] {0, index}, 2);
    assertThatThrownBy(() -> OpCheck.run(new IndexOp.Gather(0), x, at))
        .isInstanceOf(CremaException.class)
        .hasMessage("gather: index %d at [1] is out of range for axis 0 of size %d", index, SIZE);
  }

  @Test
  void aViewOnlyChangesTheLayout() {
    Operand x = Operands.whole(DType.FLOAT32, 1, SIZE);
    assertThatThrownBy(() -> OpCheck.run(new MovementOp.Slice(0, 1, 1, 2), x))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("slice only changes the layout");
  }
}
