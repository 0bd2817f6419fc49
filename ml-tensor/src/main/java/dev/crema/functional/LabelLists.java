package dev.crema.functional;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import java.util.Arrays;

/**
 * Lists of labels, one a row, each ended by -1 or by the end of the row.
 *
 * @param labels int64, of the predictions' shape; 0 from the end of a list on
 * @param listed true before the end of a list
 * @param others true for the classes that are not in the list of the row
 */
record LabelLists(Tensor labels, Tensor listed, Tensor others) {

  /**
   * Checks lists.
   *
   * @param prediction (classes) or (n, classes)
   * @throws CremaException if they are not integers of the predictions' shape, from -1 to the last
   *     class
   */
  static LabelLists of(String loss, Tensor prediction, Tensor target) {
    checkForm(loss, prediction, target);
    int classes = prediction.size(-1);
    long[] labels = target.toLongs();
    boolean[] listed = new boolean[labels.length];
    boolean[] others = new boolean[labels.length];
    Arrays.fill(others, true);
    for (int i = 0; i < labels.length; i++) {
      checkLabel(loss, labels[i], i, classes, target);
      int column = i % classes;
      listed[i] = labels[i] >= 0 && (column == 0 || listed[i - 1]);
      labels[i] = listed[i] ? labels[i] : 0;
      if (listed[i]) {
        others[i - column + (int) labels[i]] = false;
      }
    }
    int[] sizes = target.shape().toArray();
    return new LabelLists(
        Tensor.of(labels, sizes),
        Tensor.of(listed).reshape(sizes),
        Tensor.of(others).reshape(sizes));
  }

  private static void checkForm(String loss, Tensor prediction, Tensor target) {
    LossInputs.floating(loss, prediction);
    if (prediction.ndim() == 0 || prediction.ndim() > 2 || prediction.size(-1) == 0) {
      throw new CremaException(
          "%s: the prediction must have shape (classes) or (n, classes), not %s"
              .formatted(loss, prediction.shape()));
    }
    if (!target.dtype().isIntegral() || !target.shape().equals(prediction.shape())) {
      throw new CremaException(
          "%s: the target must be rows of labels, int64 and of shape %s, but is %s of shape %s"
              .formatted(loss, prediction.shape(), target.dtype(), target.shape()));
    }
  }

  private static void checkLabel(String loss, long label, int at, int classes, Tensor target) {
    if (label < -1 || label >= classes) {
      throw new CremaException(
          "%s: label %s at %s is none of the %s classes: give 0 to %s, and -1 behind the last"
              .formatted(
                  loss, label, LossInputs.position(at, target.shape()), classes, classes - 1));
    }
  }
}
