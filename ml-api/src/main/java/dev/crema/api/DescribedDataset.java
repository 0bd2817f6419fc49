package dev.crema.api;

import java.util.List;

/**
 * A dataset that says what its numbers mean, so that a model trained on it can be used on other
 * files. Any {@link Dataset} can be trained on; one of these can be predicted for.
 */
public interface DescribedDataset extends Dataset<Sample> {
  /** The names of classes 0, 1, …; empty where targets are not classes. */
  List<String> classNames();

  /** Reads further inputs like those of this dataset. */
  InputReader reader();
}
