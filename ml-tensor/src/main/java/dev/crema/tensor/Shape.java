package dev.crema.tensor;

import java.util.Arrays;

/** The sizes of a tensor's axes; an immutable value. {@code ()} is the shape of a 0-d tensor. */
public final class Shape {
  private static final Shape SCALAR = new Shape(new int[0]);

  private final int[] sizes;
  private final long numel;

  private Shape(int[] sizes) {
    this.sizes = sizes;
    long product = 1;
    for (int size : sizes) {
      if (size < 0) {
        throw new CremaException("shape " + words(sizes) + " has a negative size");
      }
      product = Math.multiplyExact(product, (long) size);
    }
    this.numel = product;
  }

  /**
   * The shape with these sizes.
   *
   * @throws CremaException if a size is negative
   */
  public static Shape of(int... sizes) {
    return sizes.length == 0 ? SCALAR : new Shape(sizes.clone());
  }

  /** Takes the array over without a copy; the caller must forget it. */
  static Shape owning(int[] sizes) {
    return sizes.length == 0 ? SCALAR : new Shape(sizes);
  }

  /** The number of axes. */
  public int rank() {
    return sizes.length;
  }

  /** The size of an axis; a negative axis counts from the last. */
  public int get(int axis) {
    return sizes[axis(axis)];
  }

  /** The product of the sizes; 1 for a 0-d tensor. */
  public long numel() {
    return numel;
  }

  /** The sizes, copied. */
  public int[] toArray() {
    return sizes.clone();
  }

  /**
   * An axis that may be negative, made non-negative.
   *
   * @throws CremaException if there is no such axis
   */
  public int axis(int axis) {
    int found = axis < 0 ? axis + sizes.length : axis;
    if (found < 0 || found >= sizes.length) {
      if (sizes.length == 0 && (axis == 0 || axis == -1)) {
        throw new CremaException("axis " + axis + " was asked of a 0-d tensor, which has no axes");
      }
      throw new CremaException(
          "axis %d is not one of the %d axes of shape %s: give %d to %d"
              .formatted(axis, sizes.length, this, -sizes.length, sizes.length - 1));
    }
    return found;
  }

  /** Axes made non-negative, sorted; all of them when none is given. */
  int[] axes(int... axes) {
    if (axes.length == 0) {
      int[] all = new int[sizes.length];
      Arrays.setAll(all, i -> i);
      return all;
    }
    int[] found = new int[axes.length];
    for (int i = 0; i < axes.length; i++) {
      found[i] = axis(axes[i]);
    }
    if (found.length > 1) {
      Arrays.sort(found);
    }
    for (int i = 1; i < found.length; i++) {
      if (found[i] == found[i - 1]) {
        throw new CremaException(
            "axes " + Arrays.toString(axes) + " name axis " + found[i] + " twice");
      }
    }
    return found;
  }

  /** This shape with one axis of another size. */
  public Shape with(int axis, int size) {
    int[] changed = sizes.clone();
    changed[axis] = size;
    return new Shape(changed);
  }

  /** This shape without an axis, counted from the first. */
  public Shape without(int axis) {
    return without(new int[] {axis}, false);
  }

  /** This shape with the given (sorted, non-negative) axes removed, or of size 1. */
  Shape without(int[] axes, boolean keepdim) {
    int[] left = new int[keepdim ? sizes.length : sizes.length - axes.length];
    int next = 0;
    int at = 0;
    for (int i = 0; i < sizes.length; i++) {
      boolean removed = next < axes.length && axes[next] == i;
      if (removed) {
        next++;
      }
      if (!removed || keepdim) {
        left[at++] = removed ? 1 : sizes[i];
      }
    }
    return owning(left);
  }

  /** Whether this broadcasts to the other shape without making that larger. */
  public boolean broadcastsTo(Shape other) {
    boolean fits = rank() <= other.rank();
    for (int i = 1; fits && i <= rank(); i++) {
      fits = get(-i) == 1 || get(-i) == other.get(-i);
    }
    return fits;
  }

  /**
   * The shape that two shapes broadcast to: aligned at the last axis, sizes equal or one of them 1.
   *
   * @throws CremaException naming the operation and both shapes, if they do not
   */
  static Shape broadcast(String operation, Shape a, Shape b) {
    if (a == b || Arrays.equals(a.sizes, b.sizes) || b.sizes.length == 0) {
      return a;
    }
    if (a.sizes.length == 0) {
      return b;
    }
    int rank = Math.max(a.sizes.length, b.sizes.length);
    int[] joined = new int[rank];
    for (int i = 1; i <= rank; i++) {
      int x = i <= a.sizes.length ? a.sizes[a.sizes.length - i] : 1;
      int y = i <= b.sizes.length ? b.sizes[b.sizes.length - i] : 1;
      if (x != y && x != 1 && y != 1) {
        throw new CremaException(
            "%s: shapes %s and %s do not broadcast: sizes %d and %d at axis %d are neither equal nor 1"
                .formatted(operation, a, b, x, y, -i));
      }
      joined[rank - i] = x == 1 ? y : x;
    }
    return new Shape(joined);
  }

  /** Row-major strides. */
  int[] contiguousStrides() {
    int[] strides = new int[sizes.length];
    int step = 1;
    for (int i = sizes.length - 1; i >= 0; i--) {
      strides[i] = step;
      step *= Math.max(1, sizes[i]);
    }
    return strides;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape that && Arrays.equals(sizes, that.sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  /** As NumPy writes it: {@code (3, 4)}, {@code (3,)}, {@code ()}. */
  @Override
  public String toString() {
    return words(sizes);
  }

  private static String words(int[] sizes) {
    if (sizes.length == 1) {
      return "(" + sizes[0] + ",)";
    }
    String list = Arrays.toString(sizes);
    return "(" + list.substring(1, list.length() - 1) + ")";
  }
}
