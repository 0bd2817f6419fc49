package dev.crema.tensor.internal.cpu;

import static dev.crema.tensor.internal.cpu.OpCheck.near;

import dev.crema.tensor.Composition;
import dev.crema.tensor.Compositions;
import dev.crema.tensor.DType;
import dev.crema.tensor.LossCompositions;
import dev.crema.tensor.Operand;
import dev.crema.tensor.Shape;
import dev.crema.tensor.TensorType;
import dev.crema.tensor.WindowOp;
import dev.crema.tensor.internal.cpu.Operands.Lie;
import dev.crema.tensor.internal.kernels.Kernels;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Softmax, its gradients and the losses, whose rows threads share from some size on, against their
 * formulas in double precision.
 */
@Tag("kernels")
class RowThresholdsTest {
  private static final int CHUNK = Kernels.CHUNK;
  private static final TensorType[] NONE = {};

  /** (rows, columns) of one block, of one more row than that, and of several blocks. */
  static List<int[]> blocks(int columns) {
    int rows = Math.max(1, FloatRows.GRAIN / columns);
    return List.of(
        new int[] {rows, columns},
        new int[] {rows + 1, columns},
        new int[] {2 * rows + 1, columns});
  }

  private static double[] run(Composition composition, Operand... in) {
    return Operands.read(OpCheck.run(composition, NONE, in)[0]);
  }

  private static double[] softmax(double[] x, int columns) {
    double[] y = new double[x.length];
    for (int row = 0; row < x.length; row += columns) {
      double sum = 0;
      for (int i = row; i < row + columns; i++) {
        y[i] = StrictMath.exp(x[i]);
        sum += y[i];
      }
      for (int i = row; i < row + columns; i++) {
        y[i] /= sum;
      }
    }
    return y;
  }

  private static double[] logs(double[] values) {
    return Arrays.stream(values).map(StrictMath::log).toArray();
  }

  @ParameterizedTest
  @EnumSource(names = {"LATER", "TURNED"})
  void rowsOfABlock(Lie lie) {
    for (int columns : new int[] {1, 33, CHUNK}) {
      for (int[] shape : blocks(columns)) {
        Operand x = Operands.of(DType.FLOAT32, lie, shape[0], shape);
        Operand g = Operands.of(DType.FLOAT32, lie, ~shape[0], shape);
        String what = "%s %s".formatted(lie, x.shape());
        double[] y = softmax(Operands.read(x), columns);
        near(what, run(new Compositions.Softmax(1), x), y, 1e-6);
        near(what, run(new Compositions.LogSoftmax(1), x), logs(y), 4e-6);
        gradients(what, g, x);
      }
    }
  }

  /** Of outputs that need not be those of a softmax: x stands for them. */
  private static void gradients(String what, Operand gradient, Operand x) {
    int columns = x.shape().get(1);
    double[] g = Operands.read(gradient);
    double[] y = Operands.read(x);
    double[] want = new double[g.length];
    double[] wantOfLogs = new double[g.length];
    double[] allowed = new double[g.length];
    for (int row = 0; row < g.length; row += columns) {
      double along = 0;
      double sum = 0;
      double size = 0;
      for (int i = row; i < row + columns; i++) {
        along += g[i] * y[i];
        sum += g[i];
        size += 4;
      }
      for (int i = row; i < row + columns; i++) {
        want[i] = g[i] * y[i] - y[i] * along;
        wantOfLogs[i] = g[i] - StrictMath.exp(y[i]) * sum;
        allowed[i] = 8 * (size + 4) * 0x1p-22;
      }
    }
    near(what, run(new Compositions.SoftmaxGrad(1), gradient, x), want, allowed);
    near(what, run(new Compositions.LogSoftmaxGrad(1), gradient, x), wantOfLogs, allowed);
  }

  @Test
  void lossesOfAChunk() {
    for (int n : new int[] {1, CHUNK / 4 - 1, CHUNK / 4, CHUNK - 1, CHUNK}) {
      for (Lie lie : List.of(Lie.LATER, Lie.BACKWARDS)) {
        Operand x = Operands.of(DType.FLOAT32, lie, n, n);
        Operand t = Operands.of(DType.FLOAT32, lie, ~n, n);
        Operand g = Operands.of(DType.FLOAT32, Lie.LATER, 5, 1);
        double[] a = Operands.read(x);
        double[] b = Operands.read(t);
        double share = Operands.read(g)[0] / n;
        double sum = 0;
        double[] want = new double[n];
        for (int i = 0; i < n; i++) {
          sum += (a[i] - b[i]) * (a[i] - b[i]);
          want[i] = 2 * share * (a[i] - b[i]);
        }
        String what = "mse of " + n;
        double[] mean = {sum / n};
        near(what, run(new LossCompositions.MeanSquaredError(), x, t), mean, 1e-5);
        near(what, run(new LossCompositions.MeanSquaredErrorGrad(), g, x, t), want, 2e-6);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LATER", "TURNED"})
  void crossEntropy(Lie lie) {
    for (int columns : new int[] {2, 10, CHUNK}) {
      for (int[] shape : blocks(columns)) {
        int rows = Math.min(CHUNK, shape[0]);
        Operand x = Operands.of(DType.FLOAT32, lie, rows, rows, columns);
        double[] labels = new double[rows];
        Arrays.setAll(labels, i -> i * 7 % columns);
        Operand label = Operands.of(DType.INT64, labels, rows);
        double[] y = softmax(Operands.read(x), columns);
        double loss = 0;
        double[] want = y.clone();
        double share = 0.5 / rows;
        for (int row = 0; row < rows; row++) {
          int at = row * columns + (int) labels[row];
          loss -= StrictMath.log(y[at]) / rows;
          want[at] -= 1;
        }
        String what = "%s %s".formatted(lie, x.shape());
        double[] mean = {loss};
        near(what, run(new LossCompositions.CrossEntropy(), x, label), mean, 1e-5);
        Operand g = Operands.of(DType.FLOAT32, new double[] {0.5}, 1);
        Operand logs = Operands.of(DType.FLOAT32, logs(y), rows, columns);
        double[] gradient = run(new LossCompositions.CrossEntropyGrad(), g, logs, label);
        near(what, gradient, Arrays.stream(want).map(v -> v * share).toArray(), share * 2e-6);
      }
    }
  }

  /** Rows longer than a block too: those of a whole image. */
  @Test
  void scatteredRows() {
    for (int columns : new int[] {5, FloatRows.GRAIN, FloatRows.GRAIN + 1}) {
      for (int[] shape : blocks(columns)) {
        int rows = shape[0];
        int length = 2 * columns + 1;
        Operand x = Operands.of(DType.FLOAT32, Lie.LATER, rows, shape);
        double[] values = Operands.read(x);
        double[] places = new double[values.length];
        Arrays.setAll(places, i -> i % columns * 3 % length);
        double[] want = new double[rows * length];
        for (int i = 0; i < values.length; i++) {
          int at = i / columns * length + (int) places[i];
          want[at] = (float) (want[at] + values[i]);
        }
        TensorType[] out = {new TensorType(DType.FLOAT32, Shape.of(rows, length))};
        Operand positions = Operands.of(DType.INT64, places, shape);
        WindowOp.Scattered scattered = new WindowOp.Scattered(length);
        double[] got = Operands.read(OpCheck.run(scattered, out, x, positions)[0]);
        OpCheck.equal("scattered " + x.shape(), got, want);
      }
    }
  }
}
