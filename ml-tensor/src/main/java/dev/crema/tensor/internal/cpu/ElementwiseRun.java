package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.BinaryFn;
import dev.crema.tensor.DType;
import dev.crema.tensor.ElementwiseOp;
import dev.crema.tensor.Operand;
import dev.crema.tensor.Storage;
import dev.crema.tensor.TensorType;
import dev.crema.tensor.UnaryFn;
import dev.crema.tensor.internal.kernels.Kernels;
import dev.crema.tensor.internal.kernels.Loops;
import dev.crema.tensor.internal.parallel.Workers;
import java.util.Arrays;

/** Elementwise operations: blocks of operands through one loop. */
final class ElementwiseRun {
  /** Elements a thread takes at a time. */
  static final int PIECE = 16_384;

  private final Kernels kernels;

  ElementwiseRun(Kernels kernels) {
    this.kernels = kernels;
  }

  Storage run(ElementwiseOp op, Operand[] in, TensorType out) {
    return switch (op) {
      case ElementwiseOp.Unary(UnaryFn fn) -> unary(fn, in[0], out);
      case ElementwiseOp.Binary(BinaryFn fn) -> binary(fn, in, out);
      case ElementwiseOp.Select s -> {
        Compute values = Compute.of(out.dtype());
        yield map(values, new Compute[] {Compute.LONG, values, values}, in, out, select(values));
      }
      case ElementwiseOp.Cast c -> copy(in[0], out, compute(in[0].dtype(), out.dtype()));
      case ElementwiseOp.Copy c -> copy(in[0], out, Compute.of(out.dtype()));
    };
  }

  /** A cast goes through float64 unless both sides are at most float32, or integers. */
  private static Compute compute(DType from, DType to) {
    Compute source = Compute.of(from);
    return source == Compute.FLOAT && Compute.of(to) != Compute.FLOAT ? Compute.DOUBLE : source;
  }

  private Storage unary(UnaryFn fn, Operand in, TensorType out) {
    int few = few(out);
    if (few >= 0 && plainStep(in, few) >= 0) {
      Storage result = Storage.forResult(DType.FLOAT32, few);
      float[] y = result.floats();
      kernels.floats(fn).run(in.storage().floats(), in.layout().offset(), y, 0, few);
      return result;
    }
    Compute compute = Compute.of(in.dtype());
    Body body =
        switch (compute) {
          case FLOAT -> {
            Loops.Float1 loop = kernels.floats(fn);
            yield (x, y, yo, n) -> {
              loop.run((float[]) x[0].array, x[0].offset, (float[]) y, yo, own(x[0], n));
              repeat(x[0], y, yo, n);
            };
          }
          case DOUBLE -> {
            Loops.Double1 loop = kernels.doubles(fn);
            yield (x, y, yo, n) -> {
              loop.run((double[]) x[0].array, x[0].offset, (double[]) y, yo, own(x[0], n));
              repeat(x[0], y, yo, n);
            };
          }
          case LONG -> {
            Loops.Long1 loop = kernels.longs(fn);
            yield (x, y, yo, n) -> {
              loop.run((long[]) x[0].array, x[0].offset, (long[]) y, yo, own(x[0], n));
              repeat(x[0], y, yo, n);
            };
          }
        };
    return map(compute, new Compute[] {compute}, new Operand[] {in}, out, body);
  }

  /** How many elements of a block there are to compute: one, where all of them are that one. */
  private static int own(Block x, int n) {
    return x.step == 0 ? Math.min(1, n) : n;
  }

  /** Copies the one result of a block of equal elements to all of their places. */
  private static void repeat(Block x, Object y, int yo, int n) {
    if (x.step == 0 && n > 1) {
      switch (y) {
        case float[] to -> Arrays.fill(to, yo + 1, yo + n, to[yo]);
        case double[] to -> Arrays.fill(to, yo + 1, yo + n, to[yo]);
        default -> Arrays.fill((long[]) y, yo + 1, yo + n, ((long[]) y)[yo]);
      }
    }
  }

