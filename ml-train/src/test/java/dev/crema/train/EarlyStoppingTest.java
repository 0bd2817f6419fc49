package dev.crema.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.atMost;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import dev.crema.api.TrainingEvent.EpochEnded;
import dev.crema.api.TrainingEvent.TrainingStarted;
import dev.crema.api.TrainingRun;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.ArgumentCaptor;
import org.mockito.Mockito;

/** After which epoch a training stops, reckoned by hand. */
class EarlyStoppingTest {
  private final TrainingRun run = mock(TrainingRun.class);

  private static EpochEnded ended(TrainingRun run, int epoch, double value) {
    SequencedMap<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("loss", 0.0);
    metrics.put("score", value);
    return new EpochEnded(run, epoch, metrics, Duration.ZERO);
  }

  /** The epoch after which it stops, or -1. */
  private int stopsAfter(EarlyStopping stopping, String values) {
    stopping.on(new TrainingStarted(run, 100, 1));
    String[] words = values.split(" ");
    for (int epoch = 0; epoch < words.length; epoch++) {
      Mockito.clearInvocations(run);
      stopping.on(ended(run, epoch, Double.parseDouble(words[epoch])));
      if (!Mockito.mockingDetails(run).getInvocations().isEmpty()) {
        return epoch;
      }
    }
    return -1;
  }

  @ParameterizedTest
  @CsvSource({
    "MIN, 1, 0,    3 2 1,                 -1",
    "MIN, 1, 0,    3 2 2,                  2",
    "MIN, 2, 0,    3 2 2 2,                3",
    "MIN, 2, 0,    3 4 2 3 1 2 2,          6",
    "MIN, 3, 0,    1 2 2 0.9 1 1 1,        6",
    "MIN, 2, 0.5,  3 2.6 2.5 2.4 2.1,      2",
    "MIN, 2, 0.5,  3 2.25 2 1.75 1,       3",
    "MAX, 2, 0,    0.1 0.2 0.2 0.3 0.1 0.3, 5",
    "MAX, 2, 0.1,  0.5 0.55 0.59 0.9,      2",
    "MIN, 2, 0,    NaN NaN 1,              1",
    "MIN, 3, 0,    NaN 1 NaN NaN 2,        4",
    "MAX, 1, 0,    -Infinity,              0",
  })
  void stopsAfterTheEpochReckonedByHand(
      Monitor.Mode mode, int patience, double minDelta, String values, int expected) {
    EarlyStopping stopping = new EarlyStopping("score", patience, minDelta, mode);
    assertThat(stopsAfter(stopping, values)).isEqualTo(expected);
  }

  @Test
  void theReasonNamesTheMetricAndItsBest() {
    EarlyStopping stopping = new EarlyStopping(Monitor.min("score"), 2);
    assertThat(stopsAfter(stopping, "3 0.25 1 1")).isEqualTo(3);
    ArgumentCaptor<String> reason = ArgumentCaptor.forClass(String.class);
    verify(run).stop(reason.capture());
    assertThat(reason.getValue())
        .isEqualTo(
            "score has not become better for 2 epochs; it was best with 0.250000 in epoch 1");
    assertThat(stopping.best()).isEqualTo(0.25);
    assertThat(stopping.bestEpoch()).isEqualTo(1);
  }

  @Test
  void aSecondTrainingBeginsAnew() {
    EarlyStopping stopping = new EarlyStopping(Monitor.min("score"), 2);
    assertThat(stopsAfter(stopping, "1 2 2")).isEqualTo(2);
    Mockito.clearInvocations(run);
    assertThat(stopsAfter(stopping, "5 4 4 3 3 3")).isEqualTo(5);
  }

  @Test
  void aRestoredStateGoesOn() {
    EarlyStopping first = new EarlyStopping(Monitor.min("score"), 3);
    assertThat(stopsAfter(first, "1 2 2")).isEqualTo(-1);
    EarlyStopping second = new EarlyStopping(Monitor.min("score"), 3);
    second.loadStateDict(first.stateDict());
    assertThat(stopsAfter(second, "1.5")).isZero();
    EarlyStopping third = new EarlyStopping(Monitor.min("score"), 2);
    third.loadStateDict(first.stateDict());
    third.on(new TrainingStarted(run, 100, 1));
    verify(run, atMost(2)).stop(anyString());
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> third.loadStateDict(Map.of("best", Tensor.of(1.0))))
        .withMessage(
            "the state of listener 'early_stopping_score' has no number 'best_epoch', only [best]");
  }

  @Test
  void badSettingsAndUnknownMetricsAreRefused() {
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> new EarlyStopping(Monitor.min("score"), 0))
        .withMessage("early stopping with patience 0: give 1 epoch or more");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> new EarlyStopping("score", 1, -1, Monitor.Mode.MIN))
        .withMessage("monitor of 'score': minDelta is -1.0; give a finite number, 0 or greater");
    EarlyStopping wrong = new EarlyStopping(Monitor.min("scor"), 1);
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> wrong.on(ended(run, 0, 1)))
        .withMessage("'scor' is to be watched, but an epoch measures only [loss, score]");
    verify(run, never()).stop(anyString());
  }
}
