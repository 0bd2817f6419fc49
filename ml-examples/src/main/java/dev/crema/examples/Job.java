package dev.crema.examples;

import dev.crema.api.Batches;
import dev.crema.api.Loss;
import dev.crema.api.Metric;
import dev.crema.api.Module;
import dev.crema.api.Optimizer;
import dev.crema.api.Schedule;
import dev.crema.api.TrainingListener;
import dev.crema.config.ModelDescription;
import dev.crema.config.Output;
import dev.crema.train.Accuracy;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is trained, how, and on what.
 *
 * @param model the model, with its first weights
 * @param loss the loss
 * @param optimizer an optimizer of the model's parameters
 * @param schedule what changes the learning rate after each epoch; null for nothing
 * @param metric what is measured beside the loss
 * @param listeners behaviour beside what each run has
 * @param training what to train on
 * @param heldOut what to measure the metric on after each epoch
 * @param output what the outputs of the model mean
 * @param classes the names of the classes, if there are any
 * @param description what {@code crema predict} needs beside the weights, if that is known
 */
record Job(
    Module model,
    Loss loss,
    Optimizer optimizer,
    @Nullable Schedule schedule,
    Metric metric,
    List<TrainingListener> listeners,
    Batches training,
    Batches heldOut,
    Output output,
    List<String> classes,
    Optional<ModelDescription> description) {

  /** A classifier with one rate of learning. */
  Job(
      Module model,
      Loss loss,
      Optimizer optimizer,
      Batches training,
      Batches heldOut,
      ModelDescription description) {
    this(model, loss, optimizer, null, training, heldOut, description);
  }

  /** A classifier. */
  Job(
      Module model,
      Loss loss,
      Optimizer optimizer,
      @Nullable Schedule schedule,
      Batches training,
      Batches heldOut,
      ModelDescription description) {
    this(
        model,
        loss,
        optimizer,
        schedule,
        new Accuracy(),
        List.of(),
        training,
        heldOut,
        description.output(),
        description.classes(),
        Optional.of(description));
  }
}
