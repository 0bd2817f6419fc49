package dev.crema.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import dev.crema.api.TrainingEvent;
import dev.crema.api.TrainingEvent.CheckpointSaved;
import dev.crema.api.TrainingEvent.EpochEnded;
import dev.crema.api.TrainingEvent.TrainingStarted;
import dev.crema.api.TrainingListener;
import dev.crema.api.TrainingRun;
import dev.crema.tensor.Crema;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.io.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What checkpoints write, when, and what a failing write leaves. */
class CheckpointsTest {
  @TempDir Path folder;

  private final NoisyNet model;
  private final Momentum optimizer;
  private final EventNames events = new EventNames();

  CheckpointsTest() {
    Crema.manualSeed(2);
    model = new NoisyNet();
    optimizer = new Momentum(model.parameters(), 0.05, 0.9);
  }

  private DefaultTrainer trainer(int epochs, TrainingListener... listeners) {
    return DefaultTrainer.builder(model, TestData.SQUARED, optimizer)
        .epochs(epochs)
        .seed(1)
        .listeners(events)
        .listeners(listeners)
        .build();
  }

  @Test
  void theModelFileHoldsTheWeightsUnderTheirNames() throws IOException {
    Path deep = folder.resolve("a/b");
    trainer(2, Checkpoints.in(deep)).fit(TestData.xor(2));
    Safetensors.Contents file = Safetensors.load(Checkpoints.modelFile(deep));
    assertThat(file.tensors().keySet())
        .containsExactlyInAnyOrder(
            "hidden.weight", "hidden.bias", "output.weight", "output.bias", "running_mean");
    model
        .stateDict()
        .forEach((name, own) -> assertThat(own.equal(file.tensors().get(name))).isTrue());
    assertThat(file.metadata())
        .containsEntry("format", "pt")
        .containsEntry("epoch", "1")
        .containsEntry("step", "4")
        .containsEntry("optimizer", "Momentum")
        .containsKey("metric.loss");
    try (Stream<Path> files = Files.list(deep)) {
      assertThat(files.map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrder("model.safetensors", "training.safetensors");
    }
  }

  @Test
  void eachSavingIsAnEventThatAllHear() {
    trainer(2, Checkpoints.in(folder)).fit(TestData.xor(1));
    assertThat(events.all(CheckpointSaved.class))
        .extracting(CheckpointSaved::path)
        .containsOnly(Checkpoints.trainingFile(folder))
        .hasSize(2);
    assertThat(events.heard)
        .endsWith("BatchEnded", "EpochEnded", "CheckpointSaved", "TrainingEnded");
  }

  @Test
  void everySoManyEpochsAndAfterTheLast() {
    trainer(5, Checkpoints.in(folder).every(2)).fit(TestData.xor(1));
    assertThat(events.all(CheckpointSaved.class))
        .extracting(CheckpointSaved::epoch)
        .containsExactly(1, 3, 4);
  }

  @Test
  void aStoppedTrainingIsSavedAtItsEnd() {
    TrainingListener stop =
        event -> {
          if (event instanceof EpochEnded ended && ended.epoch() == 2) {
            ended.run().stop("enough");
          }
        };
    trainer(9, Checkpoints.in(folder).every(2), stop).fit(TestData.xor(1));
    assertThat(events.all(CheckpointSaved.class))
        .extracting(CheckpointSaved::epoch)
        .containsExactly(1, 2);
  }

  @Test
  void theBestFileHoldsTheBestEpoch() throws IOException {
    Checkpoints checkpoints = Checkpoints.in(folder).best(Monitor.min("validation_loss"));
    List<double[]> weights = new ArrayList<>();
    TrainingListener remember =
        event -> {
          if (event instanceof EpochEnded) {
            weights.add(model.hidden.weight.toDoubles());
          }
        };
    // too great a rate, so that the loss rises again after some epoch
    optimizer.learningRate(0.6);
    var history = trainer(8, checkpoints, remember).fit(TestData.xor(2), TestData.xor(1));
    List<Double> losses = history.values("validation_loss");
    double lowest = losses.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    int best = losses.indexOf(lowest);
    assertThat(best).isLessThan(7);
    assertThat(checkpoints.bestValue()).isEqualTo(lowest);
    assertThat(checkpoints.bestEpoch()).isEqualTo(best);
    Safetensors.Contents file = Safetensors.load(Checkpoints.bestFile(folder));
    assertThat(file.tensors().get("hidden.weight").toDoubles()).containsExactly(weights.get(best));
    assertThat(file.metadata())
        .containsEntry("epoch", Integer.toString(best))
        .containsEntry("metric.validation_loss", Double.toString(lowest));
  }

  @Test
  void aFailingWriteLeavesTheOldFilesAndEndsTheTraining() throws IOException {
    trainer(1, Checkpoints.in(folder)).fit(TestData.xor(1));
    byte[] training = Files.readAllBytes(Checkpoints.trainingFile(folder));
    // a folder that is not empty where the writer wants its temporary file
    Path blocked = folder.resolve("training.safetensors.part");
    Files.createDirectories(blocked.resolve("in the way"));
    assertThatExceptionOfType(TrainingException.class)
        .isThrownBy(() -> trainer(3, Checkpoints.in(folder)).fit(TestData.xor(1)))
        .withMessageContaining("in listener dev.crema.train.Checkpoints")
        .withMessageContaining("the checkpoint of epoch 0 cannot be written to ")
        .withMessageContaining("training.safetensors, where an older one stays as it was")
        .withRootCauseInstanceOf(IOException.class);
    assertThat(events.heard).endsWith("EpochEnded", "TrainingFailed");
    assertThat(Files.readAllBytes(Checkpoints.trainingFile(folder))).isEqualTo(training);
    assertThat(trainer(1).resume(folder)).isEqualTo(1);
  }

  @Test
  void nothingIsSavedInTheMiddleOfAnEpoch() {
    TrainingListener early =
        event -> {
          if (event instanceof TrainingEvent.BatchEnded && event.run() instanceof SavableRun run) {
            assertThat(run.isBetweenEpochs()).isFalse();
            try {
              run.save(folder.resolve("early"));
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          }
        };
    assertThatThrownBy(() -> trainer(1, early).fit(TestData.xor(1)))
        .hasMessageContaining(
            "can be saved between epochs only, and it is in the middle of epoch 0");
    TrainingListener stop =
        event -> {
          if (event instanceof TrainingEvent.BatchStarted) {
            event.run().stop("enough");
          }
        };
    trainer(3, Checkpoints.in(folder), stop).fit(TestData.xor(2));
    assertThat(Checkpoints.exist(folder)).isFalse();
  }

  @Test
  void anUnknownMetricAndAForeignRunAreRefused() {
    assertThatThrownBy(
            () ->
                trainer(1, Checkpoints.in(folder).best(Monitor.max("accuracy")))
                    .fit(TestData.xor(1)))
        .hasMessageContaining("'accuracy' is to be watched, but an epoch measures only [loss]");
    TrainingStarted foreign = new TrainingStarted(mock(TrainingRun.class), 1, 1);
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> Checkpoints.in(folder).on(foreign))
        .withMessageStartingWith("checkpoints need a run that can be saved");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> Checkpoints.in(folder).every(0))
        .withMessage("checkpoints every 0 epochs: give 1 or more");
  }

  @Test
  void listenersOfOneKindKeepStatesOfTheirOwn() {
    EarlyStopping a = new EarlyStopping(Monitor.min("loss"), 20);
    EarlyStopping b = new EarlyStopping("loss", 20, 1e9, Monitor.Mode.MIN);
    trainer(3, a, b, Checkpoints.in(folder)).fit(TestData.xor(2));
    EarlyStopping c = new EarlyStopping(Monitor.min("loss"), 20);
    EarlyStopping d = new EarlyStopping("loss", 20, 1e9, Monitor.Mode.MIN);
    trainer(3, c, d, Checkpoints.in(folder)).resume(folder);
    assertThat(c.best()).isEqualTo(a.best());
    assertThat(d.best()).isEqualTo(b.best());
    assertThat(d.bestEpoch()).isZero();
    assertThat(c.best()).isLessThan(d.best());
  }
}
