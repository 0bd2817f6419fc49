package dev.crema.api;

import dev.crema.tensor.Tensor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SequencedMap;

/** What happens in a training; the permitted records in the order in which they come. */
public sealed interface TrainingEvent {
  /** The training in which it happened. */
  TrainingRun run();

  /** Before the first epoch. {@code batches} is the number an epoch has, -1 where unknown. */
  record TrainingStarted(TrainingRun run, int epochs, long batches) implements TrainingEvent {}

  /** Before the first batch of an epoch. */
  record EpochStarted(TrainingRun run, int epoch) implements TrainingEvent {}

  /** Before the forward pass of a batch. */
  record BatchStarted(TrainingRun run, Batch batch) implements TrainingEvent {}

  /** After the backward pass and before the optimizer's step: the gradients may be changed. */
  record GradientsReady(TrainingRun run, Tensor loss) implements TrainingEvent {}

  /** After the optimizer's step, which is number {@code step} of the run, from 1. */
  record BatchEnded(TrainingRun run, long step, double loss, int size) implements TrainingEvent {}

  /** After the validation data was evaluated. */
  record EvaluationEnded(TrainingRun run, int epoch, SequencedMap<String, Double> metrics)
      implements TrainingEvent {}

  /** After an epoch, with all that was measured in it. */
  record EpochEnded(
      TrainingRun run, int epoch, SequencedMap<String, Double> metrics, Duration duration)
      implements TrainingEvent {}

  /** After a checkpoint was written. */
  record CheckpointSaved(TrainingRun run, int epoch, Path path) implements TrainingEvent {}

  /** After the last epoch; {@code reason} says why it was the last. */
  record TrainingEnded(TrainingRun run, History history, String reason) implements TrainingEvent {}

  /** Where an exception ends the training; it is thrown on after this event. */
  record TrainingFailed(TrainingRun run, Throwable cause) implements TrainingEvent {}
}
