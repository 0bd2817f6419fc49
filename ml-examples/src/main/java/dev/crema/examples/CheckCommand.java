package dev.crema.examples;

import dev.crema.config.Experiment;
import dev.crema.config.ModelFile;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code crema check}: reads a model file, and runs two rows through the model. */
@Command(
    name = "check",
    description = "Check a model file and show the shapes in the model, without training.")
final class CheckCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(paramLabel = "FILE.yaml", description = "The model file.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path file;

  @Override
  public void run() {
    spec.commandLine().getOut().println(Experiment.of(ModelFile.read(file)).check());
  }
}
