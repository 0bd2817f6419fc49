package dev.crema.examples.data;

import dev.crema.data.LabeledData;
import dev.crema.tensor.Tensor;

/**
 * Rows to train on and rows to test on: every fifth row, from the fifth on, is held out.
 *
 * @param training the rows whose number leaves no 4 when divided by 5
 * @param test the others
 */
public record Holdout(LabeledData training, LabeledData test) {
  private static final int FOLDS = 5;

  /** Cuts a table. */
  public static Holdout of(LabeledData data) {
    Tensor row = Tensor.arange(data.size());
    Tensor held = row.remainder(FOLDS).eq(FOLDS - 1);
    return new Holdout(rows(data, held.logicalNot()), rows(data, held));
  }

  private static LabeledData rows(LabeledData data, Tensor mask) {
    Tensor rows = mask.nonzero().squeeze(1);
    return new LabeledData(
        data.features().indexSelect(0, rows),
        data.labels().indexSelect(0, rows),
        data.featureNames(),
        data.classNames(),
        data.description());
  }
}
