package dev.crema.tensor;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How a shape lies in storage: element (i, j, …) is at {@code offset + i*strides[0] + j*strides[1]
 * + …}. An immutable value; the view operations are functions from one layout to another.
 */
public final class Layout {
  private final Shape shape;
  private final int[] strides;
  private final int offset;
  private final boolean contiguous;

  Layout(Shape shape, int[] strides, int offset) {
    this.shape = shape;
    this.strides = strides;
    this.offset = offset;
    this.contiguous = isRowMajor(shape, strides);
  }

  private Layout(Shape shape) {
    this.shape = shape;
    this.strides = shape.contiguousStrides();
    this.offset = 0;
    this.contiguous = true;
  }

  /** The row-major layout of a shape, from offset 0. */
  public static Layout contiguous(Shape shape) {
    return new Layout(shape);
  }

  public Shape shape() {
    return shape;
  }

  /** Steps in elements; 0 where an axis was expanded, negative where it was flipped. */
  public int stride(int axis) {
    return strides[axis];
  }

  public int[] strides() {
    return strides.clone();
  }

  /** Where the first element lies. */
  public int offset() {
    return offset;
  }

  /** Whether the elements lie in row-major order without gaps, wherever they start. */
  public boolean isContiguous() {
    return contiguous;
  }

  private static boolean isRowMajor(Shape shape, int[] strides) {
    if (shape.numel() <= 1) {
      return true;
    }
    long step = 1;
    for (int i = strides.length - 1; i >= 0; i--) {
      int size = shape.get(i);
      if (size != 1) {
        if (strides[i] != step) {
          return false;
        }
        step *= size;
      }
    }
    return true;
  }

  /** The same steps from another first element. */
  public Layout at(int first) {
    return new Layout(shape, strides, first);
  }

  /** The axes in another order. */
  public Layout permute(int[] axes) {
    int[] sizes = new int[axes.length];
    int[] steps = new int[axes.length];
    for (int i = 0; i < axes.length; i++) {
      sizes[i] = shape.get(axes[i]);
      steps[i] = strides[axes[i]];
    }
    return new Layout(Shape.owning(sizes), steps, offset);
  }

  /** This layout read as a larger shape that it broadcasts to; new and size-1 axes get stride 0. */
  public Layout expand(Shape to) {
    if (to == shape || to.equals(shape)) {
      return this;
    }
    int lead = to.rank() - shape.rank();
    int[] steps = new int[to.rank()];
    for (int i = 0; i < shape.rank(); i++) {
      steps[lead + i] = shape.get(i) == 1 && to.get(lead + i) != 1 ? 0 : strides[i];
    }
    return new Layout(to, steps, offset);
  }

  /** Elements start, start+step, … (count of them) along one axis. */
  Layout slice(int axis, int start, int step, int count) {
    int[] steps = strides.clone();
    int first = count == 0 ? offset : offset + start * strides[axis];
    steps[axis] = step * strides[axis];
    return new Layout(shape.with(axis, count), steps, first);
  }

  /**
   * The same elements in the same order under another shape, or null where only a copy can do it.
   *
   * <p>Runs of axes that lie without gaps are merged, then cut anew.
   */
  @Nullable Layout reshape(Shape to) {
    if (contiguous || shape.numel() == 0) {
      return new Layout(to, to.contiguousStrides(), offset);
    }
    int[] runs = new int[shape.rank()];
    int[] runSteps = new int[shape.rank()];
    int count = 0;
    for (int i = 0; i < shape.rank(); i++) {
      int size = shape.get(i);
      if (size == 1) {
        continue;
      }
      if (count > 0 && runSteps[count - 1] == size * strides[i]) {
        runs[count - 1] *= size;
        runSteps[count - 1] = strides[i];
      } else {
        runs[count] = size;
        runSteps[count++] = strides[i];
      }
    }
    return cut(to, runs, runSteps, count);
  }

  private @Nullable Layout cut(Shape to, int[] runs, int[] runSteps, int count) {
    int[] steps = new int[to.rank()];
    Arrays.fill(steps, 1);
    int axis = to.rank() - 1;
    for (int run = count - 1; run >= 0; run--) {
      int taken = 1;
      while (taken < runs[run]) {
        steps[axis] = runSteps[run] * taken;
        taken *= to.get(axis--);
      }
      if (taken != runs[run]) {
        return null;
      }
    }
    return new Layout(to, steps, offset);
  }
}
