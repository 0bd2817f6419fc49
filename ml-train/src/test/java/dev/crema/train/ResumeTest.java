package dev.crema.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crema.api.History;
import dev.crema.api.Loss;
import dev.crema.api.ModuleTree;
import dev.crema.api.Optimizer;
import dev.crema.api.Schedule;
import dev.crema.api.TrainingEvent.TrainingEnded;
import dev.crema.api.TrainingEvent.TrainingStarted;
import dev.crema.tensor.Crema;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.io.Safetensors;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A training that is saved, forgotten and resumed equals an uninterrupted one to the bit. */
class ResumeTest {
  @TempDir Path folder;

  @BeforeEach
  void seed() {
    Crema.manualSeed(8);
  }

  enum Kind {
    MOMENTUM((p, rate) -> new Momentum(p, rate, 0.9)),
    ADAM(Adam::new);

    private final BiFunction<List<Parameter>, Double, Optimizer> make;

    Kind(BiFunction<List<Parameter>, Double, Optimizer> make) {
      this.make = make;
    }
  }

  /** Everything that a program makes anew when it is started again. */
  private static final class Program {
    final NoisyNet model = new NoisyNet();
    final Optimizer optimizer;
    final Schedule schedule;
    final EventNames events = new EventNames();
    final EarlyStopping stopping = new EarlyStopping(Monitor.min("validation_loss"), 50);
    final Checkpoints checkpoints;
    final DefaultTrainer trainer;

    Program(Kind kind, Path folder, int epochs) {
      optimizer = kind.make.apply(model.parameters(), 0.05);
      schedule = new OnPlateau(optimizer);
      checkpoints = Checkpoints.in(folder).best(Monitor.min("validation_loss"));
      trainer =
          DefaultTrainer.builder(model, TestData.SQUARED, optimizer)
              .epochs(epochs)
              .seed(3)
              .schedule(schedule)
              .metrics(new MeanAbsoluteError())
              .listeners(checkpoints, stopping, events)
              .build();
    }

