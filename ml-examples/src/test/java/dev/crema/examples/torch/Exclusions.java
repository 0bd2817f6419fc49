package dev.crema.examples.torch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is left out on purpose: {@code exclusions.txt}, a line for a pattern and the reason. The
 * pattern is looked for in a case's call, and in {@code id/field} of a table of dtypes.
 */
final class Exclusions {
  private record Exclusion(Pattern pattern, String reason) {}

  private static final List<Exclusion> ALL = read(GoldenVectorsTest.OWN.resolve("exclusions.txt"));

  /** What was left out in this run, and why. */
  private static final Map<String, List<String>> USED = new TreeMap<>();

  private Exclusions() {}

  private static List<Exclusion> read(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split(" {2,}", 2))
          .map(parts -> new Exclusion(Pattern.compile(parts[0]), parts[1]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Why something is left out; null if it is not. */
  static @Nullable String reason(String what) {
    for (Exclusion exclusion : ALL) {
      if (exclusion.pattern.matcher(what).find()) {
        USED.computeIfAbsent(exclusion.reason, reason -> new ArrayList<>()).add(what);
        return exclusion.reason;
      }
    }
    return null;
  }

  static void print() {
    USED.forEach(
        (reason, what) -> {
          System.out.printf("excluded (%s): %d%n", reason, what.size());
          what.stream().distinct().forEach(each -> System.out.println("  " + each));
        });
  }
}
