package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.BinaryFn;
import dev.crema.tensor.DType;
import dev.crema.tensor.Normalizations.BatchNorm;
import dev.crema.tensor.Normalizations.BatchNormGrad;
import dev.crema.tensor.Operand;
import dev.crema.tensor.ReductionOp.ReduceFn;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Storage;
import dev.crema.tensor.UnaryFn;
import dev.crema.tensor.internal.kernels.Kernels;
import dev.crema.tensor.internal.kernels.Loops;
import dev.crema.tensor.internal.parallel.Workers;
import org.jspecify.annotations.Nullable;

/**
 * Batch normalization channel by channel.
 *
 * <p>The values of a channel lie in runs, one an entry of the batch. The body moves the channel's
 * axis to the front and reduces chunks of the rest; here a chunk is gathered from the runs into
 * scratch, where the same loop reduces it.
 */
final class BatchNormRun {
  private final Kernels kernels;
  private final int channels;

  /** Values of a run. */
  private final int length;

  /** Values of a channel. */
  private final int count;

  BatchNormRun(Kernels kernels, Shape shape) {
    this.kernels = kernels;
    this.channels = shape.get(1);
    this.length = Math.toIntExact(shape.numel() / shape.get(0) / channels);
    this.count = shape.get(0) * length;
  }

  /** What is done with n values of a channel, the first of them at a place, the i-th of it. */
  private interface Run {
    void run(int at, int i, int n);
  }

  private void runs(int channel, int from, int to, Run body) {
    int n;
    for (int i = from; i < to; i += n) {
      n = Math.min(to - i, length - i % length);
      body.run((i / length * channels + channel) * length + i % length, i - from, n);
    }
  }

  /** Writes n values, the first of them at a place of the tensor. */
  private interface Fill {
    void run(int at, float[] to, int toAt, int n);
  }

  /** The sum over a channel, in chunks joined by neighbours. */
  private float sum(int channel, Fill fill) {
    Loops.FloatReduce sum = kernels.floats(ReduceFn.SUM);
    float[] scratch = new float[Math.min(count, Kernels.CHUNK)];
    float[] partial = new float[Math.ceilDiv(count, Kernels.CHUNK)];
    for (int chunk = 0; chunk < partial.length; chunk++) {
      int from = chunk * Kernels.CHUNK;
      int to = Math.min(count, from + Kernels.CHUNK);
      runs(channel, from, to, (at, i, n) -> fill.run(at, scratch, i, n));
      partial[chunk] = sum.row(scratch, 0, to - from);
    }
    for (int width = 1; width < partial.length; width *= 2) {
      for (int i = 0; i + width < partial.length; i += 2 * width) {
        partial[i] = sum.join(partial[i], partial[i + width]);
      }
    }
    return partial[0];
  }

  Storage[] run(BatchNorm norm, Operand[] in) {
    Dense x = Dense.of(in[0], Compute.FLOAT);
    float[] weight = norm.weighted() ? numbers(in[1]) : new float[0];
    float[] bias = norm.biased() ? numbers(in[in.length - 1]) : new float[0];
    Storage ys = Storage.forResult(DType.FLOAT32, (long) channels * count);
    float[] y = ys.floats();
    float[] means = new float[channels];
    float[] variances = new float[channels];
    Workers.forRange(
        channels,
        1,
        (from, to) -> {
          for (int c = from; c < to; c++) {
            statistics(x, c, means, variances);
            float[] slope = {scale(variances[c], norm.eps())};
            if (norm.weighted()) {
              slope[0] *= weight[c];
            }
            normalize(x, c, means, slope, norm.biased() ? bias : null, y);
          }
        });
    return new Storage[] {ys, floats(means), floats(variances)};
  }

  private void statistics(Dense x, int c, float[] means, float[] variances) {
    Loops.Float2 sub = kernels.floats(BinaryFn.SUB);
    Loops.Float1 square = kernels.floats(UnaryFn.SQUARE);
    float[] values = (float[]) x.array();
    int offset = x.offset();
    means[c] =
        sum(c, (at, to, toAt, n) -> System.arraycopy(values, offset + at, to, toAt, n)) / count;
    variances[c] =
        sum(
                c,
                (at, to, toAt, n) -> {
                  sub.run(values, offset + at, 1, means, c, 0, to, toAt, n);
                  square.run(to, toAt, to, toAt, n);
                })
            / count;
  }

