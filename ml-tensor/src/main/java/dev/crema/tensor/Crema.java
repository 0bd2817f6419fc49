package dev.crema.tensor;

import dev.crema.tensor.internal.parallel.Workers;
import dev.crema.tensor.random.Generator;
import dev.crema.tensor.random.TorchRandom;

/** Settings of the whole framework: the default generator and the number of threads. */
public final class Crema {
  private static final Generator GENERATOR = new TorchRandom(TorchRandom.DEFAULT_SEED);

  private Crema() {}

  /** Seeds the default generator: PyTorch's {@code torch.manual_seed}, with the same streams. */
  public static Generator manualSeed(long seed) {
    return GENERATOR.manualSeed(seed);
  }

  /** The generator that serves wherever none is given. */
  public static Generator generator() {
    return GENERATOR;
  }

  /** How many threads compute, the caller's among them. Results do not depend on it. */
  public static int threads() {
    return Workers.threads();
  }

  /**
   * Sets how many threads compute.
   *
   * @throws CremaException if fewer than 1
   */
  public static void threads(int count) {
    if (count < 1) {
      throw new CremaException("threads must be at least 1, but was " + count);
    }
    Workers.threads(count);
  }

  /**
   * What computes, in a few words: {@code "vector, 512 bit"} or {@code "scalar"}. It is chosen at
   * the first operation; {@code -Dcrema.kernels=auto|vector|scalar} chooses. Results do not depend
   * on it.
   *
   * @throws CremaException if that property is another word, or asks for what cannot be had
   */
  public static String kernels() {
    return Interpreters.standard().kernels();
  }
}
