package dev.crema.examples;

import dev.crema.api.plugin.Words;
import dev.crema.tensor.CremaException;
import dev.crema.train.TrainingException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What the command says on stderr when it cannot do what it was asked: one sentence. */
final class Failures {
  private Failures() {}

  /** The command line is wrong. */
  static int misused(ParameterException wrong, boolean debug) {
    CommandLine line = wrong.getCommandLine();
    String name = line.getCommandSpec().qualifiedName();
    return say(line, "%s ('%s --help' tells more)".formatted(sentence(wrong), name), wrong, debug);
  }

  private static String sentence(ParameterException wrong) {
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched.getUnmatched().getFirst(), wrong.getCommandLine());
    }
    return String.valueOf(wrong.getMessage());
  }

  private static String unmatched(String word, CommandLine line) {
    CommandSpec spec = line.getCommandSpec();
    if (word.startsWith("-")) {
      String option = word.split("=", 2)[0];
      List<String> options = spec.options().stream().map(OptionSpec::longestName).toList();
      return unknown("option", option, options);
    }
    if (!spec.subcommands().isEmpty()) {
      return unknown("command", word, spec.subcommands().keySet());
    }
    return "'%s' is one word too many".formatted(word);
  }

  /** {@code no run 'iri'; did you mean 'iris'? There are digits, iris, xor}. */
  static String unknown(String kind, String word, Collection<String> known) {
    String nearest = Words.nearest(word, known);
    String names = String.join(", ", known);
    return nearest == null
        ? "no %s '%s'; there are %s".formatted(kind, word, names)
        : "no %s '%s'; did you mean '%s'? There are %s".formatted(kind, word, nearest, names);
  }

  /** The command was understood and did not succeed. */
  static int failed(Throwable thrown, CommandLine line, boolean debug) {
    Throwable cause = thrown;
    if (thrown instanceof TrainingException && thrown.getCause() instanceof CremaException known) {
      cause = known;
    }
    String message = cause.getMessage();
    if (!(cause instanceof CremaException)) {
      message = "unexpected " + cause + (debug ? "" : " (--debug shows where)");
    }
    return say(line, message, thrown, debug);
  }

  private static int say(
      CommandLine line, @Nullable String message, Throwable thrown, boolean debug) {
    line.getErr().println("crema: " + message);
    if (debug) {
      thrown.printStackTrace(line.getErr());
    }
    line.getErr().flush();
    return CremaCommand.FAILED;
  }
}
