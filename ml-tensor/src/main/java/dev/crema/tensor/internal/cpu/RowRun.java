package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.BinaryFn;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Operand;
import dev.crema.tensor.ReductionOp.ReduceFn;
import dev.crema.tensor.Storage;
import dev.crema.tensor.UnaryFn;
import dev.crema.tensor.internal.kernels.Kernels;
import dev.crema.tensor.internal.kernels.Loops;
import java.util.Arrays;

/** Softmax and the losses, row by row: each step of the body is one loop over the row. */
final class RowRun {
  private final Kernels kernels;

  RowRun(Kernels kernels) {
    this.kernels = kernels;
  }

  private Loops.Float1 loop(UnaryFn fn) {
    return kernels.floats(fn);
  }

  private Loops.Float2 loop(BinaryFn fn) {
    return kernels.floats(fn);
  }

  private Loops.FloatReduce loop(ReduceFn fn) {
    return kernels.floats(fn);
  }

  private static Storage[] one(float[] values) {
    return new Storage[] {Storage.of(DType.FLOAT32, values)};
  }

  Storage[] softmax(Operand in) {
    Loops.FloatReduce max = loop(ReduceFn.MAX);
    Loops.FloatReduce sum = loop(ReduceFn.SUM);
    Loops.Float2 sub = loop(BinaryFn.SUB);
    Loops.Float2 div = loop(BinaryFn.DIV);
    Loops.Float1 exp = loop(UnaryFn.EXP);
    FloatRows x = FloatRows.of(in);
    Storage ys = x.result();
    float[] y = ys.floats();
    int n = x.columns();
    x.each(
        (row, scratch, one) -> {
          int at = row * n;
          one[0] = max.row(x.array(), x.at(row), n);
          sub.run(x.array(), x.at(row), 1, one, 0, 0, y, at, n);
          exp.run(y, at, y, at, n);
          one[0] = sum.row(y, at, n);
          div.run(y, at, 1, one, 0, 0, y, at, n);
        });
    return new Storage[] {ys};
  }

  Storage[] softmaxGrad(Operand gradient, Operand output) {
    Loops.FloatReduce sum = loop(ReduceFn.SUM);
    Loops.Float2 sub = loop(BinaryFn.SUB);
    Loops.Float2 mul = loop(BinaryFn.MUL);
    FloatRows g = FloatRows.of(gradient);
    FloatRows y = FloatRows.of(output);
    Storage results = g.result();
    float[] result = results.floats();
    int n = g.columns();
    g.each(
        (row, scratch, one) -> {
          int at = row * n;
          mul.run(g.array(), g.at(row), 1, y.array(), y.at(row), 1, result, at, n);
          one[0] = sum.row(result, at, n);
          mul.run(y.array(), y.at(row), 1, one, 0, 0, scratch, 0, n);
          sub.run(result, at, 1, scratch, 0, 1, result, at, n);
        });
    return new Storage[] {results};
  }

  Storage[] logSoftmax(Operand in) {
    FloatRows x = FloatRows.of(in);
    return new Storage[] {logSoftmax(x)};
  }

  private Storage logSoftmax(FloatRows x) {
    Loops.FloatReduce max = loop(ReduceFn.MAX);
    Loops.FloatReduce sum = loop(ReduceFn.SUM);
    Loops.Float2 sub = loop(BinaryFn.SUB);
    Loops.Float1 exp = loop(UnaryFn.EXP);
    Loops.Float1 log = loop(UnaryFn.LOG);
    Storage ys = x.result();
    float[] y = ys.floats();
    int n = x.columns();
    x.each(
        (row, scratch, one) -> {
          int at = row * n;
          one[0] = max.row(x.array(), x.at(row), n);
          sub.run(x.array(), x.at(row), 1, one, 0, 0, y, at, n);
          exp.run(y, at, scratch, 0, n);
          one[0] = sum.row(scratch, 0, n);
          log.run(one, 0, one, 0, 1);
          sub.run(y, at, 1, one, 0, 0, y, at, n);
        });
    return ys;
  }

