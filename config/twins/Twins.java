import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes the float64 and integer forms of the kernels out of the float32 ones, in the same folder:
 * {@code DoubleTile.java} out of {@code FloatTile.java}. With {@code --check} it names those that
 * are not what it would make, and fails. {@code bin/twins} and the build run this file as it
 * stands.
 *
 * <p>White space does not count: the formatter breaks lines elsewhere where names are longer.
 */
final class Twins {
  private static final Path INTERNAL = Path.of("ml-tensor/src/main/java/dev/crema/tensor/internal");

  /** Kernels of float32 alone. */
  private static final Set<String> ALONE = Set.of("FloatMaxima", "FloatVectorMaxima");

  /** Kernels that have a form for integers too. */
  private static final Set<String> LONG = Set.of("FloatLoop1", "FloatLoop2", "FloatReduceLoop");

  /** What differs: names, and a vector holds half as many numbers. */
  private static final List<Map.Entry<String, String>> DOUBLES =
      List.of(
          Map.entry("Float", "Double"),
          Map.entry("float", "double"),
          Map.entry("FLOATS", "DOUBLES"),
          Map.entry("Fn.F", "Fn.D"),
          Map.entry("16 lanes", "8 lanes"),
          Map.entry("LANES = 16", "LANES = 8"),
          Map.entry("V >= 16", "V >= 8"));

  private static final List<Map.Entry<String, String>> LONGS =
      List.of(
          Map.entry("Float", "Long"),
          Map.entry("float", "long"),
          Map.entry("Fn.F", "Fn.L"),
          Map.entry("16 lanes", "8 lanes"),
          Map.entry("LANES = 16", "LANES = 8"));

  private Twins() {}

  public static void main(String[] args) throws IOException {
    boolean check = List.of(args).contains("--check");
    List<Path> stale = new ArrayList<>();
    for (Path source : sources()) {
      make(source, "Double", DOUBLES, check, stale);
      if (LONG.contains(name(source))) {
        make(source, "Long", LONGS, check, stale);
      }
    }
    for (Path twin : stale) {
      System.out.println(check ? twin + " is not what bin/twins makes" : twin);
    }
    if (check && !stale.isEmpty()) {
      System.err.println("Change the Float file of the same name, then run bin/twins.");
      System.exit(1);
    }
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String folder : List.of("kernels", "vector")) {
      try (Stream<Path> files = Files.list(INTERNAL.resolve(folder))) {
        files
            .filter(file -> name(file).startsWith("Float") && !ALONE.contains(name(file)))
            .sorted()
            .forEach(sources::add);
      }
    }
    return sources;
  }

  private static String name(Path source) {
    return source.getFileName().toString().replace(".java", "");
  }

  private static void make(
      Path source,
      String type,
      List<Map.Entry<String, String>> rules,
      boolean check,
      List<Path> stale)
      throws IOException {
    String text = Files.readString(source);
    for (Map.Entry<String, String> rule : rules) {
      text = text.replace(rule.getKey(), rule.getValue());
    }
    text = "// Generated from %s by bin/twins.%n%n".formatted(source.getFileName()) + text;
    Path twin = source.resolveSibling(source.getFileName().toString().replace("Float", type));
    String old = Files.exists(twin) ? Files.readString(twin) : "";
    if (!squeezed(old).equals(squeezed(text))) {
      stale.add(twin);
      if (!check) {
        Files.writeString(twin, text);
      }
    }
  }

  /** Without white space, and without the stars of comments, which a line break may add. */
  private static String squeezed(String text) {
    return text.replaceAll("(?m)^\\s*\\*", "").replaceAll("\\s", "");
  }
}
