package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.DType;
import dev.crema.tensor.Ints;
import dev.crema.tensor.Op;
import dev.crema.tensor.Operand;
import dev.crema.tensor.ReductionOp;
import dev.crema.tensor.ReductionOp.ReduceFn;
import dev.crema.tensor.internal.cpu.Operands.Lie;
import dev.crema.tensor.internal.kernels.Kernels;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Reductions on both sides of each size at which they take another way, against plain loops in
 * double precision.
 */
@Tag("kernels")
class ReduceRunThresholdsTest {
  private static final int CHUNK = Kernels.CHUNK;
  private static final int GRAIN = ReduceRun.GRAIN;

  /** Reduces the middle of three axes. */
  private static void middle(ReduceFn fn, Operand x) {
    int outer = x.shape().get(0);
    int n = x.shape().get(1);
    int inner = x.shape().get(2);
    double[] values = Operands.read(x);
    double[] want = new double[outer * inner];
    double[] allowed = new double[want.length];
    double unit = unit(x.dtype());
    for (int i = 0; i < want.length; i++) {
      want[i] = fn.start();
      double size = 0;
      for (int j = 0; j < n; j++) {
        double value = values[(i / inner * n + j) * inner + i % inner];
        want[i] = fn.doubles().apply(want[i], value);
        size += Math.abs(value);
      }
      allowed[i] = fn == ReduceFn.SUM ? size * n * unit : 0;
    }
    if (x.dtype() == DType.BFLOAT16) {
      for (int i = 0; i < want.length; i++) {
        allowed[i] += fn == ReduceFn.SUM ? Math.abs(want[i]) * 0x1p-8 : 0;
      }
    }
    String what = "%s of %s %s".formatted(fn, x.dtype(), x.shape());
    OpCheck.near(what, OpCheck.values(new ReductionOp.Reduce(fn, Ints.of(1)), x), want, allowed);
  }

  private static double unit(DType dtype) {
    return switch (Compute.of(dtype)) {
      case FLOAT -> 0x1p-24;
      case DOUBLE -> 0x1p-52;
      case LONG -> 0;
    };
  }

