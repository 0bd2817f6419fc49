package dev.crema.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crema.train.Checkpoints;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is interrupted says what is kept, and goes on from there to the same bits. */
class InterruptionTest {
  private static final int EPOCHS = 400;
  @TempDir private Path folder;

  private Process start() throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dguice_custom_class_loading=CHILD",
            "-cp",
            System.getProperty("java.class.path"),
            CremaCommand.class.getName(),
            "run",
            "xor",
            "--epochs",
            String.valueOf(EPOCHS * 1000),
            "--out",
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @Test
  void whatIsKeptIsSaidAndGoneOnFrom() throws Exception {
    Process process = start();
    Path training = Checkpoints.trainingFile(folder);
    long first = 0;
    while (first == 0) {
      Thread.sleep(50);
      first = Files.exists(training) ? Files.getLastModifiedTime(training).toMillis() : 0;
    }
    while (Files.getLastModifiedTime(training).toMillis() == first) {
      Thread.sleep(50);
    }
    process.toHandle().destroy(); // as Ctrl-C: the JVM ends by its shutdown hooks
    List<String> lines = new ArrayList<>();
    try (BufferedReader out = process.inputReader()) {
      lines.addAll(out.lines().toList());
    }
    assertThat(process.waitFor()).isNotZero();
    assertThat(lines.getLast())
        .matches(
            "interrupted: (1 whole epoch is|\\d+ whole epochs are) in .*; the same command with"
                + " --resume goes on from there");

    Shell resumed = Shell.crema("run", "xor", "--epochs", EPOCHS, "--out", folder, "--resume");
    assertThat(resumed.code()).isZero();
    assertThat(resumed.out().getFirst()).startsWith("going on after epoch ");
    Path whole = folder.resolve("whole");
    Shell.crema("run", "xor", "--epochs", EPOCHS, "--out", whole);
    assertThat(whole.resolve("model.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("model.safetensors"));
  }
}
