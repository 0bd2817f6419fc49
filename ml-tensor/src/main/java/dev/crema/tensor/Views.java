package dev.crema.tensor;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Other shapes of the same elements. All but {@code contiguous} share storage; {@code reshape}
 * copies only where it must.
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

  /**
   * The same storage under another shape, where {@link #reshape(int...)} may copy.
   *
   * @throws CremaException if the number of elements differs, or the elements do not lie in storage
   *     as the shape needs them
   */
  default Tensor view(int... sizes) {
    Tensor x = self();
    Shape to = ShapeWords.solve(x.shape(), sizes);
    if (to.numel() == x.numel() && x.operand().layout().reshape(to) == null) {
      throw new CremaException(
          "view: the elements of shape %s with strides %s cannot be read as %s without a copy: reshape makes one"
              .formatted(x.shape(), Arrays.toString(x.strides()), to));
    }
    return reshape(to);
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

  /**
   * One axis as several; one of their sizes may be -1 and is found.
   *
   * @throws CremaException if the sizes do not multiply to that of the axis
   */
  default Tensor unflatten(int axis, int... sizes) {
    Shape shape = self().shape();
    int at = shape.axis(axis);
    if (sizes.length == 0) {
      throw new CremaException(
          "unflatten: no sizes were given for axis %d of shape %s".formatted(axis, shape));
    }
    int[] parts = ShapeWords.solve(Shape.of(shape.get(at)), sizes).toArray();
    if (Shape.of(parts).numel() != shape.get(at)) {
      throw new CremaException(
          "unflatten: axis %d of shape %s cannot be of sizes %s: they must multiply to %d"
              .formatted(axis, shape, Arrays.toString(sizes), shape.get(at)));
    }
    int[] all = shape.toArray();
    IntStream before = Arrays.stream(all, 0, at);
    IntStream behind = Arrays.stream(all, at + 1, all.length);
    return reshape(
        IntStream.concat(IntStream.concat(before, IntStream.of(parts)), behind).toArray());
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
    return shape.get(found) == 1 ? reshape(shape.without(found)) : self();
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

  /** With an axis in another place; the others keep their order. */
  default Tensor movedim(int from, int to) {
    return movedim(new int[] {from}, new int[] {to});
  }

  /**
   * With axes in other places, {@code from[i]} at {@code to[i]}; the others keep their order.
   *
   * @throws CremaException if the lists differ in length or name an axis twice
   */
  default Tensor movedim(int[] from, int[] to) {
    Shape shape = self().shape();
    if (from.length != to.length) {
      throw new CremaException(
          "movedim: axes %s cannot go to %s: give as many places as axes"
              .formatted(Arrays.toString(from), Arrays.toString(to)));
    }
    if (from.length == 0) {
      return self();
    }
    int[] moved = shape.axes(from);
    int[] taken = shape.axes(to);
    int[] order = new int[shape.rank()];
    for (int i = 0; i < from.length; i++) {
      order[shape.axis(to[i])] = shape.axis(from[i]);
    }
    int next = 0;
    for (int place = 0; place < order.length; place++) {
      if (Arrays.binarySearch(taken, place) < 0) {
        while (Arrays.binarySearch(moved, next) >= 0) {
          next++;
        }
        order[place] = next++;
      }
    }
    return permute(order);
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

  /** {@link #expand(int...)} under the name of {@code torch.broadcast_to}. */
  default Tensor broadcastTo(int... sizes) {
    return expand(sizes);
  }

  /** In row-major storage without gaps; itself where it is so already. */
  default Tensor contiguous() {
    Tensor x = self();
    return x.isContiguous() ? x : Dispatcher.apply(new ElementwiseOp.Copy(), x);
  }

  private Tensor self() {
    return (Tensor) this;
  }
}
