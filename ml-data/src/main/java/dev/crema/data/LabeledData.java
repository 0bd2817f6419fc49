package dev.crema.data;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import java.util.List;

/**
 * A table of features with a label a row, as scikit-learn's loaders give it.
 *
 * @param features shape (n, k), floating
 * @param labels shape (n,): int64 class numbers, or floating numbers
 * @param featureNames k names
 * @param classNames the name of each class number; empty where labels are numbers
 * @param description what the data are, in a few sentences
 */
public record LabeledData(
    Tensor features,
    Tensor labels,
    List<String> featureNames,
    List<String> classNames,
    String description) {

  /**
   * A checked table.
   *
   * @throws CremaException if the shapes or the number of names do not fit
   */
  public LabeledData {
    featureNames = List.copyOf(featureNames);
    classNames = List.copyOf(classNames);
    if (features.ndim() != 2
        || labels.ndim() != 1
        || labels.size(0) != features.size(0)
        || featureNames.size() != features.size(1)) {
      throw new CremaException(
          "LabeledData takes features (n, k), labels (n,) and k feature names; given %s, %s and %d"
              .formatted(features.shape(), labels.shape(), featureNames.size()));
    }
  }

  /** The number of rows. */
  public int size() {
    return features.size(0);
  }

  /** The same rows with other features of the same shape, such as scaled ones. */
  public LabeledData withFeatures(Tensor changed) {
    return new LabeledData(changed, labels, featureNames, classNames, description);
  }

  /** Reads further rows from CSV files with a header, by the names of the features. */
  public CsvInputs reader() {
    return CsvInputs.named(featureNames, features.dtype());
  }

  /**
   * The rows as samples. A class number is a target of shape (), what a cross entropy takes; a
   * number is one of shape (1,), what a layer with one output gives.
   */
  public TensorDataset asDataset() {
    return new TensorDataset(features, labels.isFloating() ? labels.unsqueeze(1) : labels);
  }
}
