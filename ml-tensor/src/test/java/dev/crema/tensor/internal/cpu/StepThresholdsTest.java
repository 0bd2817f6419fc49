package dev.crema.tensor.internal.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crema.tensor.AdamStep;
import dev.crema.tensor.Composition;
import dev.crema.tensor.Crema;
import dev.crema.tensor.DType;
import dev.crema.tensor.Layout;
import dev.crema.tensor.Operand;
import dev.crema.tensor.SgdStep;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Storage;
import dev.crema.tensor.internal.cpu.Operands.Lie;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Optimizers' steps in place on both sides of the sizes of a block and of a thread's piece, against
 * their formulas in double precision; the same bits for any number of threads.
 */
@Tag("kernels")
class StepThresholdsTest {
  private static final double RATE = 0.1;
  private final int threads = Crema.threads();

  @AfterEach
  void restore() {
    Crema.threads(threads);
  }

  static List<Composition> steps() {
    List<Composition> steps = new ArrayList<>();
    for (int kind = 0; kind < 3; kind++) {
      boolean maximize = kind == 1;
      double decay = kind == 2 ? 0.2 : 0;
      steps.add(new SgdStep(RATE, 0, 0, decay, false, maximize, false));
      steps.add(new SgdStep(RATE, 0.9, 0.3, decay, false, maximize, true));
      steps.add(new SgdStep(RATE, 0.9, 0.3, decay, true, maximize, false));
      steps.add(new AdamStep(RATE, 0.9, 0.99, 1e-3, decay, false, true, maximize, 3));
      steps.add(new AdamStep(RATE, 0.9, 0.99, 1e-3, 0.2, true, false, maximize, 1));
    }
    return steps;
  }

  @ParameterizedTest
  @MethodSource("steps")
  void blocksAndPieces(Composition step) {
    int block = StepRun.BLOCK;
    int piece = StepRun.PIECE;
    int more = 2 * piece + block + 1;
    for (int n : new int[] {1, block - 1, block, block + 1, piece, piece + 1, more}) {
      Crema.threads(1);
      double[][] want = truth(step, operands(step, n));
      Operand[] alone = operands(step, n);
      assertThat(StepRun.run(step, alone)).isTrue();
      for (int i = 0; i < want.length; i++) {
        double[] allowed = Arrays.stream(want[i]).map(v -> 2e-6 * (1 + Math.abs(v))).toArray();
        String what = "%s of %d: %d".formatted(step, n, i);
        OpCheck.near(what, Operands.read(alone[i]), want[i], allowed);
      }
      for (int count : new int[] {2, 5}) {
        Crema.threads(count);
        Operand[] shared = operands(step, n);
        assertThat(StepRun.run(step, shared)).isTrue();
        for (int i = 0; i < want.length; i++) {
          OpCheck.equal(step.name(), Operands.read(shared[i]), Operands.read(alone[i]));
        }
      }
    }
  }

  /** What is written, then the gradient, which lies further behind in its array. */
  private static Operand[] operands(Composition step, int n) {
    Operand[] in = new Operand[step.outputs() + 1];
    for (int i = 0; i < step.outputs(); i++) {
      double[] values = Operands.read(Operands.whole(DType.FLOAT32, n + i, n));
      if (i > 1) {
        values = Arrays.stream(values).map(v -> v * v).toArray();
      }
      in[i] = Operands.of(DType.FLOAT32, values, n);
    }
    in[step.outputs()] = Operands.of(DType.FLOAT32, Lie.LATER, ~n, n);
    return in;
  }

  private static double[][] truth(Composition step, Operand[] in) {
    double[][] values = new double[step.outputs()][];
    Arrays.setAll(values, i -> Operands.read(in[i]));
    double[] gradient = Operands.read(in[in.length - 1]);
    for (int i = 0; i < gradient.length; i++) {
      if (step instanceof SgdStep sgd) {
        sgd(sgd, values, gradient[i], i);
      } else {
        adam((AdamStep) step, values, gradient[i], i);
      }
    }
    return values;
  }

  private static void sgd(SgdStep step, double[][] values, double gradient, int i) {
    double[] p = values[0];
    double d = (step.maximize() ? -gradient : gradient) + step.weightDecay() * p[i];
    double direction = d;
    if (step.hasVelocity()) {
      double[] v = values[1];
      v[i] = step.first() ? d : step.momentum() * v[i] + (1 - step.dampening()) * d;
      direction = step.nesterov() ? d + step.momentum() * v[i] : v[i];
    }
    p[i] -= step.rate() * direction;
  }

  private static void adam(AdamStep step, double[][] values, double gradient, int i) {
    double[] p = values[0];
    double g = step.maximize() ? -gradient : gradient;
    g += step.decoupled() ? 0 : step.weightDecay() * p[i];
    values[1][i] = step.beta1() * values[1][i] + (1 - step.beta1()) * g;
    values[2][i] = step.beta2() * values[2][i] + (1 - step.beta2()) * g * g;
    double s = values[2][i];
    if (step.amsgrad()) {
      values[3][i] = Math.max(values[3][i], s);
      s = values[3][i];
    }
    double first = 1 - StrictMath.pow(step.beta1(), step.t());
    double second = 1 - StrictMath.pow(step.beta2(), step.t());
    p[i] -= step.decoupled() ? step.rate() * step.weightDecay() * p[i] : 0;
    p[i] -= step.rate() / first * values[1][i] / (Math.sqrt(s / second) + step.eps());
  }

  /** Other dtypes and operands with gaps are left to the body, and nothing is written. */
  @Test
  void leftToTheBody() {
    SgdStep step = new SgdStep(RATE, 0, 0, 0, false, false, false);
    Operand p = Operands.whole(DType.FLOAT32, 1, 9);
    double[] before = Operands.read(p);
    for (Operand g :
        List.of(
            Operands.whole(DType.FLOAT64, 2, 9), Operands.of(DType.FLOAT32, Lie.SPREAD, 2, 9))) {
      assertThat(StepRun.run(step, new Operand[] {p, g})).isFalse();
    }
    Layout row = Layout.contiguous(Shape.of(9));
    Operand half = new Operand(Storage.allocate(DType.FLOAT16, 9), row);
    assertThat(StepRun.run(step, new Operand[] {half, p})).isFalse();
    assertThat(Operands.read(p)).isEqualTo(before);
  }
}