  private Storage binary(BinaryFn fn, Operand[] in, TensorType out) {
    int few = few(out);
    if (few >= 0) {
      Operand a = in[0];
      Operand b = in[1];
      int as = plainStep(a, few);
      int bs = plainStep(b, few);
      if (as >= 0 && bs >= 0) {
        Storage result = Storage.forResult(DType.FLOAT32, few);
        float[] y = result.floats();
        kernels
            .floats(fn)
            .run(
                a.storage().floats(),
                a.layout().offset(),
                as,
                b.storage().floats(),
                b.layout().offset(),
                bs,
                y,
                0,
                few);
        return result;
      }
    }
    Compute compute = Compute.of(in[0].dtype());
    Body body =
        switch (compute) {
          case FLOAT -> {
            Loops.Float2 loop = kernels.floats(fn);
            yield (x, y, yo, n) ->
                loop.run(
                    (float[]) x[0].array,
                    x[0].offset,
                    x[0].step,
                    (float[]) x[1].array,
                    x[1].offset,
                    x[1].step,
                    (float[]) y,
                    yo,
                    n);
          }
          case DOUBLE -> {
            Loops.Double2 loop = kernels.doubles(fn);
            yield (x, y, yo, n) ->
                loop.run(
                    (double[]) x[0].array,
                    x[0].offset,
                    x[0].step,
                    (double[]) x[1].array,
                    x[1].offset,
                    x[1].step,
                    (double[]) y,
                    yo,
                    n);
          }
          case LONG -> {
            Loops.Long2 loop = kernels.longs(fn);
            yield (x, y, yo, n) ->
                loop.run(
                    (long[]) x[0].array,
                    x[0].offset,
                    x[0].step,
                    (long[]) x[1].array,
                    x[1].offset,
                    x[1].step,
                    (long[]) y,
                    yo,
                    n);
          }
        };
    return map(compute, new Compute[] {compute, compute}, in, out, body);
  }

  // The short way for what small models do all day: plain float32 that one thread is best for.

  /**
   * The number of elements where the short way may serve, else -1. Operands have the same dtype.
   */
  private static int few(TensorType out) {
    long n = out.shape().numel();
    return out.dtype() == DType.FLOAT32 && n <= PIECE ? (int) n : -1;
  }

  /** 1 for n adjacent floats, 0 for a single one, -1 for anything else. */
  private static int plainStep(Operand operand, int n) {
    if (!operand.layout().isContiguous()) {
      return -1;
    }
    long count = operand.shape().numel();
    return count == n ? 1 : count == 1 ? 0 : -1;
  }

  private static Body select(Compute values) {
    return switch (values) {
      case FLOAT ->
          (x, y, yo, n) -> {
            float[] to = (float[]) y;
            for (int i = 0; i < n; i++) {
              Block chosen = chosen(x, i);
              to[yo + i] = ((float[]) chosen.array)[chosen.offset + i * chosen.step];
            }
          };
      case DOUBLE ->
          (x, y, yo, n) -> {
            double[] to = (double[]) y;
            for (int i = 0; i < n; i++) {
              Block chosen = chosen(x, i);
              to[yo + i] = ((double[]) chosen.array)[chosen.offset + i * chosen.step];
            }
          };
      case LONG ->
          (x, y, yo, n) -> {
            long[] to = (long[]) y;
            for (int i = 0; i < n; i++) {
              Block chosen = chosen(x, i);
              to[yo + i] = ((long[]) chosen.array)[chosen.offset + i * chosen.step];
            }
          };
    };
  }

  private static Block chosen(Block[] x, int i) {
    return ((long[]) x[0].array)[x[0].offset + i * x[0].step] != 0 ? x[1] : x[2];
  }

  private static Storage copy(Operand in, TensorType out, Compute compute) {
    Body body =
        (x, y, yo, n) -> {
          System.arraycopy(x[0].array, x[0].offset, y, yo, own(x[0], n));
          repeat(x[0], y, yo, n);
        };
    return map(compute, new Compute[] {compute}, new Operand[] {in}, out, body);
  }

  /** What a loop does with one block of each operand. */
  private interface Body {
    void run(Block[] x, Object y, int yo, int n);
  }

  private static Storage map(
      Compute compute, Compute[] kinds, Operand[] in, TensorType out, Body body) {
    Storage result = Storage.forResult(out.dtype(), out.shape().numel());
    int total = Math.toIntExact(out.shape().numel());
    Workers.forRange(
        total, PIECE, (from, to) -> piece(compute, kinds, in, out, result, from, to, body));
    return result;
  }

  private static void piece(
      Compute compute,
      Compute[] kinds,
      Operand[] in,
      TensorType out,
      Storage result,
      int from,
      int to,
      Body body) {
    Block[] blocks = new Block[in.length];
    for (int i = 0; i < in.length; i++) {
      blocks[i] = new Block(in[i], kinds[i], out.shape());
    }
    boolean direct = Compute.isNative(out.dtype()) && Compute.of(out.dtype()) == compute;
    int most = direct ? to - from : Math.min(Block.SCRATCH, to - from);
    Object scratch = direct ? result.array() : compute.allocate(most);
    for (int start = from, n; start < to; start += n) {
      n = Math.min(most, to - start);
      for (Block block : blocks) {
        n = Math.min(n, block.available(start));
      }
      for (Block block : blocks) {
        block.move(start, n);
      }
      if (direct) {
        body.run(blocks, scratch, start, n);
      } else {
        body.run(blocks, scratch, 0, n);
        Store.run(compute, scratch, 0, result, start, n);
      }
    }
  }
}
