package dev.crema.api;

import dev.crema.tensor.Tensor;
import java.util.SequencedMap;

/** Fits a model to data. What is fitted, with which loss and optimizer, it was made with. */
public interface Trainer {
  /**
   * Trains the model.
   *
   * @param training what to train on
   * @return what was measured
   */
  History fit(Batches training);

  /**
   * Trains the model and evaluates it after each epoch.
   *
   * @param training what to train on
   * @param validation what to evaluate on
   * @return what was measured
   */
  History fit(Batches training, Batches validation);

  /** Measures the loss and the metrics, in evaluation mode and without gradients. */
  SequencedMap<String, Double> evaluate(Batches data);

  /** What the model gives for some inputs, in evaluation mode and without gradients. */
  Tensor predict(Tensor inputs);
}
