package dev.crema.api;

import dev.crema.tensor.CremaException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** What was measured in a training, epoch by epoch. */
public record History(List<Epoch> epochs) {

  /** What was measured in one epoch: {@code loss}, {@code validation_loss}, metrics by name. */
  public record Epoch(int number, SequencedMap<String, Double> metrics, Duration duration) {
    /** An epoch; the metrics are copied. */
    public Epoch {
      metrics = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(metrics));
    }
  }

  /** A history; the epochs are copied. */
  public History {
    epochs = List.copyOf(epochs);
  }

  /**
   * The values of one metric over the epochs; NaN for an epoch that did not measure it.
   *
   * @throws CremaException if no epoch measured it
   */
  public List<Double> values(String metric) {
    if (epochs.stream().noneMatch(epoch -> epoch.metrics().containsKey(metric))) {
      throw new CremaException(
          "no epoch measured '%s', only %s"
              .formatted(
                  metric,
                  epochs.stream().flatMap(e -> e.metrics().keySet().stream()).distinct().toList()));
    }
    return epochs.stream().map(e -> e.metrics().getOrDefault(metric, Double.NaN)).toList();
  }

  /** The last epoch. */
  public Epoch last() {
    if (epochs.isEmpty()) {
      throw new CremaException("the history has no epoch yet");
    }
    return epochs.getLast();
  }
}
