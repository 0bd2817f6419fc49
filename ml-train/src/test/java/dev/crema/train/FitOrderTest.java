package dev.crema.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyDouble;
import static org.mockito.ArgumentMatchers.isA;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.crema.api.Batches;
import dev.crema.api.History;
import dev.crema.api.Loss;
import dev.crema.api.Metric;
import dev.crema.api.Optimizer;
import dev.crema.api.Schedule;
import dev.crema.api.TrainingEvent;
import dev.crema.api.TrainingEvent.BatchEnded;
import dev.crema.api.TrainingEvent.BatchStarted;
import dev.crema.api.TrainingEvent.EpochEnded;
import dev.crema.api.TrainingEvent.EpochStarted;
import dev.crema.api.TrainingEvent.EvaluationEnded;
import dev.crema.api.TrainingEvent.GradientsReady;
import dev.crema.api.TrainingEvent.TrainingEnded;
import dev.crema.api.TrainingEvent.TrainingStarted;
import dev.crema.api.TrainingListener;
import dev.crema.tensor.Crema;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

/** Which calls and events a training makes, and in which order. */
class FitOrderTest {
  private final Dense model = TestData.line(1);
  private final Optimizer optimizer = spy(new Momentum(model.parameters(), 0.125, 0));
  private final Loss loss = spy(new SquaredLoss());
  private final TrainingListener listener = mock(TrainingListener.class);
  private final Batches one = TestData.pairs(1, 3);
  private final Batches two = TestData.pairs(1, 3, 2, 6);

  /** A loss with a class of its own, so that it can be watched. */
  private static class SquaredLoss implements Loss {
    @Override
    public Tensor apply(Tensor prediction, Tensor target) {
      return TestData.SQUARED.apply(prediction, target);
    }
  }

  private TrainerBuilder trainer() {
    return DefaultTrainer.builder(model, loss, optimizer).epochs(1);
  }

  @Test
  void zeroGradComesBeforeTheLossAndTheLossBeforeTheStep() {
    trainer().build().fit(two);
    InOrder order = inOrder(optimizer, loss);
    for (int i = 0; i < 2; i++) {
      order.verify(optimizer).zeroGrad();
      order.verify(loss).apply(any(), any());
      order.verify(optimizer).step();
    }
    verify(optimizer, times(2)).step();
    verify(optimizer, times(2)).zeroGrad();
    verify(loss, times(2)).apply(any(), any());
  }

  @Test
  void backwardComesBetweenZeroGradAndStep() {
    List<String> seen = new ArrayList<>();
    doAnswer(
            call -> {
              seen.add("step with gradient " + model.weight.grad().item());
              return call.callRealMethod();
            })
        .when(optimizer)
        .step();
    trainer().listeners(gradients(seen)).build().fit(two);
    // d/dw (wx - y)^2 = 2x(wx - y): -4 at w = 1; then w = 1.5, and -12 at x = 2
    assertThat(seen)
        .containsExactly(
            "before null",
            "ready -4.0",
            "step with gradient -4.0",
            "before -4.0",
            "ready -12.0",
            "step with gradient -12.0");
    assertThat(model.weight.item()).isEqualTo(3);
  }

  private TrainingListener gradients(List<String> seen) {
    return event -> {
      Tensor gradient = model.weight.grad();
      switch (event) {
        case BatchStarted _ -> seen.add("before " + (gradient == null ? null : gradient.item()));
        case GradientsReady _ -> seen.add("ready " + gradient.item());
        default -> {}
      }
    };
  }

  @Test
  void eventsComeInTheDocumentedOrder() {
    trainer().epochs(2).listeners(listener).build().fit(two, one);
    InOrder order = inOrder(listener, optimizer);
    order.verify(listener).on(isA(TrainingStarted.class));
    for (int epoch = 0; epoch < 2; epoch++) {
      order.verify(listener).on(isA(EpochStarted.class));
      for (int batch = 0; batch < 2; batch++) {
        order.verify(listener).on(isA(BatchStarted.class));
        order.verify(listener).on(isA(GradientsReady.class));
        order.verify(optimizer).step();
        order.verify(listener).on(isA(BatchEnded.class));
      }
      order.verify(listener).on(isA(EvaluationEnded.class));
      order.verify(listener).on(isA(EpochEnded.class));
    }
    order.verify(listener).on(isA(TrainingEnded.class));
    verify(listener, times(20)).on(any());
  }

