package dev.crema.functional;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Ints;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.ValuesAndIndices;
import java.util.ArrayList;
import java.util.List;

/**
 * Pooling into as many stretches of each axis as are asked for: stretch i of n goes from i length /
 * n, rounded down, to (i + 1) length / n, rounded up, so neighbours may share an element.
 */
final class AdaptivePooling {
  private AdaptivePooling() {}

  private static int from(int i, long length, int count) {
    return (int) (i * length / count);
  }

  private static int to(int i, long length, int count) {
    return (int) Math.ceilDiv((i + 1) * length, (long) count);
  }

  private static void check(String name, String done, Tensor x, int... outputs) {
    int axes = outputs.length;
    Sliding.each(name, "the output size", Ints.of(outputs), axes, 1);
    Pooling.checkRank(name, axes, x);
    for (int i = 0; i < axes; i++) {
      if (x.size(i - axes) == 0) {
        throw new CremaException(
            "%s: shape %s has nothing to %s on axis %d"
                .formatted(name, x.shape(), done, x.ndim() - axes + i));
      }
    }
  }

  /** Averages of the stretches. */
  static Tensor average(Tensor x, int... outputs) {
    int axes = outputs.length;
    String name = "adaptiveAvgPool" + axes + "d";
    check(name, "average", x, outputs);
    Pooling.checkFloating(name, x);
    int[] kernel = new int[axes];
    boolean even = true;
    for (int i = 0; i < axes; i++) {
      int length = x.size(i - axes);
      even &= length % outputs[i] == 0;
      kernel[i] = length / outputs[i];
    }
    if (even) {
      return Pooling.average(x, axes, WindowOptions.of(kernel));
    }
    Tensor averaged = x;
    for (int i = 0; i < axes; i++) {
      averaged = averages(averaged, x.ndim() - axes + i, outputs[i]);
    }
    return averaged;
  }

  private static Tensor averages(Tensor x, int axis, int count) {
    int length = x.size(axis);
    if (length == count) {
      return x;
    }
    List<Tensor> means = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      means.add(x.slice(axis, from(i, length, count), to(i, length, count)).mean(true, axis));
    }
    return Tensor.cat(means, axis);
  }

  /**
   * Maxima of the stretches, and their positions in the row-major plane. Stretches become windows
   * of one size that lie side by side: shorter ones repeat their last element, which changes
   * neither a maximum nor where it is found first.
   */
  static ValuesAndIndices max(Tensor x, int... outputs) {
    int axes = outputs.length;
    check("adaptiveMaxPool" + axes + "d", "take the maximum of", x, outputs);
    Tensor laid = x;
    Tensor places = Tensor.zeros(DType.INT64);
    int[] kernel = new int[axes];
    for (int i = 0; i < axes; i++) {
      int axis = x.ndim() - axes + i;
      long[] sources = sources(x.size(axis), outputs[i]);
      kernel[i] = sources.length / outputs[i];
      Tensor along = Tensor.of(sources);
      laid = laid.indexSelect(axis, along);
      places = places.unsqueeze(-1).mul(x.size(axis)).add(along);
    }
    Tensor[] found = Pooling.max(laid, axes, WindowOptions.of(kernel));
    Tensor indices = places.flatten().indexSelect(0, found[1].flatten()).reshape(found[1].shape());
    return new ValuesAndIndices(found[0], indices);
  }

  /** Which element lies where, once all stretches are as long as the longest. */
  private static long[] sources(int length, int count) {
    int longest = 0;
    for (int i = 0; i < count; i++) {
      longest = Math.max(longest, to(i, length, count) - from(i, length, count));
    }
    long[] sources = new long[count * longest];
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < longest; k++) {
        int last = to(i, length, count) - 1;
        sources[i * longest + k] = Math.min(from(i, length, count) + k, last);
      }
    }
    return sources;
  }
}
