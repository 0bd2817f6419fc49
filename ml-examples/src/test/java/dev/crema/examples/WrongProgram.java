package dev.crema.examples;

import java.util.ArrayList;
import java.util.List;

/**
 * A program that is wrong.
 *
 * @param what what is wrong with it
 * @param statements the program
 * @param message what the exception that ends it says, or else the warning that it gives
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
            import dev.crema.api.*;
            import dev.crema.api.Module;
            import dev.crema.api.plugin.Plugins;
            import dev.crema.data.*;
            import dev.crema.layers.*;
            import dev.crema.optim.*;
            import dev.crema.tensor.*;
            import dev.crema.train.*;
            import java.io.ByteArrayOutputStream;
            import java.nio.charset.StandardCharsets;
            import java.nio.file.*;
            import java.util.*;
            import java.util.zip.GZIPOutputStream;

            public class WrongPrograms {
              static byte[] gzip(String text) throws Exception {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
                  out.write(text.getBytes(StandardCharsets.UTF_8));
                }
                return bytes.toByteArray();
              }

            """);
    for (int i = 0; i < programs.size(); i++) {
      source
          .append("public static void run%d(Path folder) throws Exception {\n".formatted(i))
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
