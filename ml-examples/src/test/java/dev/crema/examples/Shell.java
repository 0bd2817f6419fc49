package dev.crema.examples;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/**
 * What a call of the command gave.
 *
 * @param code the exit code
 * @param out the lines on stdout
 * @param err the lines on stderr
 */
record Shell(int code, List<String> out, List<String> err) {
  /** Executes the command in this JVM. */
  static Shell crema(Object... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        CremaCommand.commandLine(/* terminal= */ false)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    String[] args = new String[words.length];
    for (int i = 0; i < words.length; i++) {
      args[i] = words[i].toString();
    }
    int code = command.execute(args);
    return new Shell(code, out.toString().lines().toList(), err.toString().lines().toList());
  }

  /** The accuracy in the last line. */
  double accuracy() {
    return Double.parseDouble(out.getLast().replaceFirst("^test accuracy (?=\\d\\.\\d{4}$)", ""));
  }
}
