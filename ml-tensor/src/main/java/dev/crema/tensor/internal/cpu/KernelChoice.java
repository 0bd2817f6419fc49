package dev.crema.tensor.internal.cpu;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.internal.kernels.Kernels;
import dev.crema.tensor.internal.kernels.ScalarKernels;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which kernels compute: those of the Vector API where it can be had, else plain loops. Results are
 * the same; {@code -Dcrema.kernels=auto|vector|scalar} chooses.
 */
public final class KernelChoice {
  private static final Logger LOG = LoggerFactory.getLogger(KernelChoice.class);
  private static final String MODULE = "jdk.incubator.vector";
  private static final String VECTOR = "dev.crema.tensor.internal.vector.VectorKernels";

  /** The property that chooses. */
  public static final String PROPERTY = "crema.kernels";

  /** A fused multiply-add without an instruction takes 2,600 ns, with one less than 50. */
  private static final long SLOW_FMA_NANOS = 500;

  private KernelChoice() {}

  /**
   * Chooses and says so in the log.
   *
   * @throws CremaException if the property is none of the three words, or asks for what cannot be
   *     had
   */
  static Kernels choose() {
    String asked = System.getProperty(PROPERTY, "auto");
    boolean slow = fmaNanos() > SLOW_FMA_NANOS;
    String reason =
        switch (asked) {
          case "scalar" -> PROPERTY + "=scalar";
          case "auto", "vector" -> obstacle(slow);
          default ->
              throw new CremaException(
                  "%s=%s: kernels are auto, vector or scalar".formatted(PROPERTY, asked));
        };
    if (asked.equals("vector") && reason != null) {
      throw new CremaException(
          "%s=vector: vector kernels cannot be had, because %s".formatted(PROPERTY, reason));
    }
    if (slow) {
      LOG.warn(
          "this processor has no fused multiply-add: products and exponentials take about a"
              + " thousand times as long");
    }
    Kernels kernels = reason == null ? vector() : new ScalarKernels();
    LOG.info(
        "CPU kernels: {}{}", kernels.description(), reason == null ? "" : ", because " + reason);
    return kernels;
  }

  /** Why there can be no vector kernels; null where they can be. */
  private static @Nullable String obstacle(boolean slow) {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return "--add-modules " + MODULE + " is missing";
    }
    return slow ? "the processor has no fused multiply-add" : null;
  }

  private static Kernels vector() {
    try {
      return Class.forName(VECTOR).asSubclass(Kernels.class).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make " + VECTOR, e);
    }
  }

  /** What one takes in the best of some rounds, since others may use the processor meanwhile. */
  private static long fmaNanos() {
    int count = 32;
    long best = Long.MAX_VALUE;
    double sum = 0;
    for (int round = 0; round < 8; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < count; i++) {
        sum = Math.fma(sum, 0.5, i);
      }
      best = Math.min(best, (System.nanoTime() - start) / count);
    }
    return sum < 0 ? 0 : best;
  }
}
