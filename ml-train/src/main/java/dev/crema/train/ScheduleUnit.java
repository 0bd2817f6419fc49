package dev.crema.train;

/** How often the trainer moves a learning-rate schedule on. */
public enum ScheduleUnit {
  /** After each epoch, with the metric that the schedule may watch. */
  EPOCH,
  /** After each step of the optimizer. */
  STEP
}
