package dev.crema.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The same elements in other places: repeated, reversed, rolled, turned, shuffled. */
public sealed interface Rearrangements permits Tensor {
  /**
   * The whole tensor this often along each axis; more numbers than axes put new ones in front.
   *
   * @throws CremaException if a number is negative or there are fewer than axes
   */
  default Tensor repeat(int... times) {
    Tensor x = self();
    int lead = times.length - x.ndim();
    if (lead < 0 || Arrays.stream(times).anyMatch(each -> each < 0)) {
      throw new CremaException(
          "repeat: shape %s cannot be repeated %s times: give a number that is not negative for each of the %d axes, or more"
              .formatted(x.shape(), Arrays.toString(times), x.ndim()));
    }
    int[] apart = new int[2 * times.length];
    int[] repeated = new int[2 * times.length];
    int[] shape = new int[times.length];
    for (int i = 0; i < times.length; i++) {
      int size = i < lead ? 1 : x.size(i - lead);
      apart[2 * i] = 1;
      apart[2 * i + 1] = size;
      repeated[2 * i] = times[i];
      repeated[2 * i + 1] = size;
      shape[i] = Math.multiplyExact(size, times[i]);
    }
    return x.reshape(apart).expand(repeated).reshape(shape);
  }

  /** {@link #repeat}, where fewer numbers than axes leave the first axes as they are. */
  default Tensor tile(int... times) {
    int missing = Math.max(0, self().ndim() - times.length);
    IntStream ones = IntStream.range(0, missing).map(i -> 1);
    return repeat(IntStream.concat(ones, IntStream.of(times)).toArray());
  }

  /** Each element this often, one beside the other, in one axis. */
  default Tensor repeatInterleave(int count) {
    return self().flatten().repeatInterleave(count, 0);
  }

  /**
   * Each entry of an axis this often, one beside the other.
   *
   * @throws CremaException if the count is negative
   */
  default Tensor repeatInterleave(int count, int axis) {
    Tensor x = self();
    int at = x.shape().axis(axis);
    if (count < 0) {
      throw new CremaException("repeatInterleave: a count cannot be negative, but is " + count);
    }
    int[] beside = new int[x.ndim() + 1];
    Arrays.fill(beside, -1);
    beside[at + 1] = count;
    int size = Math.multiplyExact(x.size(at), count);
    return x.unsqueeze(at + 1).expand(beside).reshape(x.shape().with(at, size));
  }

  /** Each element as often as the counts say, one beside the other, in one axis. */
  default Tensor repeatInterleave(Tensor counts) {
    return self().flatten().repeatInterleave(counts, 0);
  }

  /**
   * Each entry of an axis as often as the counts say, one beside the other.
   *
   * @param counts integers, one for each entry, or one for all
   * @throws CremaException if they do not fit the axis or one is negative
   */
  default Tensor repeatInterleave(Tensor counts, int axis) {
    Tensor x = self();
    int size = x.size(axis);
    boolean fits = counts.ndim() < 2 && (counts.numel() == 1 || counts.numel() == size);
    if (!fits || !counts.dtype().isIntegral() || counts.lt(0).any().itemBoolean()) {
      throw new CremaException(
          "repeatInterleave: counts %s%s for axis %d of shape %s: give integers that are not negative, %d or one of them"
              .formatted(counts.dtype(), counts.shape(), axis, x.shape(), size));
    }
    long[] each = counts.expand(Shape.of(size)).toLongs();
    long[] places =
        IntStream.range(0, size)
            .boxed()
            .flatMapToInt(i -> IntStream.generate(() -> i).limit(each[i]))
            .asLongStream()
            .toArray();
    return x.indexSelect(axis, Tensor.of(places, places.length));
  }

  /** Axes in reverse order. */
  default Tensor flip(int... axes) {
    Tensor x = self();
    if (axes.length == 0) {
      return x;
    }
    for (int at : x.shape().axes(axes)) {
      int size = x.size(at);
      x = Dispatcher.apply(new MovementOp.Slice(at, Math.max(0, size - 1), -1, size), x);
    }
    return x;
  }

  /** The elements in row-major order moved by this many places; the last ones come first. */
  default Tensor roll(int shift) {
    Tensor x = self();
    return x.flatten().roll(shift, 0).reshape(x.shape());
  }

  /** The entries of an axis moved by this many places; the last ones come first. */
  default Tensor roll(int shift, int axis) {
    Tensor x = self();
    int size = x.size(axis);
    int by = size == 0 ? 0 : Math.floorMod(shift, size);
    return by == 0
        ? x
        : Tensor.cat(List.of(x.narrow(axis, size - by, by), x.narrow(axis, 0, size - by)), axis);
  }

  /**
   * {@link #roll(int, int)} along several axes.
   *
   * @throws CremaException unless there are as many shifts as axes
   */
  default Tensor roll(int[] shifts, int[] axes) {
    if (shifts.length != axes.length || axes.length == 0) {
      throw new CremaException(
          "roll: shifts %s along axes %s: give as many, one or more"
              .formatted(Arrays.toString(shifts), Arrays.toString(axes)));
    }
    Tensor x = self();
    for (int i = 0; i < axes.length; i++) {
      x = x.roll(shifts[i], axes[i]);
    }
    return x;
  }

  /**
   * Turned by k right angles in the plane of two axes, from the first towards the second.
   *
   * @throws CremaException if both axes are one
   */
  default Tensor rot90(int k, int first, int second) {
    Tensor x = self();
    if (x.shape().axis(first) == x.shape().axis(second)) {
      throw new CremaException(
          "rot90: axes %d and %d of shape %s are one".formatted(first, second, x.shape()));
    }
    return switch (Math.floorMod(k, 4)) {
      case 0 -> x;
      case 1 -> x.flip(second).transpose(first, second);
      case 2 -> x.flip(first, second);
      default -> x.flip(first).transpose(first, second);
    };
  }

  /** The windows of an axis, each along a new last axis: PyTorch's {@code Tensor.unfold}. */
  default Tensor unfold(int axis, int size, int step) {
    int at = self().shape().axis(axis);
    return Dispatcher.apply(new WindowOp.Unfold(at, size, step, 1), self());
  }

  private Tensor self() {
    return (Tensor) this;
  }
}
