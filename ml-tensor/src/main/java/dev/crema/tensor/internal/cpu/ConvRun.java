package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.Ints;
import dev.crema.tensor.Layout;
import dev.crema.tensor.Operand;
import dev.crema.tensor.ProductOp;
import dev.crema.tensor.Storage;
import dev.crema.tensor.TensorType;
import dev.crema.tensor.internal.kernels.DoubleGrid;
import dev.crema.tensor.internal.kernels.FloatGrid;
import dev.crema.tensor.internal.kernels.Kernels;
import dev.crema.tensor.internal.kernels.Offsets;
import dev.crema.tensor.internal.parallel.Workers;
import java.util.List;

/**
 * Convolutions as products of matrices that are never formed.
 *
 * <p>An output is a row of what it sees of the input times the weight. Where the element of a row
 * that belongs to a kernel position lies is a sum of two numbers, one of the output and one of the
 * position; so two tables stand for the whole matrix, in which each element of the input occurs
 * kernel-size times. The kernel for products takes tables, with lanes over the output channels. The
 * same holds for both gradients, which are convolutions: that of the weight has few rows and a long
 * sum, whose chunks are shared between threads.
 *
 * <p>Refused: laying the matrix out (im2col), whole or in tiles, costs more than the product where
 * outputs are few; transforms (FFT, Winograd) round otherwise. Source: M. Dukhan, The Indirect
 * Convolution Algorithm, 2019, which has pointers in place of sums.
 */
final class ConvRun {
  /** Multiply-adds of a group from which on its threads share it, not the groups. */
  static final long LARGE = 1L << 20;

  private final Kernels kernels;
  private final ProductOp.Conv op;
  private final PaddedInput x;
  private final Object weight;
  private final Layout weightLayout;
  private final Object y;
  private final int[] strides;

  /** The outputs of one group. */
  private final int outputs;

  private ConvRun(
      Kernels kernels,
      ProductOp.Conv op,
      PaddedInput x,
      Operand weight,
      Compute compute,
      Object y,
      TensorType out) {
    this.kernels = kernels;
    this.op = op;
    this.x = x;
    boolean own = Compute.isNative(weight.dtype());
    this.weight = own ? weight.storage().array() : Runs.all(weight, compute);
    this.weightLayout = own ? weight.layout() : Layout.contiguous(weight.shape());
    this.y = y;
    this.strides = Layout.contiguous(out.shape()).strides();
    this.outputs = out.shape().get(1) / parts(op);
  }

  private static int parts(ProductOp.Conv op) {
    return op.groups() * op.batchGroups();
  }

  static Storage run(Kernels kernels, ProductOp.Conv op, Operand[] in, TensorType out) {
    int n = Math.toIntExact(out.shape().numel());
    boolean empty = n == 0 || in[1].shape().numel() == 0;
    List<ConvPhase> phases = empty ? List.of() : ConvPhase.of(op, in[1].shape(), out.shape());
    long covered = 0;
    for (ConvPhase phase : phases) {
      covered += (long) phase.columns().total() * out.shape().get(1);
    }
    boolean whole = covered == n;
    Storage result = whole ? Storage.forResult(out.dtype(), n) : Storage.allocate(out.dtype(), n);
    if (covered > 0) {
      run(kernels, op, in, out, phases, result);
    }
    return result;
  }

  private static void run(
      Kernels kernels,
      ProductOp.Conv op,
      Operand[] in,
      TensorType out,
      List<ConvPhase> phases,
      Storage result) {
    int n = Math.toIntExact(out.shape().numel());
    Compute compute = Compute.of(out.dtype());
    boolean own = Compute.isNative(out.dtype());
    Object y = own ? result.array() : compute.allocate(n);
    PaddedInput x = PaddedInput.of(in[0], compute, phases);
    ConvRun run = new ConvRun(kernels, op, x, in[1], compute, y, out);
    ConvTables.Kind kind =
        new ConvTables.Kind(
            op,
            in[1].shape(),
            out.shape(),
            Ints.of(x.strides()),
            Ints.of(run.weightLayout.strides()),
            Ints.of(run.strides));
    for (ConvTables tables : ConvTables.of(kind, phases)) {
      run.multiply(tables);
    }
    if (!own) {
      Store.run(compute, y, 0, result, 0, n);
    }
  }

  private void multiply(ConvTables tables) {
    int parts = parts(op);
    long work = (long) tables.outputs().length * tables.taps().length * outputs;
    int grain = work >= LARGE ? parts : (int) Math.max(1, LARGE / Math.max(1, work));
    Workers.forRange(
        parts,
        grain,
        (from, to) -> {
          for (int group = from; group < to; group++) {
            multiply(tables, group);
          }
        });
  }

  private void multiply(ConvTables tables, int group) {
    ConvPhase phase = tables.phase();
    int lead =
        op.batchGroups() > 1
            ? phase.columns().lead() * x.strides()[0]
            : phase.taps().lead() * x.strides()[1];
    int xAt = x.start(phase) + group * lead;
    int wStep = weightLayout.stride(0);
    int wAt = weightLayout.offset() + tables.weightStart() + group * outputs * wStep;
    int plane = strides[1];
    int yAt = tables.resultStart() + group * outputs * plane;
    int[] each = Offsets.evenly(wStep, outputs);
    int[] planes = Offsets.evenly(plane, outputs);
    switch (y) {
      case float[] values ->
          kernels.chains(
              FloatGrid.of((float[]) x.array(), xAt, tables.outputs(), tables.taps()),
              FloatGrid.of((float[]) weight, wAt, tables.weights(), each),
              FloatGrid.of(values, yAt, tables.results(), planes));
      default ->
          kernels.chains(
              DoubleGrid.of((double[]) x.array(), xAt, tables.outputs(), tables.taps()),
              DoubleGrid.of((double[]) weight, wAt, tables.weights(), each),
              DoubleGrid.of((double[]) y, yAt, tables.results(), planes));
    }
  }
}
