package dev.crema.functional;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Storage;
import dev.crema.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Labels that were checked against the predictions that they belong to.
 *
 * @param axis the axis of the classes in the predictions
 * @param labels int64; 0 where the label is to be ignored
 * @param kept false where the label is to be ignored; null where none is
 */
record ClassIndices(int axis, Tensor labels, @Nullable Tensor kept) {

  /** The axis of the classes: the only one, or the one after the batch. */
  static int axis(String loss, Tensor prediction) {
    LossInputs.floating(loss, prediction);
    if (prediction.ndim() == 0) {
      throw new CremaException(
          loss + ": the prediction must have an axis of classes, but is a 0-d tensor");
    }
    return prediction.ndim() == 1 ? 0 : 1;
  }

  /**
   * Checks labels.
   *
   * @param ignoreIndex the label that counts for nothing; null where there is none
   * @throws CremaException if they are not integers, of another shape than the predictions without
   *     the classes, or no class and not the ignored one
   */
  static ClassIndices of(
      String loss, Tensor prediction, Tensor target, @Nullable Long ignoreIndex) {
    int axis = axis(loss, prediction);
    checkDtype(loss, prediction, target, axis);
    checkShape(loss, prediction, target, axis);
    int classes = prediction.size(axis);
    long[] labels = target.toLongs();
    boolean ignored = false;
    for (int i = 0; i < labels.length; i++) {
      if (ignoreIndex != null && labels[i] == ignoreIndex) {
        labels[i] = 0;
        ignored = true;
      } else if (labels[i] < 0 || labels[i] >= classes) {
        String advice = ignoreIndex == null ? "" : ", or %s to ignore".formatted(ignoreIndex);
        throw new CremaException(
            "%s: label %s at %s is none of the %s classes: give 0 to %s%s"
                .formatted(
                    loss,
                    labels[i],
                    LossInputs.position(i, target.shape()),
                    classes,
                    classes - 1,
                    advice));
      }
    }
    Tensor index = Tensor.of(Storage.of(DType.INT64, labels), target.shape());
    return new ClassIndices(
        axis, index, ignoreIndex != null && ignored ? target.ne(ignoreIndex) : null);
  }

  private static void checkDtype(String loss, Tensor prediction, Tensor target, int axis) {
    if (target.dtype().isIntegral()) {
      return;
    }
    boolean rows = target.shape().equals(prediction.shape());
    throw new CremaException(
        "%s: labels must be int64, but the target is %s of shape %s%s"
            .formatted(
                loss,
                target.dtype(),
                target.shape(),
                rows ? fromRows(axis) : "; cast it with to(INT64)"));
  }

  private static void checkShape(String loss, Tensor prediction, Tensor target, int axis) {
    Shape all = prediction.shape();
    Shape wanted = all.without(axis);
    Shape given = target.shape();
    if (given.equals(wanted)) {
      return;
    }
    String asked =
        "%s: the prediction has shape %s with %s classes on axis %s, "
            .formatted(loss, all, all.get(axis), axis);
    String answer = "so labels must have shape %s, not %s".formatted(wanted, given);
    String advice = given.equals(all) ? fromRows(axis) : reshaped(given, wanted);
    throw new CremaException(asked + answer + advice);
  }

  private static String fromRows(int axis) {
    return "; one-hot rows become labels by target.argmax(" + axis + ")";
  }

  private static String reshaped(Shape given, Shape wanted) {
    int extra = LossInputs.extraAxis(given, wanted);
    int lacking = LossInputs.extraAxis(wanted, given);
    if (extra < 0 && lacking < 0) {
      return "";
    }
    String call = extra < 0 ? "unsqueeze(" + lacking : "squeeze(" + extra;
    return "; give target." + call + ")";
  }

  /** The element of each label: x without the axis of the classes. */
  Tensor pick(Tensor x) {
    return x.gather(axis, labels.unsqueeze(axis)).squeeze(axis);
  }

  /** The weight of each label, 0 where it is ignored; null where all are 1. */
  @Nullable Tensor weights(@Nullable Tensor classWeights, DType dtype) {
    Tensor counted = kept == null ? null : kept.to(dtype);
    if (classWeights == null) {
      return counted;
    }
    Tensor each = classWeights.gather(0, labels.flatten()).reshape(labels.shape());
    return counted == null ? each : each.mul(counted);
  }

  /** Reduces losses that have their weights in them; the mean is over the weights. */
  Tensor reduce(Tensor losses, @Nullable Tensor weights, Reduction reduction) {
    Tensor counted = kept == null ? losses : Tensor.where(kept, losses, losses.zerosLike());
    return reduction == Reduction.MEAN && weights != null
        ? counted.sum().div(weights.sum())
        : reduction.of(counted);
  }

  /**
   * The weights of the classes in the dtype of the predictions.
   *
   * @throws CremaException unless there is one a class
   */
  static @Nullable Tensor classWeights(
      String loss, @Nullable Tensor weight, Tensor prediction, int axis) {
    if (weight == null) {
      return null;
    }
    if (weight.ndim() != 1 || weight.size(0) != prediction.size(axis)) {
      throw new CremaException(
          "%s: a weight of shape %s does not fit the %s classes of predictions of shape %s"
              .formatted(loss, weight.shape(), prediction.size(axis), prediction.shape()));
    }
    return weight.to(prediction.dtype());
  }
}
