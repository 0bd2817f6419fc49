package dev.crema.examples;

import dev.crema.tensor.CremaException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code crema run}: trains an example and tests it on rows that it has not seen. */
@Command(name = "run", description = "Train an example and test it; 'crema list' names them.")
final class RunCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "What to run.")
  private @Nullable String name;

  @ParentCommand
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CremaCommand crema;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "Which network, where there are several: lenet or mlp for mnist.")
  private @Nullable String model;

  @Option(names = "--epochs", paramLabel = "N", description = "How often to see all rows.")
  private @Nullable Integer epochs;

  @Option(names = "--batch", paramLabel = "N", description = "Rows a step.")
  private @Nullable Integer batch;

  @Option(names = "--lr", paramLabel = "X", description = "Learning rate.")
  private @Nullable Double learningRate;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of weights and order.")
  private @Nullable Long seed;

  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private ComputeOptions compute;

  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private FolderOptions where;

  @Override
  public void run() {
    if (name == null) {
      throw new ParameterException(
          spec.commandLine(), "say what to run: " + String.join(", ", Example.names()));
    }
    Example example = Example.named(name);
    RunSettings settings = settings(example);
    compute.choose();
    Path folder = where.prepare(name);
    PrintWriter words = spec.commandLine().getOut();
    double accuracy =
        example.run(new Session(settings, folder, where.resume(), words, crema.onTerminal()));
    words.printf(Locale.ROOT, "test accuracy %.4f%n", accuracy);
    words.flush();
  }

  private RunSettings settings(Example example) {
    RunSettings defaults = example.defaults();
    return new RunSettings(
        Objects.requireNonNullElse(epochs, defaults.epochs()),
        Objects.requireNonNullElse(batch, defaults.batch()),
        Objects.requireNonNullElse(learningRate, defaults.learningRate()),
        Objects.requireNonNullElse(seed, defaults.seed()),
        model == null ? defaults.model() : model(model, example));
  }

  private static String model(String word, Example example) {
    if (example.models().isEmpty()) {
      throw new CremaException(
          "--model is %s, but run %s has one network: leave --model out"
              .formatted(word, example.name()));
    }
    if (!example.models().contains(word)) {
      throw new CremaException(Failures.unknown("model", word, example.models()));
    }
    return word;
  }
}
