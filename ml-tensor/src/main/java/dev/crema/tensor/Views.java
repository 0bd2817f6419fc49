package dev.crema.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Other shapes of the same elements. All but {@code cat}, {@code pad} and {@code contiguous} share
 * storage; {@code reshape} copies only where it must.
 */
public sealed interface Views permits Tensor {
  /**
   * The same elements in the same order under another shape; one size may be -1 and is found.
   *
   * @throws CremaException if the number of elements differs
   */
  default Tensor reshape(int... sizes) {
    return reshape(ShapeWords.solve(self().shape(), sizes));
  }

  default Tensor reshape(Shape shape) {
    Tensor x = self();
    return shape.equals(x.shape()) ? x : Dispatcher.apply(new MovementOp.Reshape(shape), x);
  }

  /** Like {@link #reshape(int...)}. */
  default Tensor view(int... sizes) {
    return reshape(sizes);
  }

  /** All axes as one. */
  default Tensor flatten() {
    return reshape(-1);
  }

  /** Axes start to end (both included) as one. */
  default Tensor flatten(int start, int end) {
    Shape shape = self().shape();
    if (shape.rank() == 0) {
      return reshape(1);
    }
    int first = shape.axis(start);
    int last = shape.axis(end);
    if (first > last) {
      throw new CremaException(
          "flatten: axis %d comes after axis %d of shape %s".formatted(start, end, shape));
    }
    int[] sizes = new int[shape.rank() - (last - first)];
    int joined = 1;
    for (int i = first; i <= last; i++) {
      joined *= shape.get(i);
    }
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = i < first ? shape.get(i) : i == first ? joined : shape.get(i + last - first);
    }
    return reshape(Shape.owning(sizes));
  }

  /** Without the axes of size 1. */
  default Tensor squeeze() {
    int[] kept = Arrays.stream(self().shape().toArray()).filter(size -> size != 1).toArray();
    return reshape(Shape.owning(kept));
  }

  /** Without this axis if its size is 1; otherwise unchanged. */
  default Tensor squeeze(int axis) {
    Shape shape = self().shape();
    int found = shape.axis(axis);
    return shape.get(found) == 1 ? reshape(shape.without(new int[] {found}, false)) : self();
  }

  /** With a new axis of size 1. */
  default Tensor unsqueeze(int axis) {
    Shape shape = self().shape();
    int rank = shape.rank() + 1;
    int at = axis < 0 ? axis + rank : axis;
    if (at < 0 || at >= rank) {
      throw new CremaException(
          "unsqueeze: axis %d of shape %s: give %d to %d".formatted(axis, shape, -rank, rank - 1));
    }
    int[] sizes = new int[rank];
    for (int i = 0; i < rank; i++) {
      sizes[i] = i < at ? shape.get(i) : i == at ? 1 : shape.get(i - 1);
    }
    return reshape(Shape.owning(sizes));
  }

  /** The axes in another order: axis i of the result is axis axes[i]. */
  default Tensor permute(int... axes) {
    Shape shape = self().shape();
    int[] order = new int[axes.length];
    Arrays.setAll(order, i -> shape.axis(axes[i]));
    return Dispatcher.apply(new MovementOp.Permute(Ints.owning(order)), self());
  }

  /** With two axes swapped. */
  default Tensor transpose(int a, int b) {
    Shape shape = self().shape();
    int[] order = shape.axes();
    int first = shape.axis(a);
    int second = shape.axis(b);
    order[first] = second;
    order[second] = first;
    return Dispatcher.apply(new MovementOp.Permute(Ints.owning(order)), self());
  }

  /**
   * The transpose of a matrix; 0-d and 1-D tensors stay as they are.
   *
   * @throws CremaException for more than two axes
   */
  default Tensor t() {
    Tensor x = self();
    if (x.ndim() > 2) {
      throw new CremaException(
          "t() transposes a matrix, but the shape is " + x.shape() + "; use transpose(a, b)");
    }
    return x.ndim() < 2 ? x : transpose(0, 1);
  }

  /** Repeats axes of size 1 without copying; -1 keeps a size. */
  default Tensor expand(int... sizes) {
    Shape shape = self().shape();
    int[] to = sizes.clone();
    int lead = to.length - shape.rank();
    for (int i = Math.max(0, lead); i < to.length; i++) {
      to[i] = to[i] == -1 ? shape.get(i - lead) : to[i];
    }
    return expand(Shape.of(to));
  }

  default Tensor expand(Shape shape) {
    Tensor x = self();
    return shape.equals(x.shape()) ? x : Dispatcher.apply(new MovementOp.Expand(shape), x);
  }

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
    return one.reshape(shape.without(new int[] {at}, false));
  }

  /** An axis in reverse order. */
  default Tensor flip(int axis) {
    Shape shape = self().shape();
    int at = shape.axis(axis);
    int size = shape.get(at);
    return Dispatcher.apply(new MovementOp.Slice(at, Math.max(0, size - 1), -1, size), self());
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

  /** At most this many pieces of equal size along an axis; the last may be smaller. */
  default List<Tensor> chunk(int chunks, int axis) {
    if (chunks < 1) {
      throw new CremaException("chunk: the number of pieces must be at least 1, not " + chunks);
    }
    return split(Math.max(1, Math.ceilDiv(self().size(axis), chunks)), axis);
  }

  /** A value before and behind the elements of one axis. */
  default Tensor pad(int axis, int before, int behind, double value) {
    int at = self().shape().axis(axis);
    return Dispatcher.apply(new MovementOp.Pad(at, before, behind, 0, value), self());
  }

  /** In row-major storage without gaps; itself where it is so already. */
  default Tensor contiguous() {
    Tensor x = self();
    return x.isContiguous() ? x : Dispatcher.apply(new ElementwiseOp.Copy(), x);
  }

  static Tensor cat(List<Tensor> tensors, int axis) {
    if (tensors.isEmpty()) {
      throw new CremaException("cat: no tensors were given");
    }
    DType dtype = tensors.getFirst().dtype();
    for (Tensor tensor : tensors) {
      dtype = DType.promote(dtype, tensor.dtype());
    }
    Tensor[] same = new Tensor[tensors.size()];
    for (int i = 0; i < same.length; i++) {
      same[i] = tensors.get(i).to(dtype);
    }
    int at = same[0].shape().axis(axis);
    return Dispatcher.apply(new MovementOp.Concat(at), same);
  }

  private Tensor self() {
    return (Tensor) this;
  }
}