  private float scale(float variance, double eps) {
    float[] scale = {variance + (float) eps};
    kernels.floats(UnaryFn.RSQRT).run(scale, 0, scale, 0, 1);
    return scale[0];
  }

  private void normalize(
      Dense x, int c, float[] means, float[] slope, float @Nullable [] bias, float[] y) {
    Loops.Float2 add = kernels.floats(BinaryFn.ADD);
    Loops.Float2 sub = kernels.floats(BinaryFn.SUB);
    Loops.Float2 mul = kernels.floats(BinaryFn.MUL);
    float[] values = (float[]) x.array();
    int offset = x.offset();
    runs(
        c,
        0,
        count,
        (at, _, n) -> {
          sub.run(values, offset + at, 1, means, c, 0, y, at, n);
          mul.run(y, at, 1, slope, 0, 0, y, at, n);
          if (bias != null) {
            add.run(y, at, 1, bias, c, 0, y, at, n);
          }
        });
  }

  Storage[] gradient(BatchNormGrad norm, Operand[] in) {
    Channel values =
        new Channel(Dense.of(in[0], Compute.FLOAT), Dense.of(in[1], Compute.FLOAT), numbers(in[2]));
    float[] variances = numbers(in[3]);
    float[] weight = norm.weighted() ? numbers(in[4]) : new float[0];
    Storage ys = Storage.forResult(DType.FLOAT32, (long) channels * count);
    float[] y = ys.floats();
    float[] along = new float[channels];
    float[] total = new float[channels];
    Workers.forRange(
        channels,
        1,
        (from, to) -> {
          for (int c = from; c < to; c++) {
            float[] scale = {scale(variances[c], norm.eps())};
            sums(values, c, scale, along, total);
            float slope = norm.weighted() ? scale[0] * weight[c] : scale[0];
            centre(values, c, scale, along[c] / count, total[c] / count, slope, y);
          }
        });
    return new Storage[] {ys, floats(along), floats(total)};
  }

  /** The gradient, x, and the means of the channels. */
  private record Channel(Dense gradient, Dense x, float[] means) {
    float[] g() {
      return (float[]) gradient.array();
    }

    float[] values() {
      return (float[]) x.array();
    }
  }

  /** normal = (x - mean) * scale. */
  private void normal(Channel v, int c, float[] scale, int at, float[] to, int toAt, int n) {
    int from = v.x.offset() + at;
    kernels.floats(BinaryFn.SUB).run(v.values(), from, 1, v.means, c, 0, to, toAt, n);
    kernels.floats(BinaryFn.MUL).run(to, toAt, 1, scale, 0, 0, to, toAt, n);
  }

  private void sums(Channel v, int c, float[] scale, float[] along, float[] total) {
    Loops.Float2 mul = kernels.floats(BinaryFn.MUL);
    float[] g = v.g();
    int offset = v.gradient.offset();
    along[c] =
        sum(
            c,
            (at, to, toAt, n) -> {
              normal(v, c, scale, at, to, toAt, n);
              mul.run(g, offset + at, 1, to, toAt, 1, to, toAt, n);
            });
    total[c] = sum(c, (at, to, toAt, n) -> System.arraycopy(g, offset + at, to, toAt, n));
  }

  private void centre(
      Channel v, int c, float[] scale, float along, float mean, float slope, float[] y) {
    Loops.Float2 sub = kernels.floats(BinaryFn.SUB);
    Loops.Float2 mul = kernels.floats(BinaryFn.MUL);
    float[] normal = new float[Math.min(length, count)];
    float[] factors = {along, mean, slope};
    runs(
        c,
        0,
        count,
        (at, _, n) -> {
          normal(v, c, scale, at, normal, 0, n);
          mul.run(normal, 0, 1, factors, 0, 0, normal, 0, n);
          sub.run(v.g(), v.gradient.offset() + at, 1, factors, 1, 0, y, at, n);
          sub.run(y, at, 1, normal, 0, 1, y, at, n);
          mul.run(y, at, 1, factors, 2, 0, y, at, n);
        });
  }

  /** One number a channel. */
  private static float[] numbers(Operand operand) {
    return (float[]) Runs.all(operand);
  }

  private static Storage floats(float[] values) {
    return Storage.of(DType.FLOAT32, values);
  }
}
