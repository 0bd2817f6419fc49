package dev.crema.api;

/**
 * The settings of an optimizer for one group of parameters. Each optimizer has a record of its own
 * that implements this; the same record is the schema of the optimizer in a model file.
 */
public interface OptimizerOptions {
  /** The learning rate that the group starts with; schedules change it in the group. */
  double learningRate();
}
