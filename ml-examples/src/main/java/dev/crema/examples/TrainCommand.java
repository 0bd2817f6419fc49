package dev.crema.examples;

import dev.crema.config.Experiment;
import dev.crema.config.ModelFile;
import dev.crema.config.TrainSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code crema train}: trains the model of a file and tests it on rows that it has not seen. */
@Command(
    name = "train",
    description = "Train the model of a YAML file and test it; 'crema schema' says what it holds.")
final class TrainCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(paramLabel = "FILE.yaml", description = "The model file.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path file;

  @ParentCommand
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CremaCommand crema;

  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private ComputeOptions compute;

  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private FolderOptions where;

  @Override
  public void run() {
    compute.choose();
    Experiment experiment = Experiment.of(ModelFile.read(file));
    experiment.check();
    experiment.fit();
    Path folder = where.prepare(name(file));
    PrintWriter words = spec.commandLine().getOut();
    TrainSettings train = experiment.file().train();
    double rate = experiment.optimizer().learningRate();
    RunSettings settings =
        new RunSettings(
            train.epochs(), train.batch(), rate, train.seed(), experiment.file().toYaml());
    Session session = new Session(settings, folder, where.resume(), words, crema.onTerminal());
    Job job = job(experiment);
    if (job.description().isEmpty()) {
      session.say(
          "'crema predict' will not be able to use it: dataset '%s' is no DescribedDataset, which"
              + " says how inputs are read",
          experiment.file().data().name());
    }
    double value = session.test(session.train(job), job);
    words.printf(Locale.ROOT, "test %s %.4f%n", job.metric().name().replace('_', ' '), value);
    words.flush();
  }

  private static Job job(Experiment experiment) {
    return new Job(
        experiment.model(),
        experiment.loss(),
        experiment.optimizer(),
        experiment.schedule().orElse(null),
        experiment.metric(),
        experiment.listeners(),
        experiment.training(),
        experiment.test(),
        experiment.output(),
        experiment.classNames(),
        experiment.description());
  }

  /** The name of a file without its ending. */
  private static String name(Path file) {
    return file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
  }
}
