package dev.crema.tensor.internal.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crema.tensor.Composite;
import dev.crema.tensor.Composition;
import dev.crema.tensor.Crema;
import dev.crema.tensor.Op;
import dev.crema.tensor.Operand;
import dev.crema.tensor.StepScope;
import dev.crema.tensor.Storage;
import dev.crema.tensor.TensorType;
import dev.crema.tensor.internal.kernels.ScalarKernels;
import dev.crema.tensor.internal.vector.VectorKernels;
import java.util.Arrays;

/**
 * Carries out one operation with vector kernels and with scalar ones, on 1, 2 and 5 threads, in
 * fresh memory and in arrays that hold what a former step left there: all must give the same bits.
 * Tests compare them with plain loops in double precision.
 */
final class OpCheck {
  private static final int[] THREADS = {1, 2, 5};
  private static final CpuBackend VECTOR = new CpuBackend(new VectorKernels());
  private static final CpuBackend SCALAR = new CpuBackend(new ScalarKernels());

  private OpCheck() {}

  /** The results of an operation. */
  static Storage[] run(Op op, Operand... in) {
    return run(op, op.infer(in), in);
  }

  /** The results of the kernel of a composition, whose outputs have these types. */
  static Storage[] run(Composition composition, TensorType[] out, Operand... in) {
    return run(new Composite(composition), out, in);
  }

  /** The only result of an operation, as the plain reading of it. */
  static double[] values(Op op, Operand... in) {
    return Operands.read(run(op, in)[0]);
  }

  private static Storage[] run(Op op, TensorType[] out, Operand[] in) {
    int before = Crema.threads();
    try {
      Crema.threads(1);
      Storage[] want = SCALAR.run(op, in, out);
      for (int threads : THREADS) {
        Crema.threads(threads);
        same("%s, %s, %d threads", op, VECTOR, threads, VECTOR.run(op, in, out), want);
      }
      same("%s, %s, %d threads", op, SCALAR, 5, SCALAR.run(op, in, out), want);
      inUsedArrays(VECTOR, op, out, in, want);
      return want;
    } finally {
      Crema.threads(before);
    }
  }

  private static void inUsedArrays(
      CpuBackend backend, Op op, TensorType[] out, Operand[] in, Storage[] want) {
    try (StepScope _ = StepScope.open()) {
      for (Storage result : backend.run(op, in, out)) {
        spoil(result.array());
      }
    }
    try (StepScope _ = StepScope.open()) {
      same("%s, %s, %d threads, used arrays", op, backend, 5, backend.run(op, in, out), want);
    }
  }

  private static void spoil(Object array) {
    switch (array) {
      case float[] x -> Arrays.fill(x, Float.NaN);
      case double[] x -> Arrays.fill(x, Double.NaN);
      case long[] x -> Arrays.fill(x, 77);
      case int[] x -> Arrays.fill(x, 77);
      case short[] x -> Arrays.fill(x, (short) 77);
      default -> Arrays.fill((byte[]) array, (byte) 77);
    }
  }

  private static void same(
      String text, Op op, CpuBackend backend, int threads, Storage[] got, Storage[] want) {
    assertThat(got).hasSameSizeAs(want);
    for (int i = 0; i < got.length; i++) {
      Object a = got[i].array();
      Object b = want[i].array();
      int at =
          switch (a) {
            case float[] x -> Arrays.mismatch(x, (float[]) b);
            case double[] x -> Arrays.mismatch(x, (double[]) b);
            case long[] x -> Arrays.mismatch(x, (long[]) b);
            case int[] x -> Arrays.mismatch(x, (int[]) b);
            case short[] x -> Arrays.mismatch(x, (short[]) b);
            default -> Arrays.mismatch((byte[]) a, (byte[]) b);
          };
      if (at >= 0) {
        assertThat(at).as(text + ": result %d", op, backend.kernels(), threads, i).isEqualTo(-1);
      }
    }
  }

  /** That the results are exactly these. */
  static void equal(String what, double[] got, double[] want) {
    assertThat(Arrays.mismatch(got, want)).as("%s: first that differs", what).isEqualTo(-1);
  }

  /** That each result is as near to what was wanted as allowed for it. */
  static void near(String what, double[] got, double[] want, double[] allowed) {
    assertThat(got).as(what).hasSameSizeAs(want);
    for (int i = 0; i < got.length; i++) {
      if (!(Math.abs(got[i] - want[i]) <= allowed[i])) {
        assertThat(got[i]).as("%s: element %d, wanted %s", what, i, want[i]).isNaN();
      }
    }
  }

  /** The same with one distance for all. */
  static void near(String what, double[] got, double[] want, double allowed) {
    double[] each = new double[want.length];
    Arrays.fill(each, allowed);
    near(what, got, want, each);
  }
}
