package dev.crema.tensor.internal.cpu;

import static dev.crema.tensor.internal.cpu.OpCheck.near;

import dev.crema.tensor.DType;
import dev.crema.tensor.Layout;
import dev.crema.tensor.Normalizations;
import dev.crema.tensor.Operand;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Storage;
import dev.crema.tensor.TensorType;
import dev.crema.tensor.internal.cpu.Operands.Lie;
import dev.crema.tensor.internal.kernels.Kernels;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Normalization by rows and by channels: blocks of rows, chunks of a channel that end inside of a
 * run, and numbers of chunks whose tree is not whole; against the formulas in double precision.
 */
@Tag("kernels")
class NormThresholdsTest {
  private static final int CHUNK = Kernels.CHUNK;
  private static final double EPS = 1e-3;
  private static final TensorType[] NONE = {};

  /** Values that are normalized together, and what becomes of them. */
  private static final class Group {
    final int[] at;
    final double mean;
    final double variance;
    final double scale;
    final double[] normal;

    Group(double[] x, int[] at) {
      this.at = at;
      double sum = 0;
      for (int place : at) {
        sum += x[place];
      }
      this.mean = sum / at.length;
      double squares = 0;
      for (int place : at) {
        squares += (x[place] - mean) * (x[place] - mean);
      }
      this.variance = squares / at.length;
      this.scale = 1 / Math.sqrt(variance + EPS);
      this.normal = new double[at.length];
      for (int i = 0; i < at.length; i++) {
        normal[i] = (x[at[i]] - mean) * scale;
      }
    }

    /** The gradient of the values by that of the normalized ones. */
    void gradient(double[] arriving, double[] result, double factor) {
      double along = 0;
      double sum = 0;
      for (int i = 0; i < at.length; i++) {
        along += arriving[i] * normal[i] / at.length;
        sum += arriving[i] / at.length;
      }
      for (int i = 0; i < at.length; i++) {
        result[at[i]] = (arriving[i] - sum - normal[i] * along) * scale * factor;
      }
    }
  }

  private static int[] row(int row, int n) {
    int[] at = new int[n];
    for (int i = 0; i < n; i++) {
      at[i] = row * n + i;
    }
    return at;
  }

  @ParameterizedTest
  @EnumSource(names = {"LATER", "TURNED"})
  void rowsOfABlock(Lie lie) {
    for (int n : new int[] {3, 100, CHUNK}) {
      for (int[] shape : RowThresholdsTest.blocks(n)) {
        rows(Operands.of(DType.FLOAT32, lie, n, shape), lie);
      }
    }
  }

  private static void rows(Operand x, Lie lie) {
    int rows = x.shape().get(0);
    int n = x.shape().get(1);
    Operand weight = Operands.of(DType.FLOAT32, Lie.LATER, 1, n);
    Operand bias = Operands.of(DType.FLOAT32, Lie.BACKWARDS, 2, n);
    Operand g = Operands.of(DType.FLOAT32, lie, 3, rows, n);
    double[] w = Operands.read(weight);
    double[] b = Operands.read(bias);
    double[] values = Operands.read(x);
    double[] gradients = Operands.read(g);
    double[] plain = new double[values.length];
    double[] want = new double[values.length];
    double[] ofPlain = new double[values.length];
    double[] ofX = new double[values.length];
    for (int row = 0; row < rows; row++) {
      Group group = new Group(values, row(row, n));
      double[] arriving = new double[n];
      double[] weighted = new double[n];
      for (int i = 0; i < n; i++) {
        plain[row * n + i] = group.normal[i];
        want[row * n + i] = group.normal[i] * w[i] + b[i];
        arriving[i] = gradients[row * n + i];
        weighted[i] = arriving[i] * w[i];
      }
      group.gradient(arriving, ofPlain, 1);
      group.gradient(weighted, ofX, 1);
    }
    String what = "%s %s".formatted(lie, x.shape());
    Storage[] found =
        OpCheck.run(new Normalizations.LayerNorm(1, EPS, true, true), NONE, x, weight, bias);
    near(what, Operands.read(found[0]), want, 3e-5);
    Storage[] unweighted = OpCheck.run(new Normalizations.LayerNorm(1, EPS, false, false), NONE, x);
    near(what, Operands.read(unweighted[0]), plain, 2e-5);
    Operand mean = new Operand(found[1], Layout.contiguous(column(rows)));
    Operand scale = new Operand(found[2], Layout.contiguous(column(rows)));
    double tolerance = n == 3 ? 5e-3 : 1e-4;
    Storage[] grads =
        OpCheck.run(new Normalizations.LayerNormGrad(1, true), NONE, g, x, mean, scale, weight);
    near(what, Operands.read(grads[0]), ofX, tolerance);
    grads = OpCheck.run(new Normalizations.LayerNormGrad(1, false), NONE, g, x, mean, scale);
    near(what, Operands.read(grads[0]), ofPlain, tolerance);
  }

