package dev.crema.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One answer of each function and of its gradients, wherever it is computed. */
class FunctionBitsTest {

  /** Prints a line a function: its bits with these kernels and this many threads. */
  static final class Probe {
    private Probe() {}

    public static void main(String[] args) {
      Crema.threads(Integer.parseInt(args[0]));
      for (FunctionSample sample : FunctionSamples.all()) {
        int bits = 1;
        for (Tensor[] inputs : sample.inputs()) {
          bits = 31 * bits + bits(sample, FunctionSample.single(inputs));
          bits = 31 * bits + bits(sample, inputs);
        }
        System.out.println(sample.name() + " " + Integer.toHexString(bits));
      }
    }
  }

  /** Of the values and of the gradients of their sum. */
  private static int bits(FunctionSample sample, Tensor[] inputs) {
    Tensor[] leaves =
        Arrays.stream(inputs)
            .map(x -> x.isFloating() ? x.requiresGrad(true) : x)
            .toArray(Tensor[]::new);
    Tensor output = sample.function().apply(leaves);
    int bits = Arrays.hashCode(output.toDoubles());
    if (output.requiresGrad()) {
      output.sum().backward();
    }
    for (Tensor leaf : leaves) {
      Tensor gradient = leaf.grad();
      bits = 31 * bits + (gradient == null ? 0 : Arrays.hashCode(gradient.toDoubles()));
    }
    return bits;
  }

  static List<FunctionSample> functions() {
    return FunctionSamples.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void gapsInStorageChangeNothing(FunctionSample sample) {
    for (Tensor[] inputs : sample.inputs()) {
      Tensor[] single = FunctionSample.single(inputs);
      assertThat(bits(sample, FunctionSample.strided(single))).isEqualTo(bits(sample, single));
    }
  }

  @Test
  void kernelsAndThreadsChangeNothing() throws IOException, InterruptedException {
    List<String> vector = probe("vector", 1);
    assertThat(vector).hasSameSizeAs(FunctionSamples.all());
    assertThat(probe("vector", 2)).isEqualTo(vector);
    assertThat(probe("vector", 5)).isEqualTo(vector);
    assertThat(probe("scalar", 2)).isEqualTo(vector);
    System.out.printf(
        "bits: %d functions, hash %08x with vector kernels on 1, 2, 5 threads and with scalar"
            + " ones%n",
        vector.size(), vector.hashCode());
  }

  private static List<String> probe(String kernels, int threads)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-Dcrema.kernels=" + kernels,
                "-cp",
                System.getProperty("java.class.path"),
                Probe.class.getName(),
                Integer.toString(threads))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return out.lines().toList();
  }
}
