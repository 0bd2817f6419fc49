package dev.crema.examples;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command {@code crema}: {@code list}, {@code run}, {@code train}, {@code predict} and what
 * helps with them.
 */
@Command(
    name = "crema",
    description = "Deep learning in Java: trains the examples and shows what there is.",
    subcommands = {
      ListCommand.class,
      LayersCommand.class,
      RunCommand.class,
      TrainCommand.class,
      CheckCommand.class,
      SchemaCommand.class,
      PredictCommand.class,
      NewCommand.class,
      LessonsCommand.class,
      LessonCommand.class
    })
public final class CremaCommand implements Runnable {
  /** The exit code of everything that does not end well. */
  static final int FAILED = 2;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  boolean help;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of an error.")
  private boolean debug;

  private final boolean terminal;

  private CremaCommand(boolean terminal) {
    this.terminal = terminal;
  }

  /** Whether somebody looks at what is printed. */
  boolean onTerminal() {
    return terminal;
  }

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Show what is logged, not only warnings.")
  void verbose(boolean on) {
    if (on) {
      Logs.showInfo();
    }
  }

  /** Runs the command and leaves the JVM with its exit code: 0, or 2 after an error. */
  public static void main(String[] args) {
    System.exit(commandLine(Terminal.isThere()).execute(args));
  }

  /**
   * The command, ready to be executed.
   *
   * @param terminal whether somebody looks at what is printed
   */
  static CommandLine commandLine(boolean terminal) {
    CremaCommand crema = new CremaCommand(terminal);
    CommandLine line = new CommandLine(crema);
    line.setParameterExceptionHandler((wrong, _) -> Failures.misused(wrong, crema.debug));
    line.setExecutionExceptionHandler((thrown, at, _) -> Failures.failed(thrown, at, crema.debug));
    return line;
  }

  /** Without a subcommand there is nothing to do. */
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say what to do: " + String.join(", ", spec.subcommands().keySet()));
  }
}
