package dev.crema.train;

import dev.crema.tensor.CremaException;
import java.util.Map;

/**
 * Which measured value is watched, and when a new one counts as better.
 *
 * <p>In mode MIN a value is better than the best one so far if {@code value < best - minDelta}, in
 * mode MAX if {@code value > best + minDelta}. NaN is never better.
 *
 * @param metric its name in {@link dev.crema.api.History.Epoch}, such as {@code "validation_loss"}
 * @param mode which way is better
 * @param minDelta the least change that counts; 0 or greater
 */
public record Monitor(String metric, Mode mode, double minDelta) {

  /** Which way is better. */
  public enum Mode {
    /** Lower is better, as for losses and errors. */
    MIN,
    /** Higher is better, as for accuracy. */
    MAX
  }

  /**
   * A monitor.
   *
   * @throws CremaException if {@code minDelta} is negative or not finite
   */
  public Monitor {
    if (!(minDelta >= 0) || Double.isInfinite(minDelta)) {
      throw new CremaException(
          "monitor of '%s': minDelta is %s; give a finite number, 0 or greater"
              .formatted(metric, minDelta));
    }
  }

  /** A monitor of something that is to fall, by however little. */
  public static Monitor min(String metric) {
    return new Monitor(metric, Mode.MIN, 0);
  }

  /** A monitor of something that is to rise, by however little. */
  public static Monitor max(String metric) {
    return new Monitor(metric, Mode.MAX, 0);
  }

  /** The best value before any was measured: positive or negative infinity. */
  public double worst() {
    return mode == Mode.MIN ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
  }

  /** Whether a value is better than the best one so far. */
  public boolean improves(double value, double best) {
    return mode == Mode.MIN ? value < best - minDelta : value > best + minDelta;
  }

  /**
   * The watched value among those of an epoch.
   *
   * @throws CremaException if it was not measured; the message lists what was
   */
  public double read(Map<String, Double> measured) {
    Double value = measured.get(metric);
    if (value == null) {
      throw new CremaException(
          "'%s' is to be watched, but an epoch measures only %s"
              .formatted(metric, measured.keySet()));
    }
    return value;
  }
}
