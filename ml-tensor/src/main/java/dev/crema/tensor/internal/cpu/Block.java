package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.Layout;
import dev.crema.tensor.Operand;
import dev.crema.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * An operand of an elementwise loop, block by block: the storage's own array where that is what the
 * loop computes on and the operand lies in it in long runs, else a small scratch array into which a
 * block is read.
 */
final class Block {
  /** Elements that a scratch array holds: they stay in the nearest cache. */
  static final int SCRATCH = 1024;

  /** Runs shorter than this are read into scratch: a loop of its own costs more. */
  static final int LONG_RUN = 64;

  private final Operand operand;
  private final Compute compute;
  private final @Nullable Runs runs;

  /** Whether the array is the storage's own. */
  private final boolean inPlace;

  Object array;
  int offset;

  /** The distance of neighbours in the array: 1, or 0 where all elements of a block are one. */
  final int step;

  /** The operand read as {@code shape}, to which it broadcasts. */
  Block(Operand operand, Compute compute, Shape shape) {
    this.operand = operand;
    this.compute = compute;
    Layout layout = operand.layout();
    boolean single = layout.shape().numel() == 1;
    boolean direct = Compute.isNative(operand.dtype()) && Compute.of(operand.dtype()) == compute;
    boolean whole = layout.isContiguous() && layout.shape().numel() == shape.numel();
    this.runs = single || (direct && whole) ? null : new Runs(layout.expand(shape));
    boolean inRuns = direct && runs != null && runs.length() >= LONG_RUN && runs.step() <= 1;
    this.inPlace = direct && (runs == null || (inRuns && runs.step() >= 0));
    this.step = single ? 0 : inPlace && runs != null ? runs.step() : 1;
    if (inPlace) {
      array = operand.storage().array();
      offset = layout.offset();
    } else {
      array = compute.allocate(single ? 1 : (int) Math.min(SCRATCH, shape.numel()));
      if (single) {
        Load.run(operand.storage(), layout.offset(), 0, compute, array, 0, 1);
      }
    }
  }

  /** How many elements from {@code start} on a block can hold. */
  int available(int start) {
    if (runs == null) {
      return Integer.MAX_VALUE;
    }
    return inPlace ? runs.length() - start % runs.length() : SCRATCH;
  }

  /** Makes the elements from {@code start} on available, n of them. */
  void move(int start, int n) {
    if (runs == null && step == 1) {
      offset = operand.layout().offset() + start;
    } else if (runs == null) {
      return;
    } else if (inPlace) {
      offset = runs.position(start);
    } else {
      runs.load(operand, start, n, compute, array);
    }
  }
}
