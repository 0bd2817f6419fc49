package dev.crema.tensor.internal.cpu;

import static dev.crema.tensor.internal.cpu.OpCheck.equal;

import dev.crema.tensor.BinaryFn;
import dev.crema.tensor.DType;
import dev.crema.tensor.ElementwiseOp;
import dev.crema.tensor.Op;
import dev.crema.tensor.Operand;
import dev.crema.tensor.Shape;
import dev.crema.tensor.UnaryFn;
import dev.crema.tensor.internal.cpu.Operands.Lie;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Elementwise operations on both sides of each size at which they take another way, of all dtypes
 * and all ways to lie, against plain loops in double precision. One rounding of a sum or product of
 * two floats that double precision holds is exact, so results are equal, not near.
 */
@Tag("kernels")
class ElementwiseThresholdsTest {
  private static final int PIECE = ElementwiseRun.PIECE;

  /** Shapes of two axes that cross the lengths of a run, of scratch, and of a piece. */
  private static List<int[]> shapes() {
    int run = Block.LONG_RUN;
    return List.of(
        new int[] {PIECE / run + 3, run - 1},
        new int[] {PIECE / run + 3, run},
        new int[] {PIECE / run + 3, run + 1},
        new int[] {3, Block.SCRATCH - 1},
        new int[] {3, Block.SCRATCH},
        new int[] {3, Block.SCRATCH + 1},
        new int[] {1, PIECE - 1},
        new int[] {2, PIECE / 2},
        new int[] {1, PIECE + 1});
  }

  private static void unary(DType dtype, Lie lie, int... shape) {
    Operand x = Operands.of(dtype, lie, shape[0], shape);
    double[] want = Arrays.stream(Operands.read(x)).map(v -> -v).toArray();
    Op neg = new ElementwiseOp.Unary(UnaryFn.NEG);
    equal(dtype + " " + lie, OpCheck.values(neg, x), Operands.rounded(dtype, want));
    equal(dtype + " " + lie, OpCheck.values(new ElementwiseOp.Copy(), x), Operands.read(x));
  }

