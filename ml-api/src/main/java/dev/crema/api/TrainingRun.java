package dev.crema.api;

/** A training in progress, as its listeners see it. */
public interface TrainingRun {
  /** The model in training. */
  ModuleTree model();

  /** The optimizer at work. */
  Optimizer optimizer();

  /** The epoch in progress, from 0. */
  int epoch();

  /** The number of optimizer steps made so far. */
  long step();

  /**
   * Asks for the end: after this event no further batch is trained on, and {@link
   * TrainingEvent.TrainingEnded} gives the reason.
   *
   * @param reason why, in words
   */
  void stop(String reason);
}
