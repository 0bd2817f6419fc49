package dev.crema.functional;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Ints;
import dev.crema.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * PyTorch's interpolate: every element of an axis of the result is a weighted sum of a few elements
 * of that axis of the input. Axis after axis, from the last to the first.
 *
 * <p>The places in the input and their weights are numbers of the shapes alone. They are computed
 * here in float64; only the nearest element, which a rounding can change, is chosen in the
 * precision in which PyTorch chooses it.
 */
record Resizing(InterpolateOptions options) {
  Tensor apply(Tensor x) {
    check(x);
    int axes = x.ndim() - 2;
    int[] lengths = lengths(x);
    if (options.mode().equals("area")) {
      return AdaptivePooling.average(x, lengths);
    }
    Tensor y = NormFunctions.wide(x);
    for (int i = axes - 1; i >= 0; i--) {
      y = along(y, 2 + i, lengths[i], ratio(i, x.size(2 + i), lengths[i]), x.dtype());
    }
    return y.to(x.dtype());
  }

  private void check(Tensor x) {
    String mode = options.mode();
    int wanted =
        switch (mode) {
          case "linear" -> 3;
          case "bilinear", "bicubic" -> 4;
          case "trilinear" -> 5;
          default -> x.ndim();
        };
    if (x.ndim() < 3 || x.ndim() > 5 || x.ndim() != wanted) {
      throw new CremaException(
          "interpolate: mode %s takes (batch, channels, %s), but was given shape %s"
              .formatted(
                  mode,
                  wanted < 3 || wanted > 5
                      ? "1 to 3 spatial axes"
                      : Convolution.axesWords(wanted - 2),
                  x.shape()));
    }
    boolean bytes = x.dtype() == DType.UINT8 && mode.startsWith("nearest");
    if (!x.isFloating() && !bytes) {
      throw new CremaException(
          "interpolate: mode %s takes a floating tensor, but was given %s of shape %s; cast with to(FLOAT32)"
              .formatted(mode, x.dtype(), x.shape()));
    }
  }

  private int[] lengths(Tensor x) {
    int axes = x.ndim() - 2;
    Ints size = options.size();
    List<Double> factors = options.scaleFactor();
    int[] lengths = new int[axes];
    if (size != null) {
      lengths = Sliding.each("interpolate", "size", size, axes, 1);
    } else if (factors != null) {
      if (factors.size() != 1 && factors.size() != axes) {
        throw new CremaException(
            "interpolate: the scale factor is %s; give one number for all axes or %d, one for each"
                .formatted(factors, axes));
      }
      for (int i = 0; i < axes; i++) {
        lengths[i] = (int) StrictMath.floor(x.size(2 + i) * factor(factors, i));
      }
    }
    for (int i = 0; i < axes; i++) {
      if (lengths[i] < 1 || x.size(2 + i) < 1) {
        throw new CremaException(
            "interpolate: axis %d of shape %s would go from %d elements to %d; both must be at least 1"
                .formatted(2 + i, x.shape(), x.size(2 + i), lengths[i]));
      }
    }
    return lengths;
  }

  private static double factor(List<Double> factors, int i) {
    return factors.get(factors.size() == 1 ? 0 : i);
  }

  /** Steps in the input from one element of the result to the next. */
  private double ratio(int i, int length, int outputs) {
    if (options.alignCorners()) {
      return outputs > 1 ? (length - 1.0) / (outputs - 1) : 0;
    }
    List<Double> factors = options.scaleFactor();
    return factors == null || options.recomputeScaleFactor()
        ? (double) length / outputs
        : 1 / factor(factors, i);
  }

  private Tensor along(Tensor x, int axis, int outputs, double ratio, DType dtype) {
    int length = x.size(axis);
    return switch (options.mode()) {
      case "nearest", "nearest-exact" -> {
        long[] places = new long[outputs];
        for (int i = 0; i < outputs; i++) {
          places[i] = Math.min(nearest(i, ratio, dtype), length - 1);
        }
        yield x.indexSelect(axis, Tensor.of(places));
      }
      case "bicubic" -> cubic(x, axis, outputs, ratio);
      default -> length == outputs ? x : linear(x, axis, outputs, ratio);
    };
  }

  private long nearest(int i, double ratio, DType dtype) {
    boolean exact = options.mode().equals("nearest-exact");
    if (dtype == DType.FLOAT64) {
      double at = exact ? Math.max(ratio * (i + 0.5) - 0.5, 0) : ratio * i;
      return (long) (float) (exact ? at + 0.5 : at);
    }
    float step = (float) ratio;
    return (long) (exact ? Math.max(step * (i + 0.5f) - 0.5f, 0) + 0.5f : step * i);
  }

  /** Where element i of the result lies between the elements of the input. */
  private double place(int i, double ratio) {
    return options.alignCorners() ? ratio * i : ratio * (i + 0.5) - 0.5;
  }

  private Tensor linear(Tensor x, int axis, int outputs, double ratio) {
    int length = x.size(axis);
    long[][] places = new long[2][outputs];
    double[][] weights = new double[2][outputs];
    for (int i = 0; i < outputs; i++) {
      double at = Math.max(place(i, ratio), 0);
      int low = Math.min((int) at, length - 1);
      places[0][i] = low;
      places[1][i] = Math.min(low + 1, length - 1);
      weights[1][i] = Math.min(at - low, 1);
      weights[0][i] = 1 - weights[1][i];
    }
    return weighted(x, axis, places, weights);
  }

  private Tensor cubic(Tensor x, int axis, int outputs, double ratio) {
    int length = x.size(axis);
    long[][] places = new long[4][outputs];
    double[][] weights = new double[4][outputs];
    for (int i = 0; i < outputs; i++) {
      double at = place(i, ratio);
      int low = Math.min((int) StrictMath.floor(at), length - 1);
      double[] four = CubicKernel.weights(Math.clamp(at - low, 0, 1));
      for (int k = 0; k < 4; k++) {
        places[k][i] = Math.clamp(low + k - 1L, 0, length - 1);
        weights[k][i] = four[k];
      }
    }
    return weighted(x, axis, places, weights);
  }

  private static Tensor weighted(Tensor x, int axis, long[][] places, double[][] weights) {
    int[] wide = new int[x.ndim() - axis];
    Arrays.fill(wide, 1);
    wide[0] = places[0].length;
    Tensor sum = null;
    for (int k = 0; k < places.length; k++) {
      Tensor weight = Tensor.of(weights[k], wide).to(x.dtype());
      Tensor term = x.indexSelect(axis, Tensor.of(places[k])).mul(weight);
      sum = sum == null ? term : sum.add(term);
    }
    return sum == null ? x : sum;
  }
}
