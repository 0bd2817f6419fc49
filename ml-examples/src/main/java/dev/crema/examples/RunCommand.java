package dev.crema.examples;

import dev.crema.tensor.Crema;
import dev.crema.tensor.CremaException;
import dev.crema.train.Checkpoints;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code crema run}: trains an example and tests it on rows that it has not seen. */
@Command(name = "run", description = "Train an example and test it; 'crema list' names them.")
final class RunCommand implements Runnable {
  private static final List<String> KERNELS = List.of("auto", "vector", "scalar");

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

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads to compute with; results do not depend on it.")
  private @Nullable Integer threads;

  @Option(
      names = "--kernels",
      paramLabel = "KIND",
      description = "Compute by auto, vector or scalar kernels; results do not depend on it.")
  private @Nullable String kernels;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the trained model and the checkpoint; runs/NAME if not given.")
  private @Nullable Path out;

  @Option(
      names = "--resume",
      description = "Go on from the checkpoint in the folder, with the same settings.")
  private boolean resume;

  @Override
  public void run() {
    if (name == null) {
      throw new ParameterException(
          spec.commandLine(), "say what to run: " + String.join(", ", Example.names()));
    }
    Example example = Example.named(name);
    if (kernels != null) {
      choose(kernels);
    }
    RunSettings settings = settings(example);
    Path folder = out == null ? Path.of("runs", name) : out;
    if (threads != null) {
      Crema.threads(RunSettings.positive("threads", threads));
    }
    prepare(folder);
    PrintWriter words = spec.commandLine().getOut();
    double accuracy = example.run(new Session(settings, folder, resume, words, crema.onTerminal()));
    words.printf(Locale.ROOT, "test accuracy %.4f%n", accuracy);
    words.flush();
  }

  /** Chooses the kernels, which is possible until the first operation. */
  private static void choose(String kind) {
    if (!KERNELS.contains(kind)) {
      throw new CremaException(
          "--kernels is %s: give %s".formatted(kind, String.join(", ", KERNELS)));
    }
    System.setProperty("crema.kernels", kind);
    String chosen = Crema.kernels();
    if (!kind.equals("auto") && !chosen.startsWith(kind)) {
      throw new CremaException(
          "--kernels is %s, but this process computes by %s already".formatted(kind, chosen));
    }
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

  /** Refuses a folder that nothing can be written into, or resumed from, before the work begins. */
  private void prepare(Path folder) {
    if (folder.toString().isEmpty()) {
      throw new CremaException("--out is empty: give a folder, or '.' for this one");
    }
    if (resume && !Checkpoints.exist(folder)) {
      throw new CremaException(
          "there is nothing to resume in %s; run without --resume to start".formatted(folder));
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new CremaException(
          "--out %s: the folder cannot be made: %s".formatted(folder, reason(e)), e);
    }
    if (!Files.isWritable(folder)) {
      throw new CremaException("--out %s: the folder cannot be written to".formatted(folder));
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case FileAlreadyExistsException _ -> "there is a file of that name";
      case AccessDeniedException denied -> "no permission to write to " + denied.getFile();
      case FileSystemException named when named.getReason() != null ->
          named.getReason() + ": " + named.getFile();
      default -> e.toString();
    };
  }
}
