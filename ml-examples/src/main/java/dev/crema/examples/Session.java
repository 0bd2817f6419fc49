package dev.crema.examples;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.OptionalBinder;
import dev.crema.api.Batches;
import dev.crema.api.Loss;
import dev.crema.api.Metric;
import dev.crema.api.Module;
import dev.crema.api.Optimizer;
import dev.crema.api.Schedule;
import dev.crema.api.Trainer;
import dev.crema.api.TrainingListener;
import dev.crema.tensor.Crema;
import dev.crema.tensor.CremaException;
import dev.crema.train.Accuracy;
import dev.crema.train.Checkpoints;
import dev.crema.train.DefaultTrainer;
import dev.crema.train.TrainerModule;
import dev.crema.train.TrainerOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of an example: trains with a trainer that Guice wires, with a line an epoch, and with the
 * weights and a checkpoint in a folder.
 *
 * @param settings what the training depends on
 * @param folder where {@link Checkpoints} are
 * @param resume whether to go on from there
 * @param out where progress is told
 * @param terminal whether that is a terminal, which may show a progress bar
 */
record Session(
    RunSettings settings, Path folder, boolean resume, PrintWriter out, boolean terminal) {
  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  /** Tells something, with numbers as in {@link Locale#ROOT}. */
  void say(String format, Object... values) {
    out.printf(Locale.ROOT, format, values);
    out.println();
    out.flush();
  }

  /** The parts of this run; {@link TrainerModule} has the rest. */
  private final class Parts extends AbstractModule {
    private final Module model;
    private final Loss loss;
    private final Optimizer optimizer;
    private final @Nullable Schedule schedule;

    Parts(Module model, Loss loss, Optimizer optimizer, @Nullable Schedule schedule) {
      this.model = model;
      this.loss = loss;
      this.optimizer = optimizer;
      this.schedule = schedule;
    }

    @Override
    protected void configure() {
      bind(Module.class).toInstance(model);
      bind(Loss.class).toInstance(loss);
      bind(Optimizer.class).toInstance(optimizer);
      if (schedule != null) {
        OptionalBinder.newOptionalBinder(binder(), Schedule.class)
            .setBinding()
            .toInstance(schedule);
      }
      OptionalBinder.newOptionalBinder(binder(), TrainerOptions.class)
          .setBinding()
          .toInstance(TrainerOptions.DEFAULTS.withEpochs(settings.epochs()).withReuseMemory(true));
      Multibinder.newSetBinder(binder(), Metric.class).addBinding().to(Accuracy.class);
      var listeners = Multibinder.newSetBinder(binder(), TrainingListener.class);
      listeners
          .addBinding()
          .toInstance(terminal ? new ProgressBar(out) : new ProgressLines(Session.this));
      listeners.addBinding().toInstance(new Throughput(Session.this));
      listeners.addBinding().toInstance(new SameSettings(settings));
      listeners.addBinding().toInstance(new RunReport(folder));
      listeners.addBinding().toInstance(Checkpoints.in(folder));
    }
  }

  /**
   * Trains a model.
   *
   * @param model the model, with its first weights
   * @param loss the loss
   * @param optimizer an optimizer of the model's parameters
   * @param training what to train on
   * @param heldOut what to measure the accuracy on after each epoch
   * @return the trainer, to evaluate and predict with
   */
  Trainer train(Module model, Loss loss, Optimizer optimizer, Batches training, Batches heldOut) {
    return train(model, loss, optimizer, null, training, heldOut);
  }

  /**
   * Trains a model.
   *
   * @param schedule what changes the learning rate after each epoch; null for none
   */
  Trainer train(
      Module model,
      Loss loss,
      Optimizer optimizer,
      @Nullable Schedule schedule,
      Batches training,
      Batches heldOut) {
    LOG.info("{} on {} threads, Java {}", settings, Crema.threads(), Runtime.version());
    LOG.info("the model:\n{}", model.summary());
    DefaultTrainer trainer =
        Guice.createInjector(new TrainerModule(), new Parts(model, loss, optimizer, schedule))
            .getInstance(DefaultTrainer.class);
    if (begin(trainer) < settings.epochs()) {
      trainer.fit(training, heldOut);
    }
    say("the model is in %s", Checkpoints.modelFile(folder));
    return trainer;
  }

  /** The number of epochs that are done already. */
  private int begin(DefaultTrainer trainer) {
    if (!resume) {
      forgetOlder();
      return 0;
    }
    int done = trainer.resume(folder);
    say("going on after epoch %d with what is in %s", done, folder);
    return done;
  }

  /** The fraction of rows that a model gets right; classes are called by their numbers. */
  double accuracy(Trainer trainer, Batches rows) {
    return accuracy(trainer, rows, List.of());
  }

  /** The fraction of rows that a model gets right; {@link RunReport} tells more in the folder. */
  double accuracy(Trainer trainer, Batches rows, List<String> classes) {
    double accuracy = Objects.requireNonNull(trainer.evaluate(rows).get(new Accuracy().name()));
    RunReport report = new RunReport(folder);
    report.confusion(trainer, rows, classes);
    report.describe(settings, rows, accuracy);
    say("loss.png, confusion.png, metrics.csv and run.json are beside it");
    return accuracy;
  }

  /** So that a run that dies in its first epoch does not leave the checkpoint of another. */
  private void forgetOlder() {
    Path file = Checkpoints.trainingFile(folder);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new CremaException("the old checkpoint %s cannot be removed: %s".formatted(file, e), e);
    }
  }
}
