package dev.crema.tensor.random;

/**
 * A source of random numbers: PyTorch's {@code torch.Generator}.
 *
 * <p>What a generator gives depends on its seed and on the calls made before, on nothing else:
 * neither the machine, nor the JDK, nor the number of threads. Threads may share a generator; which
 * of them gets which numbers is then open.
 *
 * <p>Methods that fill write the elements {@code offset} to {@code offset + n - 1} and leave the
 * others alone; they throw an {@link IndexOutOfBoundsException} where the array has no such
 * elements.
 */
public interface Generator {
  /**
   * Starts the stream of this seed from its beginning.
   *
   * @return this generator
   */
  Generator manualSeed(long seed);

  /** The seed of the stream; an unsigned number where the seed was too large for a long. */
  long initialSeed();

  /** Fills with numbers that are uniform in [0, 1). */
  void fillUniform(float[] out, int offset, int n);

  /** Fills with numbers that are uniform in [0, 1). */
  void fillUniform(double[] out, int offset, int n);

  /** Fills with numbers that are normal, with mean 0 and standard deviation 1. */
  void fillNormal(float[] out, int offset, int n);

  /** Fills with numbers that are normal, with mean 0 and standard deviation 1. */
  void fillNormal(double[] out, int offset, int n);

  /**
   * Fills with integers from {@code low} to {@code high - 1}.
   *
   * @throws IllegalArgumentException if {@code low} is not less than {@code high}
   */
  void fillIntegers(long[] out, int offset, int n, long low, long high);

  /**
   * The numbers 0 to {@code n - 1} in random order.
   *
   * @throws IllegalArgumentException if {@code n} is negative
   */
  int[] permutation(int n);

  /** Where the stream stands, as bytes to be kept in a checkpoint. */
  byte[] state();

  /**
   * Goes to where the stream stood when {@link #state()} gave these bytes. Where they are refused,
   * nothing has changed.
   *
   * @throws IllegalArgumentException if no generator of this class can be in such a state
   */
  void state(byte[] state);
}
