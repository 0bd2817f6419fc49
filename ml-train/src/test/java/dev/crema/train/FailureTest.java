package dev.crema.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.isA;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.mockito.Mockito.withSettings;

import dev.crema.api.Batch;
import dev.crema.api.Batches;
import dev.crema.api.TrainingEvent.EpochEnded;
import dev.crema.api.TrainingEvent.TrainingEnded;
import dev.crema.api.TrainingEvent.TrainingFailed;
import dev.crema.api.TrainingListener;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What happens when a listener, the data or the model throws. */
class FailureTest {
  private final Dense model = TestData.line(1);
  private final Momentum optimizer = new Momentum(model.parameters(), 0.1, 0);
  private final TrainingListener before = mock(TrainingListener.class);
  private final TrainingListener failing = mock(TrainingListener.class);
  private final TrainingListener after = mock(TrainingListener.class);
  private final Batch batch = TestData.pairs(1, 3).epoch(0).iterator().next();

  private DefaultTrainer trainer() {
    return DefaultTrainer.builder(model, TestData.SQUARED, optimizer)
        .epochs(3)
        .listeners(before, failing, after)
        .build();
  }

  @Test
  void aListenerThatThrowsEndsTheTrainingAndTheOthersHearOfIt() {
    IllegalStateException cause = new IllegalStateException("disk full");
    doThrow(cause).when(failing).on(isA(EpochEnded.class));
    TrainingException thrown =
        catchThrowableOfType(
            TrainingException.class, () -> trainer().fit(Batches.of(List.of(batch, batch))));
    assertThat(thrown)
        .hasCause(cause)
        .hasMessageStartingWith(
            "the training ended in epoch 0 after step 2, in listener "
                + failing.getClass().getName())
        .hasMessageContaining("by java.lang.IllegalStateException: disk full.")
        .hasMessageEndingWith("history() of this exception has the 1 whole epochs");
    for (TrainingListener each : List.of(before, failing, after)) {
      verify(each).on(isA(TrainingFailed.class));
      verify(each, never()).on(isA(TrainingEnded.class));
    }
    verify(before).on(isA(EpochEnded.class));
    verify(after, never()).on(isA(EpochEnded.class));
    assertThat(thrown.history().epochs()).hasSize(1);
    assertThat(model.weight.item()).isNotEqualTo(1);
  }

  @Test
  void whatListenersThrowOnHearingOfAFailureIsSuppressed() {
    IllegalStateException cause = new IllegalStateException("first");
    IllegalStateException second = new IllegalStateException("second");
    doThrow(cause).when(failing).on(isA(EpochEnded.class));
    doThrow(second).when(before).on(isA(TrainingFailed.class));
    doThrow(cause).when(failing).on(isA(TrainingFailed.class));
    assertThatThrownBy(() -> trainer().fit(Batches.of(List.of(batch))))
        .hasCause(cause)
        .satisfies(thrown -> assertThat(thrown.getCause().getSuppressed()).containsExactly(second));
    verify(after).on(isA(TrainingFailed.class));
  }

  @Test
  @SuppressWarnings("unchecked")
  void dataThatThrowEndTheTrainingAndAreClosed() throws Exception {
    UncheckedIOException cause = new UncheckedIOException(new java.io.IOException("gone"));
    Iterator<Batch> iterator =
        mock(Iterator.class, withSettings().extraInterfaces(AutoCloseable.class));
    when(iterator.hasNext()).thenReturn(true);
    when(iterator.next()).thenReturn(batch).thenThrow(cause);
    TrainingException thrown =
        catchThrowableOfType(TrainingException.class, () -> trainer().fit(epoch -> () -> iterator));
    assertThat(thrown)
        .hasCause(cause)
        .hasMessageContaining("in epoch 0 after step 1, taking a batch from the training data, by");
    assertThat(thrown.history().epochs()).isEmpty();
    verify((AutoCloseable) iterator).close();
    verify(before).on(isA(TrainingFailed.class));
  }

  @Test
  @SuppressWarnings("unchecked")
  void aFailureOnClosingIsSuppressedByTheFirstFailure() throws Exception {
    IllegalStateException cause = new IllegalStateException("next");
    IllegalStateException closing = new IllegalStateException("close");
    Iterator<Batch> iterator =
        mock(Iterator.class, withSettings().extraInterfaces(AutoCloseable.class));
    when(iterator.hasNext()).thenThrow(cause);
    doThrow(closing).when((AutoCloseable) iterator).close();
    assertThatThrownBy(() -> trainer().fit(epoch -> () -> iterator))
        .hasCause(cause)
        .satisfies(
            thrown -> assertThat(thrown.getCause().getSuppressed()).containsExactly(closing));
  }

