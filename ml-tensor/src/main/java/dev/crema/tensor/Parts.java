package dev.crema.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Parts of an axis. All share the storage of the whole. */
public sealed interface Parts permits Tensor {
  /** Elements start (included) to end (excluded) of an axis; both may be negative, as in Python. */
  default Tensor slice(int axis, int start, int end) {
    return slice(axis, start, end, 1);
  }

  /** Every step-th element from start to end of an axis, as Python's start:end:step. */
  default Tensor slice(int axis, int start, int end, int step) {
    if (step == 0) {
      throw new CremaException("slice: the step must not be 0");
    }
    Shape shape = self().shape();
    int at = shape.axis(axis);
    int size = shape.get(at);
    int low = step > 0 ? 0 : -1;
    int high = step > 0 ? size : size - 1;
    int first = Math.clamp(start < 0 ? (long) start + size : start, low, high);
    int last = Math.clamp(end < 0 ? (long) end + size : end, low, high);
    long span = step > 0 ? (long) last - first : (long) first - last;
    int count = span <= 0 ? 0 : (int) ((span - 1) / Math.abs((long) step) + 1);
    return Dispatcher.apply(new MovementOp.Slice(at, count == 0 ? 0 : first, step, count), self());
  }

  /** The elements start to start + length - 1 of an axis. */
  default Tensor narrow(int axis, int start, int length) {
    Shape shape = self().shape();
    int at = shape.axis(axis);
    if (start < 0 || length < 0 || start + (long) length > shape.get(at)) {
      throw new CremaException(
          "narrow: %d elements from %d were asked of axis %d of shape %s"
              .formatted(length, start, axis, shape));
    }
    return Dispatcher.apply(new MovementOp.Slice(at, start, 1, length), self());
  }

  /** One element of an axis, which disappears; a negative index counts from the last. */
  default Tensor select(int axis, int index) {
    Shape shape = self().shape();
    int at = shape.axis(axis);
    int size = shape.get(at);
    if (index < -size || index >= size) {
      throw new CremaException(
          "index %d is out of range for axis %d of shape %s: give %d to %d"
              .formatted(index, axis, shape, -size, size - 1));
    }
    int found = index < 0 ? index + size : index;
    Tensor one = Dispatcher.apply(new MovementOp.Slice(at, found, 1, 1), self());
    return one.reshape(shape.without(at));
  }

  /** The slices along an axis, which disappears. */
  default List<Tensor> unbind(int axis) {
    List<Tensor> slices = new ArrayList<>();
    for (int i = 0; i < self().size(axis); i++) {
      slices.add(select(axis, i));
    }
    return slices;
  }

  /** Pieces of this size along an axis; the last may be smaller. */
  default List<Tensor> split(int size, int axis) {
    if (size < 1) {
      throw new CremaException("split: the size of a piece must be at least 1, but was " + size);
    }
    List<Tensor> pieces = new ArrayList<>();
    int total = self().size(axis);
    for (int start = 0; start < total; start += size) {
      pieces.add(narrow(axis, start, Math.min(size, total - start)));
    }
    return pieces.isEmpty() ? List.of(self()) : pieces;
  }

  /**
   * Pieces of these sizes along an axis.
   *
   * @throws CremaException if a size is negative or they do not add up to the axis
   */
  default List<Tensor> split(int[] sizes, int axis) {
    Shape shape = self().shape();
    int total = shape.get(axis);
    long sum = Arrays.stream(sizes).asLongStream().sum();
    if (sum != total || Arrays.stream(sizes).anyMatch(size -> size < 0)) {
      throw new CremaException(
          "split: sizes %s of axis %d of shape %s: give sizes that add up to %d"
              .formatted(Arrays.toString(sizes), axis, shape, total));
    }
    List<Tensor> pieces = new ArrayList<>();
    int start = 0;
    for (int size : sizes) {
      pieces.add(narrow(axis, start, size));
      start += size;
    }
    return pieces;
  }

  /** This many pieces along an axis, the first ones one longer where they cannot be equal. */
  default List<Tensor> tensorSplit(int pieces, int axis) {
    int total = self().size(axis);
    if (pieces < 1) {
      throw new CremaException("tensorSplit: the pieces must be at least 1, but were " + pieces);
    }
    int[] sizes = new int[pieces];
    Arrays.setAll(sizes, i -> total / pieces + (i < total % pieces ? 1 : 0));
    return split(sizes, axis);
  }

  /** The pieces between these places of an axis, as Python's slices have them. */
  default List<Tensor> tensorSplit(int[] places, int axis) {
    List<Tensor> pieces = new ArrayList<>();
    int start = 0;
    for (int place : places) {
      pieces.add(slice(axis, start, place));
      start = place;
    }
    pieces.add(slice(axis, start, Integer.MAX_VALUE));
    return pieces;
  }

  /** At most this many pieces of equal size along an axis; the last may be smaller. */
  default List<Tensor> chunk(int chunks, int axis) {
    if (chunks < 1) {
      throw new CremaException("chunk: the number of pieces must be at least 1, not " + chunks);
    }
    return split(Math.max(1, Math.ceilDiv(self().size(axis), chunks)), axis);
  }

  private Tensor self() {
    return (Tensor) this;
  }
}
