package dev.crema.examples;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.OptionalBinder;
import dev.crema.api.Loss;
import dev.crema.api.Metric;
import dev.crema.api.Module;
import dev.crema.api.Optimizer;
import dev.crema.api.Schedule;
import dev.crema.api.Trainer;
import dev.crema.api.TrainingListener;
import dev.crema.config.ModelDescription;
import dev.crema.tensor.Crema;
import dev.crema.tensor.CremaException;
import dev.crema.train.Checkpoints;
import dev.crema.train.DefaultTrainer;
import dev.crema.train.TrainerModule;
import dev.crema.train.TrainerOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
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
    private final Job job;

    Parts(Job job) {
      this.job = job;
    }

    @Override
    protected void configure() {
      bind(Module.class).toInstance(job.model());
      bind(Loss.class).toInstance(job.loss());
      bind(Optimizer.class).toInstance(job.optimizer());
      Schedule schedule = job.schedule();
      if (schedule != null) {
        OptionalBinder.newOptionalBinder(binder(), Schedule.class)
            .setBinding()
            .toInstance(schedule);
      }
      OptionalBinder.newOptionalBinder(binder(), TrainerOptions.class)
          .setBinding()
          .toInstance(TrainerOptions.DEFAULTS.withEpochs(settings.epochs()).withReuseMemory(true));
      Multibinder.newSetBinder(binder(), Metric.class).addBinding().toInstance(job.metric());
      var listeners = Multibinder.newSetBinder(binder(), TrainingListener.class);
      job.listeners().forEach(listener -> listeners.addBinding().toInstance(listener));
      listeners
          .addBinding()
          .toInstance(terminal ? new ProgressBar(out) : new ProgressLines(Session.this));
      listeners.addBinding().toInstance(new Throughput(Session.this));
      listeners.addBinding().toInstance(new SameSettings(settings));
      listeners.addBinding().toInstance(new RunReport(folder));
      listeners.addBinding().toInstance(new Interruption(Session.this));
      listeners.addBinding().toInstance(Checkpoints.in(folder));
    }
  }

  /** Trains a model. */
  Trainer train(Job job) {
    LOG.info("{} on {} threads, Java {}", settings, Crema.threads(), Runtime.version());
    LOG.info("the model:\n{}", job.model().summary());
    DefaultTrainer trainer =
        Guice.createInjector(new TrainerModule(), new Parts(job)).getInstance(DefaultTrainer.class);
    int done = begin(trainer);
    describe(job);
    if (done < settings.epochs()) {
      trainer.fit(job.training(), job.heldOut());
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

  /**
   * Tests what was trained.
   *
   * @return the metric on the held-out rows
   */
  double test(Trainer trainer, Job job) {
    String metric = job.metric().name();
    double value = Objects.requireNonNull(trainer.evaluate(job.heldOut()).get(metric));
    RunReport report = new RunReport(folder);
    String picture = report.picture(trainer, job);
    report.describe(settings, job.heldOut(), metric, value);
    String described = job.description().isPresent() ? ", model.yaml" : "";
    say("loss.png, %s, metrics.csv%s and run.json are beside it", picture, described);
    return value;
  }

  /** Before the training, so that a model whose training was interrupted can be used. */
  private void describe(Job job) {
    if (job.description().isPresent()) {
      job.description().get().save(folder);
    } else {
      remove(ModelDescription.file(folder));
    }
  }

  /** So that a run that dies in its first epoch does not leave the checkpoint of another. */
  private void forgetOlder() {
    remove(Checkpoints.trainingFile(folder));
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new CremaException("the old file %s cannot be removed: %s".formatted(file, e), e);
    }
  }
}
