package dev.crema.functional;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;

/** What losses ask of predictions, targets and weights. */
final class LossInputs {
  private LossInputs() {}

  /** For losses that compare element by element: floating, of one dtype and one shape. */
  static void matching(String loss, Tensor prediction, Tensor target) {
    floating(loss, prediction);
    sameDtype(loss, prediction, target);
    sameShape(loss, prediction, target);
  }

  /**
   * Targets that are counts, signs or yes and no, in the dtype of the predictions: integers say
   * them as well.
   */
  static Tensor matchingNumbers(String loss, Tensor prediction, Tensor target) {
    Tensor numbers = numbers(loss, prediction, target);
    sameShape(loss, prediction, target);
    return numbers;
  }

  /** The same of any shape. */
  static Tensor numbers(String loss, Tensor prediction, Tensor target) {
    floating(loss, prediction);
    if (target.dtype().isIntegral()) {
      return target.to(prediction.dtype());
    }
    sameDtype(loss, prediction, target);
    return target;
  }

  private static void sameShape(String loss, Tensor prediction, Tensor target) {
    if (!prediction.shape().equals(target.shape())) {
      throw new CremaException(
          "%s: the prediction has shape %s and the target %s, which must be equal%s"
              .formatted(
                  loss,
                  prediction.shape(),
                  target.shape(),
                  advice(prediction.shape(), target.shape())));
    }
  }

  static void floating(String loss, Tensor prediction) {
    if (!prediction.isFloating()) {
      throw new CremaException(
          "%s: the prediction must be floating, but is %s of shape %s"
              .formatted(loss, prediction.dtype(), prediction.shape()));
    }
  }

  static void sameDtype(String loss, Tensor prediction, Tensor target) {
    if (prediction.dtype() != target.dtype()) {
      throw new CremaException(
          "%s: the prediction is %s and the target %s; cast the target with to(%s)"
              .formatted(
                  loss,
                  prediction.dtype(),
                  target.dtype(),
                  prediction.dtype().toString().toUpperCase(Locale.ROOT)));
    }
  }

  /** What to do where the shapes differ by one axis of size 1; else nothing. */
  private static String advice(Shape prediction, Shape target) {
    int extra = extraAxis(prediction, target);
    if (extra >= 0) {
      return advice("target.unsqueeze", "prediction.squeeze", extra);
    }
    int lacking = extraAxis(target, prediction);
    return lacking < 0 ? "" : advice("target.squeeze", "prediction.unsqueeze", lacking);
  }

  private static String advice(String first, String second, int axis) {
    return ": broadcasting would compare each prediction with every target; give %s(%s) or %s(%s)"
        .formatted(first, axis, second, axis);
  }

  /** The axis of size 1 without which the longer shape is the shorter one; -1 for none. */
  static int extraAxis(Shape longer, Shape shorter) {
    if (longer.rank() != shorter.rank() + 1) {
      return -1;
    }
    for (int axis = longer.rank() - 1; axis >= 0; axis--) {
      if (longer.get(axis) == 1 && longer.without(axis).equals(shorter)) {
        return axis;
      }
    }
    return -1;
  }

  /** Values from 0 to 1, or an error that names the first that is not. */
  static void probabilities(String loss, String what, Tensor values, String advice) {
    Tensor x = values.detach();
    if (x.numel() == 0 || (x.amin().item() >= 0 && x.amax().item() <= 1)) {
      return;
    }
    double[] all = x.toDoubles();
    int at = 0;
    while (all[at] >= 0 && all[at] <= 1) {
      at++;
    }
    throw new CremaException(
        "%s: %s must be from 0 to 1, but the value at %s is %s%s"
            .formatted(loss, what, position(at, x.shape()), all[at], advice));
  }

  /**
   * Refuses values that a mask marks.
   *
   * @param message what is wrong, with a place for the position of the first and one for its value
   */
  static void refuseWhere(Tensor mask, Tensor values, String message) {
    if (mask.any().itemBoolean()) {
      int at = (int) mask.flatten().to(DType.INT64).argmax().itemLong();
      double value = values.detach().flatten().select(0, at).item();
      throw new CremaException(message.formatted(position(at, mask.shape()), value));
    }
  }

  /** The indices of an element, such as {@code [2, 0]}. */
  static String position(int flat, Shape shape) {
    int[] indices = new int[shape.rank()];
    int rest = flat;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      indices[axis] = rest % shape.get(axis);
      rest /= shape.get(axis);
    }
    return Arrays.toString(indices);
  }

  /** A weight that broadcasts to the losses without making them more. */
  static Tensor weight(String loss, String name, Tensor weight, Tensor losses) {
    if (!weight.shape().broadcastsTo(losses.shape())) {
      throw new CremaException(
          "%s: %s of shape %s does not broadcast to predictions of shape %s"
              .formatted(loss, name, weight.shape(), losses.shape()));
    }
    return weight.to(losses.dtype());
  }
}