  private static void binary(DType dtype, Lie left, Lie right, int... shape) {
    Operand a = Operands.of(dtype, left, 1, shape);
    Operand b = Operands.of(dtype, right, 2, shape);
    binary(BinaryFn.ADD, (x, y) -> x + y, dtype, a, b);
    Operand condition = Operands.of(DType.BOOL, right, 3, shape);
    double[] chosen = Operands.read(a);
    double[] other = Operands.read(b);
    double[] truth = Operands.read(condition);
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = truth[i] == 0 ? other[i] : chosen[i];
    }
    String what = "where %s, %s, %s".formatted(dtype, left, right);
    equal(what, OpCheck.values(new ElementwiseOp.Select(), condition, a, b), chosen);
  }

  private static void binary(
      BinaryFn fn, DoubleBinaryOperator truth, DType dtype, Operand a, Operand b) {
    double[] want = Operands.read(a);
    double[] right = Operands.read(b);
    for (int i = 0; i < want.length; i++) {
      want[i] = truth.applyAsDouble(want[i], right[i]);
    }
    String what = "%s of %s, %s".formatted(fn, dtype, a.shape());
    DType narrow = Compute.of(dtype) == Compute.FLOAT ? DType.FLOAT32 : DType.FLOAT64;
    want = Operands.rounded(dtype, Operands.rounded(narrow, want));
    equal(what, OpCheck.values(new ElementwiseOp.Binary(fn), a, b), want);
  }

  @ParameterizedTest
  @EnumSource
  void lengthsOfARunAndOfScratchAndOfAPiece(Lie lie) {
    for (int[] shape : shapes()) {
      for (DType dtype : List.of(DType.FLOAT32, DType.INT16)) {
        unary(dtype, lie, shape);
        binary(dtype, lie, Lie.GAPPED, shape);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyDType(DType dtype) {
    for (Lie lie : Lie.values()) {
      unaryOrCopy(dtype, lie);
      binary(BinaryFn.MAXIMUM, Math::max, dtype, operand(dtype, lie, 1), operand(dtype, lie, 2));
      for (DType to : DType.values()) {
        Operand x = operand(dtype, lie, 3);
        double[] want = Operands.rounded(to, Operands.read(x));
        String what = "%s to %s, %s".formatted(dtype, to, lie);
        equal(what, OpCheck.values(new ElementwiseOp.Cast(to), x), want);
      }
    }
  }

  private static Operand operand(DType dtype, Lie lie, long seed) {
    return Operands.of(dtype, lie, seed, 3, Block.SCRATCH / 2 + 1);
  }

  private static void unaryOrCopy(DType dtype, Lie lie) {
    if (dtype == DType.BOOL) {
      Operand x = operand(dtype, lie, 1);
      double[] want = Arrays.stream(Operands.read(x)).map(v -> 1 - v).toArray();
      equal("not", OpCheck.values(new ElementwiseOp.Unary(UnaryFn.LOGICAL_NOT), x), want);
    } else {
      unary(dtype, lie, 3, Block.SCRATCH / 2 + 1);
    }
  }

  /** One number beside many, and as many beside one: also where the short way serves. */
  @Test
  void oneNumberBesideMany() {
    for (int n : new int[] {1, 2, PIECE, PIECE + 1}) {
      for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64, DType.INT64)) {
        Operand many = Operands.of(dtype, Lie.LATER, n, n);
        Operand one = Operands.of(dtype, Lie.LATER, n + 1, 1);
        Operand none = Operands.of(dtype, Lie.LATER, n + 1, new int[] {1, 1});
        binary(BinaryFn.SUB, (a, b) -> a - b, dtype, many, expanded(one, n));
        binary(BinaryFn.SUB, (a, b) -> a - b, dtype, expanded(one, n), many);
        binary(BinaryFn.SUB, (a, b) -> a - b, dtype, expanded(one, n), expanded(one, n));
        beside(dtype, many, one);
        beside(dtype, one, many);
        beside(dtype, one, none);
      }
    }
  }

  /** A row beside a matrix that is as long as a few of it: no single number, no equal shape. */
  @Test
  void aShortRowBesideMany() {
    for (int n : new int[] {2, 3}) {
      Operand many = Operands.of(DType.FLOAT32, Lie.LATER, 1, 5, n);
      Operand row = Operands.of(DType.FLOAT32, Lie.LATER, 2, 1, n);
      double[] left = Operands.read(many);
      double[] right = Operands.read(row);
      double[] want = new double[left.length];
      for (int i = 0; i < want.length; i++) {
        want[i] = Math.max(left[i], right[i % n]);
      }
      Op maximum = new ElementwiseOp.Binary(BinaryFn.MAXIMUM);
      equal("a row beside many", OpCheck.values(maximum, many, row), want);
      equal("many beside a row", OpCheck.values(maximum, row, many), want);
    }
  }

  private static Operand expanded(Operand one, int n) {
    return new Operand(one.storage(), one.layout().expand(Shape.of(n)));
  }

  /** The operands as they are given, one of them of a single number. */
  private static void beside(DType dtype, Operand a, Operand b) {
    double[] left = Operands.read(a);
    double[] right = Operands.read(b);
    double[] want = new double[Math.max(left.length, right.length)];
    for (int i = 0; i < want.length; i++) {
      want[i] = left[left.length == 1 ? 0 : i] * right[right.length == 1 ? 0 : i];
    }
    Op mul = new ElementwiseOp.Binary(BinaryFn.MUL);
    equal(dtype + " beside one", OpCheck.values(mul, a, b), Operands.rounded(dtype, want));
  }

  /** The result is larger than either operand. */
  @Test
  void rowsBesideColumns() {
    for (int n : new int[] {Block.LONG_RUN - 1, Block.LONG_RUN, PIECE / Block.LONG_RUN + 1}) {
      for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64, DType.INT64, DType.FLOAT16)) {
        for (Lie lie : Lie.values()) {
          Operand a = Operands.of(dtype, lie, 1, Block.LONG_RUN + 2, 1);
          Operand b = Operands.of(dtype, lie, 2, 1, n);
          Shape both = Shape.of(Block.LONG_RUN + 2, n);
          double[] want = Operands.read(new Operand(a.storage(), a.layout().expand(both)));
          double[] right = Operands.read(new Operand(b.storage(), b.layout().expand(both)));
          for (int i = 0; i < want.length; i++) {
            want[i] = Math.min(want[i], right[i]);
          }
          Op min = new ElementwiseOp.Binary(BinaryFn.MINIMUM);
          equal(dtype + " " + lie, OpCheck.values(min, a, b), want);
        }
      }
    }
  }
}