  /** One chunk, two, and numbers of them whose tree is not whole; rows and columns. */
  @ParameterizedTest
  @EnumSource(names = {"SUM", "MAX", "MIN"})
  void chunks(ReduceFn fn) {
    for (int n : new int[] {CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 1, 5 * CHUNK - 1}) {
      for (int inner : new int[] {1, 3}) {
        middle(fn, Operands.whole(DType.FLOAT32, n, 2, n, inner));
        middle(fn, Operands.whole(DType.FLOAT64, n, 1, n, inner));
        middle(fn, Operands.whole(DType.INT64, n, 2, n, inner));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void chunksHoweverTheyLie(Lie lie) {
    for (int n : new int[] {CHUNK, 2 * CHUNK + 1}) {
      for (int inner : new int[] {1, 2}) {
        for (DType dtype :
            List.of(DType.FLOAT32, DType.FLOAT64, DType.INT64, DType.BFLOAT16, DType.INT32)) {
          middle(ReduceFn.SUM, Operands.of(dtype, lie, n, 1, n, inner));
        }
      }
    }
  }

  /** Whole numbers wrap around; floats are all near 1, so that their product neither vanishes. */
  @Test
  void chunksOfAProduct() {
    for (int n : new int[] {CHUNK, CHUNK + 1, 3 * CHUNK + 1}) {
      for (int inner : new int[] {1, 2}) {
        double[] values = new double[n * inner];
        Arrays.setAll(values, i -> i % 5 == 0 ? -1.25 : i % 5 == 1 ? 0.8 : 1);
        Operand x = Operands.of(DType.FLOAT32, values, n, inner);
        double[] want = new double[inner];
        Arrays.fill(want, 1);
        for (int i = 0; i < values.length; i++) {
          want[i % inner] *= (float) values[i];
        }
        Op product = new ReductionOp.Reduce(ReduceFn.PROD, Ints.of(0));
        double[] allowed = Arrays.stream(want).map(v -> Math.abs(v) * n * 0x1p-23).toArray();
        OpCheck.near("prod of " + n, OpCheck.values(product, x), want, allowed);
        Arrays.setAll(values, i -> i % 3 - 1.0 == 0 ? 3 : -1);
        long power = 1;
        for (int i = 0; i < n; i++) {
          power *= (long) values[i * inner];
        }
        Operand whole = Operands.of(DType.INT64, values, n, inner);
        OpCheck.equal(
            "prod of " + n, new double[] {OpCheck.values(product, whole)[0]}, new double[] {power});
      }
    }
  }

  /** Rows that are one block, just more, and many blocks. */
  @Test
  void blocksOfRows() {
    for (int n : new int[] {7, CHUNK - 1, CHUNK + 1}) {
      int grain = GRAIN / Math.min(n, CHUNK);
      int rows = n > CHUNK ? grain / 2 : grain;
      for (int outer : new int[] {rows, rows + 1, 2 * rows + 1}) {
        middle(ReduceFn.SUM, Operands.whole(DType.FLOAT32, outer, outer, n, 1));
        middle(ReduceFn.MAX, Operands.of(DType.FLOAT32, Lie.TURNED, outer, outer, n, 1));
        middle(ReduceFn.SUM, Operands.of(DType.INT16, Lie.GAPPED, outer, outer, n, 1));
      }
    }
  }

  /** Columns so many that each row of them is a block of its own, and just fewer. */
  @Test
  void blocksOfColumns() {
    for (int n : new int[] {1, 2, 5}) {
      for (int inner : new int[] {GRAIN / n / 2, GRAIN / n / 2 + 1, GRAIN / n, GRAIN / n + 1}) {
        middle(ReduceFn.SUM, Operands.whole(DType.FLOAT32, inner, 3, n, inner));
        middle(ReduceFn.SUM, Operands.of(DType.FLOAT64, Lie.SPREAD, inner, 3, n, inner));
        middle(ReduceFn.MIN, Operands.of(DType.UINT8, Lie.WHOLE, inner, 3, n, inner));
      }
    }
  }

  /** Axes apart from each other are moved behind the others. */
  @ParameterizedTest
  @EnumSource
  void axesApart(Lie lie) {
    int n = CHUNK / 16 + 1;
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64, DType.INT64, DType.FLOAT16)) {
      Operand x = Operands.of(dtype, lie, 5, 16, 3, n);
      double[] values = Operands.read(x);
      double[] want = new double[3];
      double size = 0;
      for (int i = 0; i < values.length; i++) {
        want[i / n % 3] += values[i];
        size += Math.abs(values[i]);
      }
      Op sum = new ReductionOp.Reduce(ReduceFn.SUM, Ints.of(0, 2));
      double half = dtype == DType.FLOAT16 ? size * 0x1p-11 : 0;
      double allowed = unit(dtype) * size * 16 * n + half;
      OpCheck.near(dtype + " " + lie, OpCheck.values(sum, x), want, allowed);
    }
  }

  @ParameterizedTest
  @EnumSource
  void positionsOfExtremes(DType dtype) {
    for (int n : new int[] {2, 5, GRAIN / 2 + 1, GRAIN + 1}) {
      int grain = Math.max(1, GRAIN / n);
      for (int rows : new int[] {1, grain, grain + 1}) {
        extremes(Operands.of(dtype, Lie.BACKWARDS, rows, rows, n));
      }
    }
  }

  private static void extremes(Operand x) {
    int rows = x.shape().get(0);
    int n = x.shape().get(1);
    double[] values = Operands.read(x);
    double[] greatest = new double[rows];
    double[] smallest = new double[rows];
    for (int i = 0; i < values.length; i++) {
      int row = i / n;
      double value = values[i];
      greatest[row] = value > values[row * n + (int) greatest[row]] ? i % n : greatest[row];
      smallest[row] = value < values[row * n + (int) smallest[row]] ? i % n : smallest[row];
    }
    String what = x.dtype() + " " + x.shape();
    OpCheck.equal(what, OpCheck.values(new ReductionOp.ArgReduce(true, 1), x), greatest);
    OpCheck.equal(what, OpCheck.values(new ReductionOp.ArgReduce(false, 1), x), smallest);
  }
}
