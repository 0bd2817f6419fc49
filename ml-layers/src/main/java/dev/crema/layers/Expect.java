package dev.crema.layers;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Tensor;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What layers ask of their settings and inputs. */
final class Expect {
  private Expect() {}

  static void positive(String layer, String option, int value) {
    if (value < 1) {
      throw new CremaException(
          "%s of %s must be at least 1, but was %s".formatted(option, layer, value));
    }
  }

  /** One number for all of some axes or one each, none below the least. */
  static void numbers(String layer, String option, List<Integer> values, int axes, int least) {
    if (values.size() != 1 && values.size() != axes) {
      throw new CremaException(
          "%s of %s is %s: give one number, or %d, one an axis"
              .formatted(option, layer, values, axes));
    }
    for (int value : values) {
      if (value < least) {
        throw new CremaException(
            "%s of %s must be at least %d, but was %s".formatted(option, layer, least, values));
      }
    }
  }

  static void fraction(String layer, String option, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new CremaException(
          "%s of %s must be from 0 to 1, but was %s".formatted(option, layer, value));
    }
  }

  static void notNegative(String layer, String option, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new CremaException(
          "%s of %s must be a number of 0 or more, but was %s".formatted(option, layer, value));
    }
  }

  static void floatingDtype(String layer, DType dtype) {
    if (!dtype.isFloating()) {
      throw new CremaException(
          "dtype of %s must be floating, but was %s: parameters are trained"
              .formatted(layer, dtype));
    }
  }

  static void floating(String layer, Tensor x) {
    if (!x.isFloating()) {
      throw new CremaException(
          "%s: expects a floating tensor, was given %s of shape %s; cast it with to(FLOAT32)"
              .formatted(layer, x.dtype(), x.shape()));
    }
  }

  /** The dtype of what is given must be that of the parameters. */
  static void dtype(String layer, DType own, Tensor x) {
    if (x.dtype() != own) {
      throw new CremaException(
          "%s: its parameters are %s, was given %s of shape %s; cast the input with to(%s)"
              .formatted(
                  layer, own, x.dtype(), x.shape(), own.toString().toUpperCase(Locale.ROOT)));
    }
  }

  static int[] ints(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }

  /** As Python writes it, for texts that are to look like PyTorch's. */
  static String python(boolean value) {
    return value ? "True" : "False";
  }

  /** A float of Python: 0.1, 1e-05. */
  static String python(double value) {
    double size = Math.abs(value);
    if (size == 0 || (size >= 1e-3 && size < 1e7)) {
      return Double.toString(value);
    }
    BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (size >= 1e-4 && size < 1e16) {
      return digits.toPlainString() + (digits.scale() > 0 ? "" : ".0");
    }
    int exponent = digits.precision() - digits.scale() - 1;
    return "%se%s%02d"
        .formatted(
            digits.movePointLeft(exponent).toPlainString(),
            exponent < 0 ? "-" : "+",
            Math.abs(exponent));
  }

  /** A number for all axes as that number, others as a tuple. */
  static String python(List<Integer> values) {
    return values.size() == 1 ? values.getFirst().toString() : tuple(values);
  }

  /** A tuple of Python: (2,), (2, 3). */
  static String tuple(List<Integer> values) {
    String inside = values.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return values.size() == 1 ? "(" + inside + ",)" : "(" + inside + ")";
  }
}