  @Test
  void eventsCarryWhatTheyPromise() {
    EventNames events = new EventNames();
    History history = trainer().epochs(2).listeners(events).build().fit(two, one);
    TrainingStarted started = events.all(TrainingStarted.class).getFirst();
    assertThat(started.epochs()).isEqualTo(2);
    assertThat(started.batches()).isEqualTo(2);
    assertThat(started.run().model()).isSameAs(model);
    assertThat(started.run().optimizer()).isSameAs(optimizer);
    assertThat(events.all(BatchEnded.class))
        .extracting(BatchEnded::step)
        .containsExactly(1L, 2L, 3L, 4L);
    assertThat(events.all(BatchEnded.class)).extracting(BatchEnded::size).containsOnly(1);
    assertThat(events.all(BatchEnded.class).getFirst().loss()).isEqualTo(4);
    assertThat(events.all(EpochEnded.class)).extracting(EpochEnded::epoch).containsExactly(0, 1);
    assertThat(events.all(EvaluationEnded.class).getFirst().metrics().keySet())
        .containsExactly("validation_loss");
    TrainingEnded ended = events.all(TrainingEnded.class).getFirst();
    assertThat(ended.reason()).isEqualTo("all 2 epochs are trained");
    assertThat(ended.history()).isEqualTo(history);
    assertThat(history.epochs()).hasSize(2);
    assertThat(history.last().number()).isEqualTo(1);
  }

  @Test
  void listenersHearInTheirOrderAndConcludingOnesLast() {
    List<String> heard = new ArrayList<>();
    ConcludingListener last = event -> heard.add("last");
    trainer().listeners(last, event -> heard.add("a"), event -> heard.add("b")).build().fit(one);
    assertThat(heard.subList(0, 6)).containsExactly("a", "b", "last", "a", "b", "last");
  }

  @Test
  void lossesAreMeansOverSamples() {
    History history = trainer().build().fit(two, TestData.pairs(1, 0, 2, 0, 3, 0));
    // losses before the steps: (1 - 3)^2 and (3 - 6)^2, then w = 3
    assertThat(history.values("loss")).containsExactly((4 + 9) / 2.0);
    assertThat(history.values("validation_loss")).containsExactly((9 + 36 + 81) / 3.0);
  }

  @Test
  void metricsAreMeasuredOnTrainingAndValidationData() {
    Metric metric = mock(Metric.class);
    when(metric.name()).thenReturn("counted");
    when(metric.value()).thenReturn(0.25, 0.75);
    History history = trainer().metrics(metric).build().fit(two, one);
    assertThat(history.last().metrics().keySet())
        .containsExactly("loss", "counted", "validation_loss", "validation_counted");
    assertThat(history.values("counted")).containsExactly(0.25);
    assertThat(history.values("validation_counted")).containsExactly(0.75);
    InOrder order = inOrder(metric);
    order.verify(metric).reset();
    order.verify(metric, times(2)).update(any(), any());
    order.verify(metric).value();
    order.verify(metric).reset();
    order.verify(metric).update(any(), any());
    order.verify(metric).value();
  }

  @Test
  void aScheduleGoesByEpochsWithTheValidationLoss() {
    Schedule schedule = mock(Schedule.class);
    when(schedule.optimizer()).thenReturn(optimizer);
    History history =
        trainer().epochs(2).schedule(schedule).listeners(listener).build().fit(two, one);
    InOrder order = inOrder(schedule, listener);
    for (int epoch = 0; epoch < 2; epoch++) {
      order.verify(listener).on(isA(EvaluationEnded.class));
      order.verify(schedule).step(history.values("validation_loss").get(epoch));
      order.verify(listener).on(isA(EpochEnded.class));
    }
    verify(schedule, never()).step();
  }

  @Test
  void aScheduleIsGivenTheTrainingLossWhereNothingIsValidatedAndTheMetricThatIsNamed() {
    Schedule schedule = mock(Schedule.class);
    when(schedule.optimizer()).thenReturn(optimizer);
    History history = trainer().schedule(schedule).build().fit(two);
    verify(schedule).step(history.values("loss").getFirst());

    trainer()
        .schedule(schedule)
        .scheduleMetric("mean_absolute_error")
        .metrics(new MeanAbsoluteError())
        .build();
    assertThatExceptionOfType(TrainingException.class)
        .isThrownBy(() -> trainer().schedule(schedule).scheduleMetric("acuracy").build().fit(one))
        .withMessageContaining("in the schedule's step")
        .withMessageContaining("'acuracy' is to be watched, but an epoch measures only [loss]");
  }

  @Test
  void aScheduleGoesBySteps() {
    Schedule schedule = mock(Schedule.class);
    when(schedule.optimizer()).thenReturn(optimizer);
    trainer().schedule(schedule, ScheduleUnit.STEP).listeners(listener).build().fit(two, one);
    InOrder order = inOrder(optimizer, schedule, listener);
    for (int batch = 0; batch < 2; batch++) {
      order.verify(optimizer).step();
      order.verify(schedule).step();
      order.verify(listener).on(isA(BatchEnded.class));
    }
    verify(schedule, times(2)).step();
    verify(schedule, never()).step(anyDouble());
  }

