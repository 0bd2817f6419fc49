package dev.crema.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training needs no more memory in its last epoch than in its first ones. */
@Tag("slow")
class FlatMemoryTest {
  private static final long MEGABYTE = 1 << 20;

  @TempDir private Path folder;

  @Test
  void fiftyEpochsOfDigitsFitInto256Megabytes() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "--add-modules=jdk.incubator.vector",
                "-Dguice_custom_class_loading=CHILD",
                "-cp",
                System.getProperty("java.class.path"),
                HeapAfterEpochs.class.getName(),
                "run",
                "digits",
                "--epochs",
                "50",
                "--out",
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> lines;
    try (BufferedReader out = process.inputReader()) {
      lines = out.lines().toList();
    }
    assertThat(process.waitFor()).isZero();
    assertThat(lines.getLast()).startsWith("test accuracy 0.9");
    long[] heap =
        lines.stream()
            .filter(line -> line.startsWith("heap "))
            .mapToLong(line -> Long.parseLong(line.substring(5)))
            .toArray();
    assertThat(heap).hasSize(25);
    // The first lines still load classes and compile; from the fifth on nothing may grow.
    for (int i = 5; i < heap.length; i++) {
      assertThat(heap[i]).as("line %d of %s", i, lines).isLessThan(heap[4] + MEGABYTE);
    }
    assertThat(heap[4]).isLessThan(64 * MEGABYTE);
  }
}
