package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.DType;
import dev.crema.tensor.LinalgOp;
import dev.crema.tensor.Operand;
import dev.crema.tensor.ProductOp;
import dev.crema.tensor.Shape;
import dev.crema.tensor.internal.cpu.Operands.Lie;
import dev.crema.tensor.internal.kernels.Kernels;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Batches of matrices, on both sides of the sizes from which on threads share them: products
 * against sums in double precision, factors against the matrix that they are of and against those
 * of each matrix by itself.
 */
@Tag("kernels")
class ProductRunThresholdsTest {

  private static void product(Operand a, Operand b) {
    DType dtype = a.dtype();
    Shape out = new ProductOp.MatMul().infer(a, b)[0].shape();
    int m = out.get(-2);
    int n = out.get(-1);
    int k = a.shape().get(-1);
    int batches = (int) (out.numel() / m / n);
    double[] x = Operands.read(batched(a, out));
    double[] y = Operands.read(batched(b, out));
    double[] want = new double[batches * m * n];
    double[] allowed = new double[want.length];
    double unit = dtype == DType.FLOAT64 ? 0x1p-52 : dtype.isFloating() ? 0x1p-23 : 0;
    double half = dtype == DType.FLOAT16 ? 0x1p-11 : dtype == DType.BFLOAT16 ? 0x1p-8 : 0;
    for (int i = 0; i < want.length; i++) {
      int batch = i / (m * n);
      double size = 0;
      for (int p = 0; p < k; p++) {
        double term = x[(batch * m + i / n % m) * k + p] * y[(batch * k + p) * n + i % n];
        want[i] += term;
        size += Math.abs(term);
      }
      allowed[i] = size * k * unit + Math.abs(want[i]) * half;
    }
    want = dtype.isFloating() ? want : Operands.rounded(dtype, want);
    String what = "%s %s @ %s".formatted(dtype, a.shape(), b.shape());
    OpCheck.near(what, OpCheck.values(new ProductOp.MatMul(), a, b), want, allowed);
  }

  /** The operand with the leading axes of the product. */
  private static Operand batched(Operand x, Shape out) {
    int[] sizes = out.toArray();
    sizes[sizes.length - 2] = x.shape().get(-2);
    sizes[sizes.length - 1] = x.shape().get(-1);
    return new Operand(x.storage(), x.layout().expand(Shape.of(sizes)));
  }

  @ParameterizedTest
  @EnumSource
  void batchesWorthSharing(DType dtype) {
    if (dtype == DType.BOOL) {
      return;
    }
    int m = 3;
    int n = 5;
    int k = 7;
    int each = (int) (Kernels.WORTH_SHARING / ((long) m * n * k));
    for (int batches : new int[] {1, 2, each, each + 1, 2 * each + 1}) {
      product(Operands.whole(dtype, 1, batches, m, k), Operands.whole(dtype, 2, batches, k, n));
    }
    for (Lie left : Lie.values()) {
      for (Lie right : List.of(Lie.WHOLE, Lie.TURNED, left)) {
        product(Operands.of(dtype, left, 1, 2, 3, m, k), Operands.of(dtype, right, 2, 3, k, n));
        product(Operands.of(dtype, left, 1, m, k), Operands.of(dtype, right, 2, 2, 1, k, n));
        product(Operands.of(dtype, left, 1, m, k), Operands.of(dtype, right, 2, k, n));
      }
    }
  }

  /** One product that threads share itself, and several such. */
  @Test
  void eachWorthSharing() {
    int side = (int) Math.cbrt(Kernels.WORTH_SHARING);
    for (int k : new int[] {side, (int) (Kernels.WORTH_SHARING / side / side) + 1}) {
      for (int batches : new int[] {1, 3}) {
        for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64, DType.INT64, DType.FLOAT16)) {
          product(
              Operands.of(dtype, Lie.TURNED, 1, batches, side, k),
              Operands.of(dtype, Lie.LATER, 2, batches, k, side));
        }
      }
    }
  }

  /** Positive definite matrices: a symmetric one with a heavy diagonal. */
  private static Operand definite(int batches, int n) {
    double[] values = Operands.read(Operands.whole(DType.FLOAT64, n, batches, n, n));
    double[] symmetric = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      int row = i / n % n;
      int column = i % n;
      int mirrored = i + (column - row) * (n - 1);
      symmetric[i] = values[i] + values[mirrored] + (row == column ? 5 * n : 0);
    }
    return Operands.of(DType.FLOAT64, symmetric, batches, n, n);
  }

  @ParameterizedTest
  @EnumSource
  void blocksOfFactors(LinalgOp.Kind kind) {
    LinalgOp.Factorize op = new LinalgOp.Factorize(kind);
    int large = (int) Math.sqrt(LinalgRun.GRAIN) + 1;
    for (int n : new int[] {1, 3, large}) {
      int each = Math.max(1, LinalgRun.GRAIN / (n * n));
      for (int batches : n == 1 ? new int[] {each + 1} : new int[] {each, each + 1, 2 * each + 1}) {
        Operand a = definite(batches, n);
        double[] all = Operands.read(a);
        var found = OpCheck.run(op, a);
        for (int batch : new int[] {0, batches / 2, batches - 1}) {
          int area = n * n;
          double[] one = Arrays.copyOfRange(all, batch * area, (batch + 1) * area);
          var alone = OpCheck.run(op, Operands.of(DType.FLOAT64, one, 1, n, n));
          for (int i = 0; i < found.length; i++) {
            double[] want = Operands.read(alone[i]);
            double[] got = Operands.read(found[i]);
            got = Arrays.copyOfRange(got, batch * want.length, (batch + 1) * want.length);
            OpCheck.equal("%s, %d of %d".formatted(kind, batch, batches), got, want);
          }
        }
        if (kind == LinalgOp.Kind.CHOLESKY) {
          squared(Operands.read(found[0]), all, n);
        }
      }
    }
  }

  /** L times its transpose is A. */
  private static void squared(double[] factor, double[] a, int n) {
    double[] product = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      int batch = i / (n * n);
      for (int p = 0; p < n; p++) {
        product[i] +=
            factor[batch * n * n + i / n % n * n + p] * factor[batch * n * n + i % n * n + p];
      }
    }
    OpCheck.near("L times its transpose", product, a, 1e-11 * n);
  }

  /** x of a lower triangular system, and the product of both again. */
  @Test
  void blocksOfTriangularSystems() {
    int n = 4;
    int each = LinalgRun.GRAIN / (n * 2);
    for (int batches : new int[] {each, each + 1, 2 * each + 1}) {
      Operand a = definite(batches, n);
      Operand b = Operands.whole(DType.FLOAT64, 3, batches, n, 2);
      double[] x = OpCheck.values(new LinalgOp.TriangularSolve(false, false, true), a, b);
      double[] matrix = Operands.read(a);
      double[] product = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        int batch = i / (n * 2);
        int row = i / 2 % n;
        for (int p = 0; p <= row; p++) {
          product[i] += matrix[(batch * n + row) * n + p] * x[(batch * n + p) * 2 + i % 2];
        }
      }
      OpCheck.near("a system of " + batches, product, Operands.read(b), 1e-12);
    }
  }
}
