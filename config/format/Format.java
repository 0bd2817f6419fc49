import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Formats every Java source below the given folders (default: this one) with google-java-format, or
 * with {@code --check} names the files that are not in its form and fails. {@code bin/format} and
 * the build run this file as it stands.
 */
final class Format {
  private Format() {}

  public static void main(String[] args) throws IOException {
    List<String> given = new ArrayList<>(List.of(args));
    boolean check = given.remove("--check");
    List<String> command = new ArrayList<>();
    command.addAll(check ? List.of("--dry-run", "--set-exit-if-changed") : List.of("--replace"));
    int options = command.size();
    for (String folder : given.isEmpty() ? List.of(".") : given) {
      try (Stream<Path> paths = Files.walk(Path.of(folder))) {
        paths.filter(Format::isSource).map(Path::toString).sorted().forEach(command::add);
      }
    }
    if (command.size() == options) {
      return;
    }
    int code = run(System.out, command.toArray(String[]::new));
    if (code != 0 && check) {
      System.err.println(
          "Not in google-java-format's form: the files named above. Run bin/format.");
    }
    System.exit(code);
  }

  private static int run(PrintStream out, String... command) {
    return ToolProvider.findFirst("google-java-format").orElseThrow().run(out, System.err, command);
  }

  private static boolean isSource(Path path) {
    if (!path.toString().endsWith(".java")) {
      return false;
    }
    for (Path part : path) {
      if (part.toString().equals("target")) {
        return false;
      }
    }
    return true;
  }
}
