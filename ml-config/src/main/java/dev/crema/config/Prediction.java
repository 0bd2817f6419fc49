package dev.crema.config;

import java.util.List;

/**
 * What a model says of one row.
 *
 * @param label the likeliest class, or the predicted numbers
 * @param values the probability of each class, or the predicted numbers
 */
public record Prediction(String label, List<Double> values) {
  /** A prediction; the list is copied. */
  public Prediction {
    values = List.copyOf(values);
  }
}