  @Test
  void anOptimizerMayAskForTheLossSeveralTimesAStep() {
    Optimizer twice =
        new Momentum(model.parameters(), 0.1, 0) {
          @Override
          public Tensor step(java.util.function.Supplier<Tensor> closure) {
            Tensor first = closure.get();
            step();
            var _ = closure.get();
            step();
            return first;
          }
        };
    EventNames events = new EventNames();
    History history =
        DefaultTrainer.builder(model, loss, twice).epochs(1).listeners(events).build().fit(one);
    assertThat(events.heard)
        .containsExactly(
            "TrainingStarted",
            "EpochStarted",
            "BatchStarted",
            "GradientsReady",
            "GradientsReady",
            "BatchEnded",
            "EpochEnded",
            "TrainingEnded");
    assertThat(history.values("loss")).containsExactly(4.0);
  }

  @Test
  void theSeedIsSetWhenATrainingStarts() {
    Crema.manualSeed(7);
    float[] expected = Tensor.rand(3).toFloats();
    List<float[]> drawn = new ArrayList<>();
    TrainingListener draw =
        event -> {
          if (event instanceof TrainingStarted) {
            drawn.add(Tensor.rand(3).toFloats());
          }
        };
    DefaultTrainer trainer = trainer().seed(7).listeners(draw).build();
    trainer.fit(one);
    trainer.fit(one);
    assertThat(drawn).hasSize(2).allSatisfy(each -> assertThat(each).containsExactly(expected));
  }

  @Test
  void theModelTrainsInTrainingModeAndIsEvaluatedOutsideOfIt() {
    List<Boolean> modes = new ArrayList<>();
    model.registerForwardHook(
        (module, inputs, output) -> {
          modes.add(module.isTraining());
          return null;
        });
    model.eval();
    trainer().epochs(2).build().fit(one, one);
    assertThat(modes).containsExactly(true, false, true, false);
  }

  @Test
  void stopTakesEffectAtOnce() {
    assertThat(stopAt(TrainingStarted.class)).containsExactly("TrainingStarted", "TrainingEnded");
    assertThat(stopAt(BatchStarted.class))
        .containsExactly("TrainingStarted", "EpochStarted", "BatchStarted", "TrainingEnded");
    verify(optimizer, never()).step();
    assertThat(stopAt(GradientsReady.class))
        .containsExactly(
            "TrainingStarted", "EpochStarted", "BatchStarted", "GradientsReady", "TrainingEnded");
    verify(optimizer, never()).step();
    assertThat(stopAt(BatchEnded.class)).endsWith("GradientsReady", "BatchEnded", "TrainingEnded");
    verify(optimizer, times(1)).step();
    assertThat(stopAt(EvaluationEnded.class))
        .endsWith("EvaluationEnded", "EpochEnded", "TrainingEnded");
    assertThat(stopAt(EpochEnded.class)).endsWith("EpochEnded", "TrainingEnded");
  }

  private List<String> stopAt(Class<? extends TrainingEvent> when) {
    EventNames events = new EventNames();
    TrainingListener stop =
        event -> {
          if (when.isInstance(event)) {
            event.run().stop("enough");
            event.run().stop("a second reason");
          }
        };
    trainer().epochs(2).listeners(events, stop).build().fit(two, one);
    assertThat(events.all(TrainingEnded.class).getFirst().reason()).isEqualTo("enough");
    return events.heard;
  }

  @Test
  void anEpochStoppedAfterItsLastBatchIsWhole() {
    EventNames events = new EventNames();
    TrainingListener stop =
        event -> {
          if (event instanceof BatchEnded ended && ended.step() == 2) {
            event.run().stop("enough");
          }
        };
    History history = trainer().epochs(5).listeners(events, stop).build().fit(two);
    assertThat(events.heard).endsWith("BatchEnded", "EpochEnded", "TrainingEnded");
    assertThat(history.epochs()).hasSize(1);
  }

  @Test
  void partsThatDoNotGoTogetherAreRefused() {
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> trainer().metrics(new Accuracy(), new Accuracy()).build())
        .withMessageStartingWith("metric Accuracy has the name 'accuracy', which is taken");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> trainer().metrics(new MeanLoss("loss", loss)).build())
        .withMessageContaining(
            "'loss' and names that begin with 'validation_' are the trainer's own");
    Schedule other = new OnPlateau(new Momentum(model.parameters(), 1, 0));
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> trainer().schedule(other).build())
        .withMessageStartingWith(
            "schedule OnPlateau changes the learning rates of another optimizer");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> trainer().epochs(0))
        .withMessage("epochs is 0: a training has at least 1");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> trainer().predictionBatch(0))
        .withMessageStartingWith("predictionBatch is 0");
  }
}
