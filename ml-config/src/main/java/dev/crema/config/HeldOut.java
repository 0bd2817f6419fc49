package dev.crema.config;

/** Which rows a model is tested on and not trained on. */
public sealed interface HeldOut {
  /**
   * Random ones, as many of each class as its share.
   *
   * @param share of all rows, between 0 and 1
   */
  record Share(double share) implements HeldOut {}

  /**
   * Every n-th one, from the n-th on.
   *
   * @param n 2 or more
   */
  record Every(int n) implements HeldOut {}

  /**
   * All rows of another dataset.
   *
   * @param dataset the dataset
   */
  record Other(Part dataset) implements HeldOut {}
}
