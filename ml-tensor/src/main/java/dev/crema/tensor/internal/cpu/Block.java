package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.Layout;
import dev.crema.tensor.Operand;
import dev.crema.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * An operand of an elementwise loop, block by block: the storage's own array where that is what the
 * loop computes on, else a small scratch array into which a block is read.
 */
final class Block {
  /** Elements that a scratch array holds: they stay in the nearest cache. */
  static final int SCRATCH = 1024;

  private final Operand operand;
  private final Compute compute;
  private final boolean inPlace;
  private final @Nullable Runs runs;
  Object array;
  int offset;
  final int step;

  /** The operand read as {@code shape}, to which it broadcasts. */
  Block(Operand operand, Compute compute, Shape shape) {
    this.operand = operand;
    this.compute = compute;
    Layout layout = operand.layout();
    boolean single = layout.shape().numel() == 1;
    boolean direct = Compute.isNative(operand.dtype()) && Compute.of(operand.dtype()) == compute;
    boolean whole = layout.isContiguous() && layout.shape().numel() == shape.numel();
    this.step = single ? 0 : 1;
    this.inPlace = direct && (single || whole);
    if (inPlace) {
      runs = null;
      array = operand.storage().array();
      offset = layout.offset();
    } else {
      runs = single ? null : new Runs(layout.expand(shape));
      array = compute.allocate(single ? 1 : (int) Math.min(SCRATCH, shape.numel()));
      if (single) {
        Load.run(operand.storage(), layout.offset(), 0, compute, array, 0, 1);
      }
    }
  }

  boolean isInPlace() {
    return inPlace || step == 0;
  }

  /**
   * Makes the elements from {@code start} on available; at most {@link #SCRATCH} if not in place.
   */
  void move(int start, int n) {
    if (step == 0) {
      return;
    }
    if (runs == null) {
      offset = operand.layout().offset() + start;
    } else {
      runs.load(operand, start, n, compute, array);
    }
  }
}
