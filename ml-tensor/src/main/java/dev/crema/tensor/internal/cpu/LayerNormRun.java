package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.BinaryFn;
import dev.crema.tensor.DType;
import dev.crema.tensor.Normalizations.LayerNorm;
import dev.crema.tensor.Normalizations.LayerNormGrad;
import dev.crema.tensor.Operand;
import dev.crema.tensor.ReductionOp.ReduceFn;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Storage;
import dev.crema.tensor.UnaryFn;
import dev.crema.tensor.internal.kernels.Kernels;
import dev.crema.tensor.internal.kernels.Loops;

/** Layer normalization row by row: each step of the body is one loop over the row. */
final class LayerNormRun {
  private final Kernels kernels;

  LayerNormRun(Kernels kernels) {
    this.kernels = kernels;
  }

  /** The number of values that are normalized together. */
  static long row(Shape shape, int axes) {
    long row = 1;
    for (int i = 1; i <= axes; i++) {
      row *= shape.get(-i);
    }
    return row;
  }

  Storage[] run(LayerNorm norm, Operand[] in) {
    int n = (int) row(in[0].shape(), norm.axes());
    FloatRows x = FloatRows.of(in[0], n);
    Dense weight = Dense.of(in[norm.weighted() ? 1 : 0], Compute.FLOAT);
    Dense bias = Dense.of(in[in.length - 1], Compute.FLOAT);
    Storage ys = x.result();
    float[] y = ys.floats();
    float[] means = new float[x.rows()];
    float[] scales = new float[x.rows()];
    Loops.Float2 add = kernels.floats(BinaryFn.ADD);
    Loops.Float2 mul = kernels.floats(BinaryFn.MUL);
    x.each(
        (row, scratch, _) -> {
          int at = row * n;
          statistics(norm.eps(), x, row, y, scratch, means, scales);
          mul.run(y, at, 1, scales, row, 0, y, at, n);
          if (norm.weighted()) {
            mul.run(y, at, 1, (float[]) weight.array(), weight.offset(), 1, y, at, n);
          }
          if (norm.biased()) {
            add.run(y, at, 1, (float[]) bias.array(), bias.offset(), 1, y, at, n);
          }
        });
    return new Storage[] {ys, floats(means), floats(scales)};
  }

  /** The mean and the scale of a row, and its deviations in y. */
  private void statistics(
      double eps, FloatRows x, int row, float[] y, float[] scratch, float[] means, float[] scales) {
    Loops.FloatReduce sum = kernels.floats(ReduceFn.SUM);
    int n = x.columns();
    means[row] = sum.row(x.array(), x.at(row), n) / n;
    kernels.floats(BinaryFn.SUB).run(x.array(), x.at(row), 1, means, row, 0, y, row * n, n);
    kernels.floats(UnaryFn.SQUARE).run(y, row * n, scratch, 0, n);
    scales[row] = sum.row(scratch, 0, n) / n + (float) eps;
    kernels.floats(UnaryFn.RSQRT).run(scales, row, scales, row, 1);
  }

  Storage[] gradient(LayerNormGrad norm, Operand[] in) {
    int n = (int) row(in[0].shape(), norm.axes());
    FloatRows g = FloatRows.of(in[0], n);
    FloatRows x = FloatRows.of(in[1], n);
    FloatRows mean = FloatRows.of(in[2], 1);
    FloatRows scale = FloatRows.of(in[3], 1);
    Dense weight = Dense.of(in[norm.weighted() ? 4 : 0], Compute.FLOAT);
    Storage ys = g.result();
    float[] y = ys.floats();
    Storage products = norm.weighted() ? g.result() : floats(new float[0]);
    float[] product = products.floats();
    Loops.Float2 sub = kernels.floats(BinaryFn.SUB);
    Loops.Float2 mul = kernels.floats(BinaryFn.MUL);
    Loops.FloatReduce sum = kernels.floats(ReduceFn.SUM);
    g.each(
        (row, scratch, one) -> {
          int at = row * n;
          // The second row of scratch is the normalized x.
          sub.run(x.array(), x.at(row), 1, mean.array(), mean.at(row), 0, scratch, n, n);
          mul.run(scratch, n, 1, scale.array(), scale.at(row), 0, scratch, n, n);
          if (norm.weighted()) {
            mul.run(g.array(), g.at(row), 1, scratch, n, 1, product, at, n);
            float[] w = (float[]) weight.array();
            mul.run(g.array(), g.at(row), 1, w, weight.offset(), 1, y, at, n);
          } else {
            System.arraycopy(g.array(), g.at(row), y, at, n);
          }
          mul.run(y, at, 1, scratch, n, 1, scratch, 0, n);
          float along = sum.row(scratch, 0, n) / n;
          one[0] = sum.row(y, at, n) / n;
          sub.run(y, at, 1, one, 0, 0, y, at, n);
          one[0] = along;
          mul.run(scratch, n, 1, one, 0, 0, scratch, n, n);
          sub.run(y, at, 1, scratch, n, 1, y, at, n);
          mul.run(y, at, 1, scale.array(), scale.at(row), 0, y, at, n);
        });
    return norm.weighted() ? new Storage[] {ys, products} : new Storage[] {ys};
  }

  private static Storage floats(float[] values) {
    return Storage.of(DType.FLOAT32, values);
  }
}