  private static Shape column(int rows) {
    return Shape.of(rows, 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 1, 5 * CHUNK - 3})
  void chunksOfAChannel(int count) {
    for (int length : new int[] {1, 7, CHUNK + 1}) {
      int batch = Math.ceilDiv(count, length);
      for (int channels : length == 7 ? new int[] {1, 2, 6} : new int[] {1, 2}) {
        for (Lie lie : length == 7 ? List.of(Lie.LATER, Lie.TURNED) : List.of(Lie.LATER)) {
          channels(lie, batch, channels, length);
        }
      }
    }
  }

  private static void channels(Lie lie, int batch, int channels, int length) {
    Operand x = Operands.of(DType.FLOAT32, lie, batch, batch, channels, length);
    Operand g = Operands.of(DType.FLOAT32, lie, ~batch, batch, channels, length);
    Operand weight = Operands.of(DType.FLOAT32, Lie.LATER, 1, channels);
    Operand bias = Operands.of(DType.FLOAT32, Lie.BACKWARDS, 2, channels);
    double[] w = Operands.read(weight);
    double[] b = Operands.read(bias);
    double[] values = Operands.read(x);
    double[] gradients = Operands.read(g);
    double[] want = new double[values.length];
    double[] ofX = new double[values.length];
    double[] means = new double[channels];
    double[] variances = new double[channels];
    for (int c = 0; c < channels; c++) {
      int[] at = new int[batch * length];
      for (int i = 0; i < at.length; i++) {
        at[i] = (i / length * channels + c) * length + i % length;
      }
      Group group = new Group(values, at);
      double[] arriving = new double[at.length];
      for (int i = 0; i < at.length; i++) {
        want[at[i]] = group.normal[i] * w[c] + b[c];
        arriving[i] = gradients[at[i]];
      }
      group.gradient(arriving, ofX, w[c]);
      means[c] = group.mean;
      variances[c] = group.variance;
    }
    String what = "%s %s".formatted(lie, x.shape());
    Storage[] found =
        OpCheck.run(new Normalizations.BatchNorm(EPS, true, true), NONE, x, weight, bias);
    near(what, Operands.read(found[0]), want, 2e-5);
    near(what, Operands.read(found[1]), means, 1e-5);
    near(what, Operands.read(found[2]), variances, 1e-5);
    OpCheck.run(new Normalizations.BatchNorm(EPS, false, false), NONE, x);
    Operand mean = Operands.of(DType.FLOAT32, means, channels);
    Operand variance = Operands.of(DType.FLOAT32, variances, channels);
    found =
        OpCheck.run(
            new Normalizations.BatchNormGrad(EPS, true), NONE, g, x, mean, variance, weight);
    near(what, Operands.read(found[0]), ofX, 1e-4);
    OpCheck.run(new Normalizations.BatchNormGrad(EPS, false), NONE, g, x, mean, variance);
  }
}
