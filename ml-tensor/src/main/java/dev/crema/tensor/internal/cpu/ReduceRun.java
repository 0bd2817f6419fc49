package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.Operand;
import dev.crema.tensor.ReductionOp;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Storage;
import dev.crema.tensor.TensorType;
import dev.crema.tensor.internal.kernels.Kernels;
import dev.crema.tensor.internal.kernels.Loops;
import dev.crema.tensor.internal.parallel.Workers;

/**
 * Reductions in an order that depends on the shape and the axes only.
 *
 * <p>The input is read as (outer, reduced, inner) in row-major order. With inner = 1 each row is
 * reduced in lanes, else each column in index order; both in chunks of {@link Kernels#CHUNK}, which
 * a tree of neighbours joins. Axes that are not neighbours are moved to the end first.
 */
final class ReduceRun {
  /** Elements that are worth a block of their own. */
  static final int GRAIN = 16_384;

  private final Kernels kernels;

  ReduceRun(Kernels kernels) {
    this.kernels = kernels;
  }

  Storage run(ReductionOp op, Operand in, TensorType out) {
    return switch (op) {
      case ReductionOp.Reduce r -> reduce(r, in, out);
      case ReductionOp.ArgReduce a -> ArgReduceRun.run(a, in, out);
    };
  }

  /** The extents of (outer, reduced, inner), and the operand in that order. */
  private record Canonical(Operand operand, int outer, int reduced, int inner) {}

  private static Canonical canonical(Operand in, int[] axes) {
    int rank = in.shape().rank();
    boolean[] reduced = new boolean[rank];
    for (int axis : axes) {
      reduced[axis] = true;
    }
    boolean adjacent = axes.length == 0 || axes[axes.length - 1] - axes[0] == axes.length - 1;
    if (adjacent) {
      int first = axes.length == 0 ? rank : axes[0];
      int end = first + axes.length;
      return new Canonical(
          in,
          extent(in.shape(), 0, first),
          extent(in.shape(), first, end),
          extent(in.shape(), end, rank));
    }
    int[] order = new int[rank];
    int at = 0;
    for (int i = 0; i < rank; i++) {
      if (!reduced[i]) {
        order[at++] = i;
      }
    }
    int kept = at;
    for (int axis : axes) {
      order[at++] = axis;
    }
    Operand moved = new Operand(in.storage(), in.layout().permute(order));
    return new Canonical(
        moved, extent(moved.shape(), 0, kept), extent(moved.shape(), kept, rank), 1);
  }

  private static int extent(Shape shape, int from, int to) {
    int product = 1;
    for (int i = from; i < to; i++) {
      product *= shape.get(i);
    }
    return product;
  }

  private Storage reduce(ReductionOp.Reduce op, Operand in, TensorType out) {
    Canonical c = canonical(in, op.axes().toArray());
    Compute compute = Compute.of(in.dtype());
    Storage result = Storage.allocate(out.dtype(), out.shape().numel());
    int n = Math.toIntExact(out.shape().numel());
    if (n == 0) {
      return result;
    }
    Operand operand = c.operand();
    boolean direct = Compute.isNative(operand.dtype()) && operand.layout().isContiguous();
    boolean gathered = !direct && c.inner() == 1;
    Object values =
        direct ? operand.storage().array() : gathered ? compute.allocate(0) : Runs.all(operand);
    int offset = direct ? operand.layout().offset() : 0;
    Runs runs = new Runs(operand.layout());
    int chunks = Math.max(1, Math.ceilDiv(c.reduced(), Kernels.CHUNK));
    Object partial = compute.allocate(c.outer() * chunks * c.inner());
    Step step = step(compute, op.fn(), values, partial);
    int units = c.outer() * chunks;
    int grain = Math.max(1, GRAIN / Math.max(1, Math.min(c.reduced(), Kernels.CHUNK) * c.inner()));
    Workers.forRange(
        units,
        grain,
        (from, to) -> {
          Object chunk = gathered ? compute.chunk() : values;
          Step each = gathered ? step(compute, op.fn(), chunk, partial) : step;
          for (int unit = from; unit < to; unit++) {
            int start = unit % chunks * Kernels.CHUNK;
            int rows = Math.min(Kernels.CHUNK, c.reduced() - start);
            int at = (unit / chunks * c.reduced() + start) * c.inner();
            if (gathered && rows > 0) {
              runs.load(operand, at, rows, compute, chunk);
            }
            each.reduce(gathered ? 0 : offset + at, rows, c.inner(), unit * c.inner());
          }
        });
    for (int o = 0; o < c.outer(); o++) {
      join(step, o * chunks * c.inner(), chunks, c.inner());
      Store.run(compute, partial, o * chunks * c.inner(), result, o * c.inner(), c.inner());
    }
    return result;
  }

  /** One chunk into a partial result, and a partial result into another. */
  private interface Step {
    void reduce(int at, int rows, int inner, int to);

    void join(int to, int from);
  }

  private static void join(Step step, int at, int chunks, int inner) {
    for (int width = 1; width < chunks; width *= 2) {
      for (int i = 0; i + width < chunks; i += 2 * width) {
        for (int j = 0; j < inner; j++) {
          step.join(at + i * inner + j, at + (i + width) * inner + j);
        }
      }
    }
  }

  private Step step(Compute compute, ReductionOp.ReduceFn fn, Object values, Object partial) {
    return switch (compute) {
      case FLOAT -> floats(kernels.floats(fn), (float[]) values, (float[]) partial);
      case DOUBLE -> doubles(kernels.doubles(fn), (double[]) values, (double[]) partial);
      case LONG -> longs(kernels.longs(fn), (long[]) values, (long[]) partial);
    };
  }

  private static Step floats(Loops.FloatReduce loop, float[] x, float[] y) {
    return new Step() {
      @Override
      public void reduce(int at, int rows, int inner, int to) {
        if (inner == 1) {
          y[to] = loop.row(x, at, rows);
        } else {
          loop.columns(x, at, rows, inner, y, to);
        }
      }

      @Override
      public void join(int to, int from) {
        y[to] = loop.join(y[to], y[from]);
      }
    };
  }

  private static Step doubles(Loops.DoubleReduce loop, double[] x, double[] y) {
    return new Step() {
      @Override
      public void reduce(int at, int rows, int inner, int to) {
        if (inner == 1) {
          y[to] = loop.row(x, at, rows);
        } else {
          loop.columns(x, at, rows, inner, y, to);
        }
      }

      @Override
      public void join(int to, int from) {
        y[to] = loop.join(y[to], y[from]);
      }
    };
  }

  private static Step longs(Loops.LongReduce loop, long[] x, long[] y) {
    return new Step() {
      @Override
      public void reduce(int at, int rows, int inner, int to) {
        if (inner == 1) {
          y[to] = loop.row(x, at, rows);
        } else {
          loop.columns(x, at, rows, inner, y, to);
        }
      }

      @Override
      public void join(int to, int from) {
        y[to] = loop.join(y[to], y[from]);
      }
    };
  }
}
