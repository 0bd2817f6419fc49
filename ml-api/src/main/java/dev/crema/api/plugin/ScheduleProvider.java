package dev.crema.api.plugin;

import dev.crema.api.Optimizer;
import dev.crema.api.Schedule;

/**
 * Provides a kind of learning-rate schedule to {@link Plugins}. The config comes before the
 * optimizer: what is made of it is a function from an optimizer to a schedule.
 *
 * @param <C> the config record
 */
public interface ScheduleProvider<C extends Record>
    extends Provider<C, ScheduleProvider.ScheduleFactory> {

  /** Makes a schedule of an optimizer, with the config that it was made with. */
  @FunctionalInterface
  interface ScheduleFactory {
    /** Makes the schedule. */
    Schedule create(Optimizer optimizer);
  }
}