    History fit() {
      return trainer.fit(TestData.xor(3), TestData.xor(1));
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void fourEpochsEqualTwoAndTwo(Kind kind) {
    Crema.manualSeed(11);
    Program straight = new Program(kind, folder.resolve("straight"), 4);
    History expected = straight.fit();

    Crema.manualSeed(11);
    Program first = new Program(kind, folder.resolve("parts"), 2);
    first.fit();
    Crema.manualSeed(999);
    Program second = new Program(kind, folder.resolve("parts"), 4);
    assertThat(second.trainer.resume(folder.resolve("parts"))).isEqualTo(2);
    Tensor.rand(5); // what the program draws in between does not matter
    History actual = second.fit();

    assertThat(values(actual)).isEqualTo(values(expected));
    assertEqual(second.model.stateDict(), straight.model.stateDict());
    assertEqual(second.optimizer.stateDict(), straight.optimizer.stateDict());
    assertEqual(second.schedule.stateDict(), straight.schedule.stateDict());
    assertEqual(second.stopping.stateDict(), straight.stopping.stateDict());
    assertEqual(second.checkpoints.stateDict(), straight.checkpoints.stateDict());
    TrainingStarted started = second.events.all(TrainingStarted.class).getFirst();
    assertThat(started.epochs()).isEqualTo(4);
    assertThat(second.events.all(dev.crema.api.TrainingEvent.EpochStarted.class))
        .extracting(dev.crema.api.TrainingEvent.EpochStarted::epoch)
        .containsExactly(2, 3);
    assertThat(second.events.all(TrainingEnded.class).getFirst().run().step()).isEqualTo(12);
  }

  @Test
  void theFilesOfBothAreEqualToo() throws Exception {
    Crema.manualSeed(11);
    new Program(Kind.ADAM, folder.resolve("a"), 4).fit();
    Crema.manualSeed(11);
    new Program(Kind.ADAM, folder.resolve("b"), 3).fit();
    Program second = new Program(Kind.ADAM, folder.resolve("b"), 4);
    second.trainer.resume(folder.resolve("b"));
    second.fit();
    for (String name : List.of("model", "best", "training")) {
      Safetensors.Contents a = Safetensors.load(folder.resolve("a/" + name + ".safetensors"));
      Safetensors.Contents b = Safetensors.load(folder.resolve("b/" + name + ".safetensors"));
      assertThat(b.metadata()).isEqualTo(a.metadata());
      assertThat(b.tensors().keySet()).isEqualTo(a.tensors().keySet());
      a.tensors().keySet().stream()
          .filter(each -> !each.equals("history.nanoseconds"))
          .forEach(each -> assertBits(each, b.tensors().get(each), a.tensors().get(each)));
    }
  }

  @Test
  void aTrainingThatIsDoneIsNotTrainedFurther() {
    Program done = new Program(Kind.ADAM, folder, 2);
    History history = done.fit();
    Program again = new Program(Kind.ADAM, folder, 2);
    again.trainer.resume(folder);
    assertThat(values(again.fit())).isEqualTo(values(history));
    assertThat(again.events.heard).containsExactly("TrainingStarted", "TrainingEnded");
    assertEqual(again.model.stateDict(), done.model.stateDict());
  }

  @Test
  void onlyTheNextFitIsResumed() {
    new Program(Kind.ADAM, folder, 2).fit();
    Program again = new Program(Kind.ADAM, folder, 2);
    again.trainer.resume(folder);
    again.fit();
    assertThat(again.fit().epochs()).extracting(History.Epoch::number).containsExactly(0, 1);
    assertThat(again.events.all(dev.crema.api.TrainingEvent.BatchEnded.class).getLast().step())
        .isEqualTo(6);
  }

  @Test
  void earlyStoppingHoldsAcrossAResume() {
    NoisyNet model = new NoisyNet();
    Optimizer still = new Momentum(model.parameters(), 0, 0);
    DefaultTrainer first = stopping(model, still, 2);
    assertThat(first.fit(TestData.xor(1), TestData.xor(1)).epochs()).hasSize(3);
    DefaultTrainer second = stopping(model, still, 2);
    second.resume(folder);
    assertThat(second.fit(TestData.xor(1), TestData.xor(1)).epochs()).hasSize(3);
    DefaultTrainer patient = stopping(model, still, 4);
    patient.resume(folder);
    assertThat(patient.fit(TestData.xor(1), TestData.xor(1)).epochs()).hasSize(5);
  }

  private DefaultTrainer stopping(NoisyNet model, Optimizer still, int patience) {
    // the running mean makes the loss move a little, but by less than minDelta
    return DefaultTrainer.builder(model, TestData.SQUARED, still)
        .listeners(
            Checkpoints.in(folder),
            new EarlyStopping("validation_loss", patience, 0.5, Monitor.Mode.MIN))
        .build();
  }

  @Test
  void aListenerThatWasNotThereBeforeBeginsAnew() {
    NoisyNet model = new NoisyNet();
    Optimizer optimizer = new Momentum(model.parameters(), 0.01, 0);
    DefaultTrainer.builder(model, TestData.SQUARED, optimizer)
        .epochs(1)
        .listeners(Checkpoints.in(folder))
        .build()
        .fit(TestData.xor(1));
    EarlyStopping late = new EarlyStopping(Monitor.min("loss"), 9);
    DefaultTrainer more =
        DefaultTrainer.builder(model, TestData.SQUARED, optimizer)
            .epochs(2)
            .listeners(late, Checkpoints.in(folder))
            .build();
    more.resume(folder);
    assertThat(more.fit(TestData.xor(1)).epochs()).hasSize(2);
    assertThat(late.bestEpoch()).isEqualTo(1);
  }

  /** A loss with a weight of its own. */
  private static final class WeightedLoss extends ModuleTree implements Loss {
    final Parameter weight = new Parameter(Tensor.of(2f));

    @Override
    public Tensor apply(Tensor prediction, Tensor target) {
      return inside(() -> prediction.sub(target).square().mean().mul(weight.square()).sum());
    }
  }

  @Test
  void theWeightsOfALossAreSavedToo() {
    WeightedLoss loss = new WeightedLoss();
    NoisyNet model = new NoisyNet();
    List<Parameter> all = new java.util.ArrayList<>(model.parameters());
    all.addAll(loss.parameters());
    DefaultTrainer.builder(model, loss, new Momentum(all, 0.01, 0))
        .epochs(1)
        .listeners(Checkpoints.in(folder))
        .build()
        .fit(TestData.xor(2));
    WeightedLoss fresh = new WeightedLoss();
    NoisyNet other = new NoisyNet();
    List<Parameter> others = new java.util.ArrayList<>(other.parameters());
    others.addAll(fresh.parameters());
    DefaultTrainer.builder(other, fresh, new Momentum(others, 0.01, 0)).build().resume(folder);
    assertBits("weight", fresh.weight, loss.weight);
    assertThat(fresh.weight.item()).isNotEqualTo(2);
  }

  @Test
  void whatDoesNotFitIsRefusedAndNothingIsChanged() throws Exception {
    new Program(Kind.ADAM, folder, 1).fit();
    Program other = new Program(Kind.MOMENTUM, folder.resolve("none"), 1);
    Map<String, Tensor> before = other.model.stateDict();
    DefaultTrainer unscheduled =
        DefaultTrainer.builder(other.model, TestData.SQUARED, other.optimizer).build();
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> other.trainer.resume(folder))
        .withMessageContaining(
            "does not fit this training, and nothing was changed: Momentum cannot");
    assertEqual(other.model.stateDict(), before);
    DefaultTrainer adam =
        DefaultTrainer.builder(other.model, TestData.SQUARED, new Adam(other.model.parameters(), 1))
            .build();
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> adam.resume(folder))
        .withMessageContaining("it holds the state of a schedule, and this trainer has none");
    assertEqual(other.model.stateDict(), before);
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> unscheduled.resume(folder.resolve("none")))
        .withMessageStartingWith("there is nothing to resume: no file ");
    Safetensors.save(Checkpoints.trainingFile(folder), other.model.stateDict());
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> unscheduled.resume(folder))
        .withMessageContaining("it is no training file of version 1");
    java.nio.file.Files.write(Checkpoints.trainingFile(folder), new byte[] {1, 2, 3});
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> unscheduled.resume(folder))
        .withMessageStartingWith("the training cannot be resumed from ");
  }

  private static List<Map<String, Double>> values(History history) {
    return history.epochs().stream().<Map<String, Double>>map(History.Epoch::metrics).toList();
  }

  private static void assertEqual(Map<String, Tensor> actual, Map<String, Tensor> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, tensor) -> assertBits(name, actual.get(name), tensor));
  }

  private static void assertBits(String name, Tensor actual, Tensor expected) {
    assertThat(actual.dtype()).as(name).isEqualTo(expected.dtype());
    assertThat(actual.shape()).as(name).isEqualTo(expected.shape());
    double[] a = actual.toDoubles();
    double[] e = expected.toDoubles();
    for (int i = 0; i < e.length; i++) {
      assertThat(Double.doubleToLongBits(a[i])).as(name).isEqualTo(Double.doubleToLongBits(e[i]));
    }
  }
}
