package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.Operand;
import dev.crema.tensor.ProductOp;
import dev.crema.tensor.Storage;
import dev.crema.tensor.TensorType;
import dev.crema.tensor.internal.kernels.Kernels;
import dev.crema.tensor.internal.kernels.Kernels.DoubleMatrix;
import dev.crema.tensor.internal.kernels.Kernels.FloatMatrix;
import dev.crema.tensor.internal.parallel.Workers;
import java.util.ArrayList;
import java.util.List;

/**
 * Convolutions as products of matrices, tile by tile.
 *
 * <p>A tile is some output positions (columns) of one group; the input that they see is packed as a
 * matrix with a row for each kernel element and channel, and the weight times it is the tile of the
 * output. So every kernel for products of matrices is one for convolutions, and the chain of
 * multiply-adds is the same. The whole packed matrix (im2col) would be as much as kernel-size times
 * the input; a tile stays in the cache of its core. A transform (FFT, Winograd) would be faster for
 * some sizes, but rounds otherwise.
 *
 * <p>Source: Chellapilla, Puri, Simard, High Performance Convolutional Neural Networks for Document
 * Processing, 2006.
 */
final class ConvRun {
  /** Elements of a packed tile. */
  private static final int TILE = 1 << 18;

  /** The columns of a full tile are a multiple of the narrowest, and at most the widest. */
  private static final int WIDEST = 1024;

  private static final int NARROWEST = 16;
  private static final long WORTH_SHARING = 50_000;

  private final Kernels kernels;
  private final Compute compute;
  private final Dense x;
  private final Dense y;
  private final int planes;

  /** The outputs of one group. */
  private final int outputs;

  /** Some columns of one group of one phase. */
  private record Tile(ConvPhase phase, Dense weight, int group, int from, int to) {}

  private ConvRun(Kernels kernels, Compute compute, Dense x, Dense y, TensorType out, int parts) {
    this.kernels = kernels;
    this.compute = compute;
    this.x = x;
    this.y = y;
    this.planes = out.shape().get(1);
    this.outputs = planes / parts;
  }

  static Storage run(Kernels kernels, ProductOp.Conv op, Operand[] in, TensorType out) {
    Storage result = Storage.allocate(out.dtype(), out.shape().numel());
    int n = (int) out.shape().numel();
    if (n == 0 || in[1].shape().numel() == 0) {
      return result;
    }
    Compute compute = Compute.of(out.dtype());
    Dense x = Dense.of(in[0], compute);
    Dense weight = Dense.of(in[1], compute);
    Object values = Compute.isNative(out.dtype()) ? result.array() : compute.allocate(n);
    int parts = op.groups() * op.batchGroups();
    ConvRun run = new ConvRun(kernels, compute, x, new Dense(values, 0), out, parts);
    List<Tile> tiles = new ArrayList<>();
    long work = 0;
    for (ConvPhase phase : ConvPhase.of(op, in[0].shape(), in[1].shape(), out.shape())) {
      Dense chosen = phase.weight(weight, compute, in[1].shape());
      addTiles(tiles, phase, chosen, parts);
      work += (long) phase.columns().total() * phase.taps().total() * out.shape().get(1);
    }
    int grain = work < WORTH_SHARING ? Math.max(1, tiles.size()) : 1;
    Workers.forRange(
        tiles.size(), grain, (from, to) -> tiles.subList(from, to).forEach(run::multiply));
    if (values != result.array()) {
      Store.run(compute, values, 0, result, 0, n);
    }
    return result;
  }

  private static void addTiles(List<Tile> tiles, ConvPhase phase, Dense weight, int parts) {
    int depth = Math.min(phase.taps().total(), Kernels.CHUNK);
    int width = Math.min(WIDEST, TILE / depth / NARROWEST * NARROWEST);
    int total = phase.columns().total();
    for (int group = 0; group < parts; group++) {
      for (int from = 0; from < total; from += width) {
        tiles.add(new Tile(phase, weight, group, from, Math.min(total, from + width)));
      }
    }
  }

  /** One tile of the output: chunk after chunk of the kernel, joined by a tree. */
  private void multiply(Tile tile) {
    ConvPhase phase = tile.phase();
    int depth = phase.taps().total();
    int real = tile.to() - tile.from();
    int width = Math.max(2, real);
    Object packed = compute.allocate(width * Math.min(depth, Kernels.CHUNK));
    ChunkTree tree = new ChunkTree(compute, outputs * width);
    for (int from = 0; from < depth; from += Kernels.CHUNK) {
      int to = Math.min(depth, from + Kernels.CHUNK);
      phase.pack(x, tile.group(), tile.from(), tile.to(), from, to, packed);
      product(tile, from, to - from, packed, tree.next(), width);
      tree.add();
    }
    Object sums = tree.total();
    for (int o = 0; o < outputs; o++) {
      int plane = tile.group() * outputs + o;
      phase.unpack(sums, o * width, tile.from(), tile.to(), y, plane, planes);
    }
  }

  /**
   * The weight times what is packed. A product never has one column alone: that would be a
   * reduction, which adds in another order. So one column is taken twice.
   */
  private void product(Tile tile, int tap, int taps, Object packed, Object sums, int width) {
    int row = tile.to() - tile.from();
    int column = row == 1 ? 0 : 1;
    int depth = tile.phase().taps().total();
    int at = tile.weight().offset() + tile.group() * outputs * depth + tap;
    switch (sums) {
      case float[] c ->
          kernels.matmul(
              new FloatMatrix((float[]) tile.weight().array(), at, depth, 1),
              new FloatMatrix((float[]) packed, 0, row, column),
              c,
              0,
              outputs,
              width,
              taps);
      default ->
          kernels.matmul(
              new DoubleMatrix((double[]) tile.weight().array(), at, depth, 1),
              new DoubleMatrix((double[]) packed, 0, row, column),
              (double[]) sums,
              0,
              outputs,
              width,
              taps);
    }
  }
}