  Storage[] logSoftmaxGrad(Operand gradient, Operand output) {
    Loops.FloatReduce sum = loop(ReduceFn.SUM);
    Loops.Float2 sub = loop(BinaryFn.SUB);
    Loops.Float2 mul = loop(BinaryFn.MUL);
    Loops.Float1 exp = loop(UnaryFn.EXP);
    FloatRows g = FloatRows.of(gradient);
    FloatRows y = FloatRows.of(output);
    Storage results = g.result();
    float[] result = results.floats();
    int n = g.columns();
    g.each(
        (row, scratch, one) -> {
          int at = row * n;
          one[0] = sum.row(g.array(), g.at(row), n);
          exp.run(y.array(), y.at(row), scratch, 0, n);
          mul.run(scratch, 0, 1, one, 0, 0, scratch, 0, n);
          sub.run(g.array(), g.at(row), 1, scratch, 0, 1, result, at, n);
        });
    return new Storage[] {results};
  }

  /** Its operands are one chunk of the reduction. */
  Storage[] meanSquaredError(Operand prediction, Operand target) {
    Loops.FloatReduce sum = loop(ReduceFn.SUM);
    Loops.Float2 sub = loop(BinaryFn.SUB);
    Loops.Float1 square = loop(UnaryFn.SQUARE);
    Dense x = Dense.of(prediction, Compute.FLOAT);
    Dense y = Dense.of(target, Compute.FLOAT);
    int n = (int) prediction.shape().numel();
    float[] scratch = new float[n];
    sub.run((float[]) x.array(), x.offset(), 1, (float[]) y.array(), y.offset(), 1, scratch, 0, n);
    square.run(scratch, 0, scratch, 0, n);
    return one(new float[] {sum.row(scratch, 0, n) / n});
  }

  Storage[] meanSquaredErrorGrad(Operand gradient, Operand prediction, Operand target) {
    Loops.Float2 sub = loop(BinaryFn.SUB);
    Loops.Float2 mul = loop(BinaryFn.MUL);
    Dense x = Dense.of(prediction, Compute.FLOAT);
    Dense y = Dense.of(target, Compute.FLOAT);
    int n = (int) prediction.shape().numel();
    Storage results = Storage.forResult(DType.FLOAT32, n);
    float[] result = results.floats();
    float[] share = {number(gradient) / n};
    float[] two = {2};
    sub.run((float[]) x.array(), x.offset(), 1, (float[]) y.array(), y.offset(), 1, result, 0, n);
    mul.run(result, 0, 1, share, 0, 0, result, 0, n);
    mul.run(result, 0, 1, two, 0, 0, result, 0, n);
    return new Storage[] {results};
  }

  private static float number(Operand operand) {
    return operand.storage().floats()[operand.layout().offset()];
  }

  Storage[] crossEntropy(Operand logits, Operand labels) {
    Loops.FloatReduce sum = loop(ReduceFn.SUM);
    FloatRows x = FloatRows.of(logits);
    Storage logs = logSoftmax(x);
    float[] y = logs.floats();
    Dense label = Dense.of(labels, Compute.LONG);
    float[] losses = new float[x.rows()];
    for (int row = 0; row < x.rows(); row++) {
      losses[row] = -y[row * x.columns() + label(label, row, x.columns())];
    }
    float[] mean = {sum.row(losses, 0, x.rows()) / x.rows()};
    return new Storage[] {Storage.of(DType.FLOAT32, mean), logs};
  }

  private static int label(Dense labels, int row, int classes) {
    long label = ((long[]) labels.array())[labels.offset() + row];
    if (label < 0 || label >= classes) {
      throw new CremaException(
          "crossEntropy: label %d of row %d is none of the %d classes"
              .formatted(label, row, classes));
    }
    return (int) label;
  }

  Storage[] crossEntropyGrad(Operand gradient, Operand logs, Operand labels) {
    Loops.Float2 sub = loop(BinaryFn.SUB);
    Loops.Float2 mul = loop(BinaryFn.MUL);
    Loops.Float1 exp = loop(UnaryFn.EXP);
    FloatRows y = FloatRows.of(logs);
    Dense label = Dense.of(labels, Compute.LONG);
    Storage results = y.result();
    float[] result = results.floats();
    int n = y.columns();
    float share = -(number(gradient) / y.rows());
    y.each(
        (row, scratch, one) -> {
          int at = row * n;
          one[0] = share;
          exp.run(y.array(), y.at(row), scratch, 0, n);
          mul.run(scratch, 0, 1, one, 0, 0, scratch, 0, n);
          Arrays.fill(result, at, at + n, 0);
          result[at + label(label, row, n)] = share;
          sub.run(result, at, 1, scratch, 0, 1, result, at, n);
        });
    return new Storage[] {results};
  }
}
