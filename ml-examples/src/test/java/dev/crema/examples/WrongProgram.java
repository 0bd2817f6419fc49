package dev.crema.examples;

import java.util.ArrayList;
import java.util.List;

/**
 * A program that is wrong.
 *
 * @param what what is wrong with it
 * @param statements the program
 * @param message what the exception that ends it says
 */
record WrongProgram(String what, String statements, String message) {
  private static final String HEADING = "== ";
  private static final String MESSAGE = "\n--\n";

  /** The cases of a file: {@code == what}, statements, {@code --}, message. */
  static List<WrongProgram> parse(String file) {
    List<WrongProgram> programs = new ArrayList<>();
    String[] cases = ("\n" + file).split("\n" + HEADING);
    for (int i = 1; i < cases.length; i++) {
      String[] parts = cases[i].split(MESSAGE, 2);
      String[] head = parts[0].split("\n", 2);
      programs.add(new WrongProgram(head[0], head[1], parts[1].strip()));
    }
    return programs;
  }

  /** A class whose method {@code runN} is program N. */
  static String sourceOf(List<WrongProgram> programs) {
    StringBuilder source =
        new StringBuilder(
            """
            import dev.crema.api.plugin.Plugins;
            import dev.crema.data.*;
            import dev.crema.layers.*;
            import dev.crema.optim.*;
            import dev.crema.tensor.Tensor;
            import java.nio.file.Path;
            import java.util.Map;

            public class WrongPrograms {
            """);
    for (int i = 0; i < programs.size(); i++) {
      source
          .append("public static void run%d() {\n".formatted(i))
          .append(programs.get(i).statements)
          .append("\n}\n");
    }
    return source.append("}\n").toString();
  }

  @Override
  public String toString() {
    return what;
  }
}
