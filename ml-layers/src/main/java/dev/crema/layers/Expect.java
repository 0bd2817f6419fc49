package dev.crema.layers;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Tensor;
import java.util.Locale;

/** What layers ask of their settings and inputs. */
final class Expect {
  private Expect() {}

  static void positive(String layer, String option, int value) {
    if (value < 1) {
      throw new CremaException(
          "%s of %s must be at least 1, but was %s".formatted(option, layer, value));
    }
  }

  static void fraction(String layer, String option, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new CremaException(
          "%s of %s must be from 0 to 1, but was %s".formatted(option, layer, value));
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

  /** As Python writes it, for texts that are to look like PyTorch's. */
  static String python(boolean value) {
    return value ? "True" : "False";
  }
}