  @Test
  @SuppressWarnings("unchecked")
  void iteratorsAreClosedWhereAllGoesWellAndWhereAnEpochIsCutShort() throws Exception {
    Iterator<Batch> whole =
        mock(Iterator.class, withSettings().extraInterfaces(AutoCloseable.class));
    when(whole.hasNext()).thenReturn(true, false);
    when(whole.next()).thenReturn(batch);
    Iterator<Batch> endless =
        mock(Iterator.class, withSettings().extraInterfaces(AutoCloseable.class));
    when(endless.hasNext()).thenReturn(true);
    when(endless.next()).thenReturn(batch);
    TrainingListener stop =
        event -> {
          if (event.run().step() == 5) {
            event.run().stop("enough");
          }
        };
    DefaultTrainer.builder(model, TestData.SQUARED, optimizer)
        .listeners(stop)
        .build()
        .fit(epoch -> () -> epoch == 0 ? whole : endless);
    verify((AutoCloseable) whole).close();
    verify((AutoCloseable) endless).close();
    verify(endless, times(4)).next();
  }

  @Test
  void aModelThatThrowsIsNamedAndTheGuiltyLayerToo() {
    Batch wrong = new Batch(Tensor.zeros(2, 5), Tensor.zeros(2, 1));
    assertThatExceptionOfType(TrainingException.class)
        .isThrownBy(() -> trainer().fit(Batches.of(List.of(batch, wrong))))
        .withMessageContaining("in epoch 0 after step 1, in the forward pass, by")
        .withMessageContaining("[in Dense]")
        .withCauseInstanceOf(CremaException.class);
  }

  @Test
  void errorsReachTheCallerAsTheyAre() {
    StackOverflowError error = new StackOverflowError("deep");
    doThrow(error).when(failing).on(isA(EpochEnded.class));
    assertThatThrownBy(() -> trainer().fit(Batches.of(List.of(batch)))).isSameAs(error);
    verify(after).on(isA(TrainingFailed.class));
  }

  @Test
  void theTrainerCanBeUsedAgainAfterAFailure() {
    AtomicReference<RuntimeException> next =
        new AtomicReference<>(new IllegalStateException("once"));
    DefaultTrainer trainer =
        DefaultTrainer.builder(model, TestData.SQUARED, optimizer)
            .epochs(2)
            .listeners(
                event -> {
                  RuntimeException thrown = next.getAndSet(null);
                  if (thrown != null) {
                    throw thrown;
                  }
                })
            .build();
    assertThatThrownBy(() -> trainer.fit(Batches.of(List.of(batch)))).hasMessageContaining("once");
    assertThat(trainer.fit(Batches.of(List.of(batch))).epochs()).hasSize(2);
  }

  @Test
  void emptyDataAndLossesThatAreNoNumberAreRefused() {
    assertThatThrownBy(() -> trainer().fit(Batches.of(List.of())))
        .hasMessageContaining("the training data gave no batch in epoch 0");
    assertThatThrownBy(() -> trainer().fit(Batches.of(List.of(batch)), Batches.of(List.of())))
        .hasMessageContaining("in the evaluation")
        .hasMessageContaining("evaluate: the data gave no batch in epoch 0");
    DefaultTrainer unreduced =
        DefaultTrainer.builder(model, (p, t) -> p.sub(t).square(), optimizer).build();
    Batch two = new Batch(Tensor.zeros(2, 1), Tensor.zeros(2, 1));
    assertThatThrownBy(() -> unreduced.fit(Batches.of(List.of(two))))
        .hasMessageContaining(
            "the loss of a batch has shape (2, 1), but a training needs one number");
  }

  @Test
  void fitAndEvaluateAreRefusedInsideOfAnEpoch() {
    Batches data = Batches.of(List.of(batch));
    AtomicReference<DefaultTrainer> self = new AtomicReference<>();
    for (Runnable call :
        List.<Runnable>of(() -> self.get().fit(data), () -> self.get().evaluate(data))) {
      self.set(
          DefaultTrainer.builder(model, TestData.SQUARED, optimizer)
              .listeners(
                  event -> {
                    if (event instanceof dev.crema.api.TrainingEvent.BatchEnded) {
                      call.run();
                    }
                  })
              .build());
      assertThatThrownBy(() -> self.get().fit(data)).hasMessageContaining("in the middle of");
    }
    verify(before, never()).on(any());
  }
}
