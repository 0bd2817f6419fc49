package dev.crema.api;

import dev.crema.tensor.Tensor;

/** A number that says how good predictions are, gathered over batches. */
public interface Metric {
  /** The name it is reported under, such as {@code "accuracy"}. */
  String name();

  /** Forgets all that was gathered. */
  void reset();

  /** Takes in one batch. */
  void update(Tensor prediction, Tensor target);

  /** The value over all that was taken in since {@link #reset}; NaN where that is nothing. */
  double value();

  /** Whether a higher value is a better one, as for accuracy; false for errors. */
  boolean higherIsBetter();
}
