package dev.crema.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crema.api.TrainingEvent;
import dev.crema.api.TrainingEvent.BatchEnded;
import dev.crema.api.TrainingEvent.EpochEnded;
import dev.crema.api.TrainingEvent.EpochStarted;
import dev.crema.api.TrainingEvent.TrainingFailed;
import dev.crema.api.TrainingEvent.TrainingStarted;
import dev.crema.api.TrainingListener;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of a training while it runs. */
class ProgressTest {
  private static final int BATCHES = 200;

  private final StringWriter text = new StringWriter();
  private final PrintWriter out = new PrintWriter(text);
  private long nanos = 7;

  /** Two epochs of 200 batches of 50 samples, each of which takes some milliseconds. */
  private void train(TrainingListener listener, int epochs, int milliseconds) {
    listener.on(new TrainingStarted(null, epochs, BATCHES));
    for (int epoch = 0; epoch < epochs; epoch++) {
      listener.on(new EpochStarted(null, epoch));
      for (int batch = 1; batch <= BATCHES; batch++) {
        nanos += milliseconds * 1_000_000L;
        listener.on(new BatchEnded(null, batch, 1.0 / batch, 50));
      }
      nanos += 2_000_000_000L;
      listener.on(ended(epoch));
    }
  }

  private static TrainingEvent ended(int epoch) {
    SequencedMap<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("loss", 0.25);
    metrics.put("validation_accuracy", 0.9876);
    return new EpochEnded(null, epoch, metrics, Duration.ofSeconds(1));
  }

  private Session session() {
    return new Session(new RunSettings(2, 50, 0.1, 0), Path.of("runs"), false, out, false);
  }

  @Test
  void aShortEpochIsALine() {
    train(new ProgressLines(session(), () -> nanos), 2, 1);
    assertThat(text.toString().lines())
        .containsExactly(
            "epoch 1/2  loss 0.2500  validation accuracy 0.9876",
            "epoch 2/2  loss 0.2500  validation accuracy 0.9876");
  }

  /** 60 s an epoch: every tenth of it is 6 s after the last. */
  @Test
  void aLongEpochHasALineEveryTenthOfIt() {
    train(new ProgressLines(session(), () -> nanos), 2, 300);
    List<String> lines = text.toString().lines().toList();
    assertThat(lines).hasSize(20);
    // The mean of 1, 1/2, … 1/20 is 3.5977 / 20; 20 batches of 50 took 6 s.
    assertThat(lines.getFirst())
        .isEqualTo("epoch 1/2   10 %  loss 0.1799  167 samples/s  ETA 0:54");
    assertThat(lines.get(8)).startsWith("epoch 1/2   90 %  loss 0.0").endsWith("ETA 0:06");
    assertThat(lines.get(9)).isEqualTo("epoch 1/2  loss 0.2500  validation accuracy 0.9876");
    assertThat(lines.get(10)).startsWith("epoch 2/2   10 %  loss 0.1799");
  }

  @Test
  void ofManyEpochsSomeAreTold() {
    train(new ProgressLines(session(), () -> nanos), 300, 0);
    assertThat(text.toString().lines()).hasSize(30);
    assertThat(text.toString().lines().toList().getLast()).startsWith("epoch 300/300");
  }

  /** What a terminal shows after each character that moves to the beginning of the line. */
  private List<String> screens() {
    List<String> screens = new ArrayList<>();
    char[] line = new char[200];
    Arrays.fill(line, ' ');
    int at = 0;
    for (char c : text.toString().toCharArray()) {
      if (c == '\r' || c == '\n') {
        screens.add(new String(line).stripTrailing());
        at = 0;
      } else {
        line[at++] = c;
      }
      if (c == '\n') {
        Arrays.fill(line, ' ');
      }
    }
    screens.add(new String(line).stripTrailing());
    return screens;
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 60, 80, 130})
  void theBarIsDrawnOverItself(int columns) {
    train(new ProgressBar(out, () -> nanos, () -> columns), 2, 30);
    List<String> screens = screens();
    String measured = "epoch 2/2  loss 0.2500  validation accuracy 0.9876";
    assertThat(screens.getLast()).isEmpty();
    assertThat(text.toString().lines().filter(line -> line.strip().endsWith("0.9876"))).hasSize(2);
    assertThat(screens).contains(measured);
    assertThat(screens)
        .filteredOn(line -> !line.endsWith("0.9876"))
        .allMatch(line -> line.length() < columns)
        .allMatch(line -> line.isEmpty() || line.startsWith("epoch "))
        .hasSizeBetween(80, 130); // 6 s an epoch, ten times a second at most
    if (columns >= 80) {
      assertThat(screens)
          .filteredOn(line -> line.contains("["))
          .hasSizeGreaterThan(80)
          .allMatch(line -> line.length() == columns - 1);
      assertThat(screens).anyMatch(line -> line.matches("epoch 1/2 \\[=+> +\\]  50 %  loss .*"));
      assertThat(screens).anyMatch(line -> line.matches("epoch 1/2 \\[=+\\] 100 %  loss .* 0:00"));
    }
  }

  @Test
  void aFailureLeavesNoBarBehind() {
    ProgressBar bar = new ProgressBar(out, () -> nanos, () -> 80);
    bar.on(new TrainingStarted(null, 1, BATCHES));
    bar.on(new EpochStarted(null, 0));
    nanos += 1_000_000_000;
    bar.on(new BatchEnded(null, 1, 0.5, 50));
    assertThat(screens().getLast()).startsWith("epoch 1/1 [");
    bar.on(new TrainingFailed(null, new IllegalStateException()));
    assertThat(screens().getLast()).isEmpty();
    assertThat(text.toString()).endsWith("\r");
  }

  @ParameterizedTest
  @CsvSource({"24 120,120", "'50 7\n',7", "'',80", "0 0,80", "stty: stdin isn't a terminal,80"})
  void theWidthIsWhatSttySays(String answer, int columns) {
    assertThat(Terminal.columns(answer)).isEqualTo(columns);
  }
}
