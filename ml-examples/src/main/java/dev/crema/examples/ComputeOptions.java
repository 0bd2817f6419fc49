package dev.crema.examples;

import dev.crema.tensor.Crema;
import dev.crema.tensor.CremaException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that change how fast something is computed, and nothing else. */
final class ComputeOptions {
  private static final List<String> KERNELS = List.of("auto", "vector", "scalar");

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads to compute with; results do not depend on it.")
  private @Nullable Integer threads;

  @Option(
      names = "--kernels",
      paramLabel = "KIND",
      description = "Compute by auto, vector or scalar kernels; results do not depend on it.")
  private @Nullable String kernels;

  /** Follows the options; kernels can be chosen until the first operation. */
  void choose() {
    if (kernels != null) {
      choose(kernels);
    }
    if (threads != null) {
      Crema.threads(RunSettings.positive("threads", threads));
    }
  }

  private static void choose(String kind) {
    if (!KERNELS.contains(kind)) {
      throw new CremaException(
          "--kernels is %s: give %s".formatted(kind, String.join(", ", KERNELS)));
    }
    System.setProperty("crema.kernels", kind);
    String chosen = Crema.kernels();
    if (!kind.equals("auto") && !chosen.startsWith(kind)) {
      throw new CremaException(
          "--kernels is %s, but this process computes by %s already".formatted(kind, chosen));
    }
  }
}
