package dev.crema.tensor;

import org.jspecify.annotations.Nullable;

/**
 * One part of an index such as Python's {@code x[1, 2:5, ..., None, mask]}: a position, a range, an
 * ellipsis, a new axis, or a tensor. A tensor is an index itself: integers name entries of an axis,
 * bool chooses among those of as many axes as it has.
 *
 * <pre>{@code
 * import static dev.crema.tensor.Index.*;
 *
 * Tensor x = Tensor.arange(12).reshape(3, 4);
 * x.get(all(), at(1));  // tensor([1, 5, 9])
 * x.get(slice(1, null), slice(null, null, -2));  // tensor([[ 7,  5], [11,  9]])
 * x.get(x.gt(8));  // tensor([ 9, 10, 11])
 * x.get(Tensor.of(2L, 0L), Tensor.of(3L, 1L));  // tensor([11,  1])
 * x.get(ellipsis(), at(-1), newAxis()).shape();  // (3, 1)
 * }</pre>
 */
public sealed interface Index permits Index.At, Index.Range, Index.Ellipsis, Index.NewAxis, Tensor {

  /** An entry of an axis, which disappears; a negative position counts from the last. */
  record At(int position) implements Index {}

  /** Every step-th entry from start to before end; null for the first or last there is. */
  record Range(@Nullable Integer start, @Nullable Integer end, int step) implements Index {}

  /** All axes that the other parts leave. */
  record Ellipsis() implements Index {}

  /** An axis of size 1 that was not there. */
  record NewAxis() implements Index {}

  /** {@code position}: an entry of an axis, which disappears. */
  static Index at(int position) {
    return new At(position);
  }

  /** {@code :}, a whole axis. */
  static Index all() {
    return new Range(null, null, 1);
  }

  /** {@code start:end}; null where Python leaves one out. */
  static Index slice(@Nullable Integer start, @Nullable Integer end) {
    return new Range(start, end, 1);
  }

  /** {@code start:end:step}; null where Python leaves one out. The step may be negative. */
  static Index slice(@Nullable Integer start, @Nullable Integer end, int step) {
    return new Range(start, end, step);
  }

  /** {@code ...}: as many whole axes as the other parts leave. */
  static Index ellipsis() {
    return new Ellipsis();
  }

  /** {@code None}: a new axis of size 1. */
  static Index newAxis() {
    return new NewAxis();
  }
}
