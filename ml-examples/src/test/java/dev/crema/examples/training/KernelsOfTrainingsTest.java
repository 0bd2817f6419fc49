package dev.crema.examples.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Trainings at sizes that users have come to the same bits by plain loops and by vectors. */
@Tag("slow")
class KernelsOfTrainingsTest {
  private static final int STEPS = 40;

  @Test
  void scalarAndVectorKernelsGiveTheSameBits() throws Exception {
    List<String> scalar = new ArrayList<>(run("scalar"));
    List<String> vector = new ArrayList<>(run("vector"));
    assertThat(scalar.removeLast()).startsWith("scalar");
    assertThat(vector.removeLast()).startsWith("vector");
    assertThat(scalar).hasSameSizeAs(LossTrace.all()).isEqualTo(vector);
  }

  private static List<String> run(String kernels) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-Dcrema.kernels=" + kernels,
                "-cp",
                System.getProperty("java.class.path"),
                TrainingBits.class.getName(),
                String.valueOf(STEPS)));
    LossTrace.all().forEach(trace -> command.add(trace.name()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    List<String> lines;
    try (BufferedReader out = process.inputReader()) {
      lines = out.lines().toList();
    }
    assertThat(process.waitFor()).isZero();
    return lines;
  }
}
