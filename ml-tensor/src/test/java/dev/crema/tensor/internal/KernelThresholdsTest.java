package dev.crema.tensor.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on sizes at which kernels branch against the constants in their sources. */
class KernelThresholdsTest {
  private static final Path MODULE = Path.of(System.getProperty("basedir", "."));
  private static final Path PAGE = MODULE.resolve("../docs/kernel-thresholds.md");
  private static final Path SOURCES = MODULE.resolve("src/main/java/dev/crema/tensor/internal");
  private static final Path TESTS = MODULE.resolve("src/test/java");

  /** Whole numbers in capitals, in classes and in interfaces. */
  private static final Pattern CONSTANT =
      Pattern.compile("^  (?:(?:private )?static final )?(?:int|long) ([A-Z][A-Z0-9_]*) =");

  private static final Pattern WORD = Pattern.compile("`([^`]+)`");

  /** Constants that are no size of the data: {@code Class.CONSTANT}. */
  private static final Set<String> OTHERS =
      Set.of(
          "FloatSlide.FIELDS",
          "DoubleSlide.FIELDS",
          "Species.BITS",
          "KernelChoice.SLOW_FMA_NANOS",
          "JacobiSvd.MOST_SWEEPS",
          "SymmetricEigen.MOST_STEPS",
          "Workers.SPIN_NANOS",
          "Workers.YIELD_NANOS",
          "Workers.PARK_NANOS",
          "Workers.LINE");

  @Test
  void everyConstantOfAKernelIsOnThePage() throws IOException {
    Set<String> named = new HashSet<>();
    for (String[] row : rows()) {
      for (String type : words(row[1])) {
        words(row[2]).forEach(constant -> named.add(type + "." + constant));
      }
    }
    List<String> missing = new ArrayList<>();
    for (String folder : List.of("cpu", "kernels", "vector", "parallel")) {
      for (Path source : sources(SOURCES.resolve(folder))) {
        String type = source.getFileName().toString().replace(".java", "");
        for (String line : Files.readAllLines(source)) {
          Matcher constant = CONSTANT.matcher(line);
          if (constant.find()) {
            missing.add(type + "." + constant.group(1));
          }
        }
      }
    }
    assertThat(missing).hasSizeGreaterThan(50);
    missing.removeAll(named);
    missing.removeAll(OTHERS);
    // A tile's V is the width of the species: no size at which it takes another way.
    missing.removeIf(name -> name.endsWith(".V"));
    assertThat(missing).isEmpty();
  }

  @Test
  void everyTestOnThePageExists() throws IOException {
    List<String> missing = new ArrayList<>();
    for (String[] row : rows()) {
      assertThat(words(row[4])).as(row[1] + row[2]).isNotEmpty();
      for (String test : words(row[4])) {
        String[] parts = test.split("\\.");
        boolean found = false;
        for (Path source : sources(TESTS)) {
          found |=
              source.endsWith(parts[0] + ".java")
                  && Files.readString(source).contains("void " + parts[1] + "(");
        }
        if (!found) {
          missing.add(test);
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  /** The rows of the first table that has four columns, cut at its bars. */
  private static List<String[]> rows() throws IOException {
    return Files.readAllLines(PAGE).stream()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("\\|"))
        .filter(row -> row.length == 5)
        .toList();
  }

  private static List<String> words(String cell) {
    return WORD.matcher(cell).results().map(found -> found.group(1)).toList();
  }

  private static List<Path> sources(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }
}
