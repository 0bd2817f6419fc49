package dev.crema.train;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.crema.api.History;
import dev.crema.api.TrainingEvent.CheckpointSaved;
import dev.crema.api.TrainingEvent.EpochEnded;
import dev.crema.api.TrainingEvent.TrainingEnded;
import dev.crema.api.TrainingEvent.TrainingFailed;
import dev.crema.api.TrainingEvent.TrainingStarted;
import dev.crema.api.TrainingRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** What is logged, in a locale that writes numbers with commas. */
class LoggingListenerTest {
  private final Locale before = Locale.getDefault();
  private final Logger log = mock(Logger.class);
  private final TrainingRun run = mock(TrainingRun.class);
  private final LoggingListener listener = new LoggingListener(log);

  @BeforeEach
  void useCommas() {
    Locale.setDefault(Locale.GERMANY);
  }

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  @Test
  void anEpochIsALine() {
    SequencedMap<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("loss", 0.012345678);
    metrics.put("validation_accuracy", 0.95);
    listener.on(new TrainingStarted(run, 20, 50));
    listener.on(new EpochEnded(run, 2, metrics, Duration.ofMillis(1260)));
    verify(log).info("training{} to epoch {}{}", "", 20, ", 50 batches each");
    verify(log).info("epoch {}/{}: {}", 3, 20, "loss 0.01235, validation_accuracy 0.9500, 1.3 s");
  }

  @Test
  void beginningAndEndAreLoggedToo() {
    when(run.epoch()).thenReturn(4);
    listener.on(new TrainingStarted(run, 20, -1));
    verify(log).info("training{} to epoch {}{}", " from epoch 5", 20, "");
    listener.on(new CheckpointSaved(run, 4, Path.of("x")));
    verify(log).debug("saved {}", Path.of("x"));
    listener.on(new TrainingEnded(run, new History(List.of()), "enough"));
    verify(log).info("training ended: {}", "enough");
    listener.on(new TrainingFailed(run, new IllegalStateException("why")));
    verify(log).error("training failed: {}", "java.lang.IllegalStateException: why");
  }
}
