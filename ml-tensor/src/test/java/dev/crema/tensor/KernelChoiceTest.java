package dev.crema.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The choice of the kernels in a JVM of its own, with the module and without it. */
class KernelChoiceTest {
  /** Prints what computes, and the bits of a product, or what is wrong. */
  static final class Probe {
    private Probe() {}

    public static void main(String[] args) {
      try {
        System.out.println(Crema.kernels());
        Tensor x = Tensor.randn(40, 300);
        Tensor y = x.matmul(x.t()).tanh();
        System.out.println(java.util.Arrays.hashCode(y.toFloats()));
      } catch (CremaException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "true, auto, vector",
    "true, scalar, scalar",
    "true, vector, vector",
    "false, auto, scalar",
    "false, vector, 'crema.kernels=vector: vector kernels cannot be had, because --add-modules"
        + " jdk.incubator.vector is missing'",
    "false, fast, 'crema.kernels=fast: kernels are auto, vector or scalar'",
  })
  void isSaidAndChangesNoBit(boolean module, String asked, String said)
      throws IOException, InterruptedException {
    List<String> lines = probe(module, asked);
    assertThat(lines.getFirst()).startsWith(said);
    if (lines.size() > 1) {
      assertThat(lines).isEqualTo(List.of(lines.getFirst(), probe(true, "scalar").get(1)));
    }
  }

  private static List<String> probe(boolean module, String asked)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (module) {
      command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    }
    command.addAll(
        List.of(
            "-Dcrema.kernels=" + asked,
            "-cp",
            System.getProperty("java.class.path"),
            Probe.class.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return out.lines().toList();
  }
}
