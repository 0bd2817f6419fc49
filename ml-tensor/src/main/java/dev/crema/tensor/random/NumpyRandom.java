package dev.crema.tensor.random;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import java.util.Arrays;
import java.util.Objects;

/**
 * NumPy's legacy generator, {@code numpy.random.RandomState}: a program ported from NumPy draws the
 * same numbers after the same {@code seed}.
 *
 * <pre>{@code
 * NumpyRandom random = new NumpyRandom(42);
 * Tensor w = random.rand(2, 1);           // 0.37454012, 0.95071431
 * Tensor x = random.randn(100, 2);        // standard normals
 * Tensor y = random.randint(0, 10, 5);    // int64
 * int[] order = random.permutation(8);
 * }</pre>
 *
 * <p>Integers, uniforms and permutations are equal to the bit. Normals are equal to 2 units in the
 * last place: NumPy takes the logarithm of its C library, which differs among systems too. With a
 * and b for two words of MT19937:
 *
 * <ul>
 *   <li>uniform: {@code ((a >> 5) 2^26 + (b >> 6)) / 2^53};
 *   <li>integers: words cut to as many bits as the largest has, until one is not too large; two
 *       words, the first above, where there are more than 2^32 integers;
 *   <li>normals: Marsaglia's polar method, {@code x1} and {@code x2} uniform in (-1, 1) until
 *       {@code 0 < r2 = x1^2 + x2^2 < 1}; {@code f x2} is given, {@code f x1} kept for the next
 *       call, with {@code f = sqrt(-2 ln(r2) / r2)};
 *   <li>permutations: from the end, each place is swapped with a random one up to itself.
 * </ul>
 *
 * <p>As a {@link Generator} it serves wherever one is asked for; floats are then its doubles,
 * rounded.
 *
 * <p>Source: NumPy 1.24, {@code numpy/random/mtrand.pyx}, {@code numpy/random/src/legacy} and
 * {@code numpy/random/src/distributions}.
 */
public final class NumpyRandom implements Generator {
  private MersenneTwister engine;
  private long seed;

  /** The second normal of a pair, kept for the next call; NaN when there is none. */
  private double cachedNormal = Double.NaN;

  /**
   * The stream of {@code numpy.random.seed(seed)}.
   *
   * @throws IllegalArgumentException if the seed is not between 0 and 2^32 - 1
   */
  public NumpyRandom(long seed) {
    this.engine = new MersenneTwister(checked(seed));
    this.seed = seed;
  }

  private static int checked(long seed) {
    if (seed < 0 || seed >>> 32 != 0) {
      throw new CremaException(
          "NumpyRandom: the seed %d is not between 0 and 2^32 - 1, as numpy.random.seed wants it"
              .formatted(seed));
    }
    return (int) seed;
  }

  /** Numbers uniform in [0, 1), float64: {@code numpy.random.rand}. */
  public Tensor rand(int... shape) {
    return uniform(0, 1, shape);
  }

  /** Numbers uniform in [0, 1), float64: {@code numpy.random.random(size)}. */
  public Tensor random(int... shape) {
    return rand(shape);
  }

  /** The next number uniform in [0, 1): {@code numpy.random.random()}. */
  public synchronized double random() {
    return nextUniform();
  }

  /** Numbers uniform in [low, high), float64: {@code low + (high - low) u}. */
  public synchronized Tensor uniform(double low, double high, int... shape) {
    double[] values = new double[size(shape)];
    fillUniform(values, 0, values.length);
    for (int i = 0; i < values.length; i++) {
      values[i] = low + (high - low) * values[i];
    }
    return Tensor.of(values, shape);
  }

  /** Standard normals, float64: {@code numpy.random.randn}. */
  public Tensor randn(int... shape) {
    return normal(0, 1, shape);
  }

  /** Normals, float64: {@code mean + deviation z}. */
  public synchronized Tensor normal(double mean, double deviation, int... shape) {
    double[] values = new double[size(shape)];
    fillNormal(values, 0, values.length);
    for (int i = 0; i < values.length; i++) {
      values[i] = mean + deviation * values[i];
    }
    return Tensor.of(values, shape);
  }

  /**
   * Integers from {@code low} to {@code high - 1}, int64: {@code numpy.random.randint(low, high,
   * size)}.
   *
   * @throws IllegalArgumentException if {@code low} is not less than {@code high}
   */
  public synchronized Tensor randint(long low, long high, int... shape) {
    long[] values = new long[size(shape)];
    fillIntegers(values, 0, values.length, low, high);
    return Tensor.of(values, shape);
  }

  /**
   * Numbers from 0 to {@code n - 1}, each drawn from all of them: {@code numpy.random.choice(n,
   * size)}.
   */
  public Tensor choice(int n, int... shape) {
    return randint(0, n, shape);
  }

  /**
   * Entries of a tensor along its first axis, each drawn from all of them: {@code
   * numpy.random.choice(values, size)}.
   */
  public Tensor choice(Tensor values, int size) {
    return values.indexSelect(0, choice(values.size(0), size));
  }

  /**
   * So many different numbers from 0 to {@code n - 1}: {@code numpy.random.choice(n, size,
   * replace=False)}.
   *
   * @throws IllegalArgumentException if there are not so many
   */
  public int[] sample(int n, int size) {
    if (size < 0 || size > n) {
      throw new CremaException(
          "NumpyRandom: %d different numbers of %d were asked for".formatted(size, n));
    }
    return Arrays.copyOf(permutation(n), size);
  }

  /**
   * Numbers from 0 to {@code p.length - 1}, number i with probability p[i]: {@code
   * numpy.random.choice(n, size, p=p)}.
   *
   * @throws IllegalArgumentException if the probabilities are negative or do not add up to 1
   */
  public synchronized Tensor choice(double[] p, int... shape) {
    double[] cumulated = cumulated(p);
    long[] values = new long[size(shape)];
    for (int i = 0; i < values.length; i++) {
      double u = nextUniform();
      int at = 0;
      while (cumulated[at] <= u) {
        at++;
      }
      values[i] = at;
    }
    return Tensor.of(values, shape);
  }

  private static double[] cumulated(double[] p) {
    double[] sums = p.clone();
    boolean negative = false;
    for (int i = 0; i < sums.length; i++) {
      negative |= !(p[i] >= 0);
      sums[i] = p[i] + (i == 0 ? 0 : sums[i - 1]);
    }
    double total = sums.length == 0 ? 0 : sums[sums.length - 1];
    if (negative || !(Math.abs(total - 1) < 1e-8)) {
      throw new CremaException(
          "NumpyRandom: probabilities must be 0 or more and add up to 1; these add up to " + total);
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= total;
    }
    return sums;
  }

  /** The entries along the first axis in random order: {@code numpy.random.permutation(values)}. */
  public Tensor permutation(Tensor values) {
    return values.indexSelect(0, Tensor.of(permutation(values.size(0))));
  }

  /**
   * Shuffles entries in place: {@code numpy.random.shuffle}. Tensors are not changed; {@link
   * #permutation(Tensor)} gives the same order.
   */
  public synchronized void shuffle(int[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int other = (int) below(i);
      int value = values[i];
      values[i] = values[other];
      values[other] = value;
    }
  }

  @Override
  public synchronized int[] permutation(int n) {
    int[] numbers = FisherYates.numbers(n);
    shuffle(numbers);
    return numbers;
  }

  @Override
  public synchronized NumpyRandom manualSeed(long newSeed) {
    engine.seed(checked(newSeed));
    seed = newSeed;
    cachedNormal = Double.NaN;
    return this;
  }

  @Override
  public synchronized long initialSeed() {
    return seed;
  }

  @Override
  public synchronized void fillUniform(float[] out, int offset, int n) {
    Objects.checkFromIndexSize(offset, n, out.length);
    for (int i = offset; i < offset + n; i++) {
      out[i] = (float) nextUniform();
    }
  }

  @Override
  public synchronized void fillUniform(double[] out, int offset, int n) {
    Objects.checkFromIndexSize(offset, n, out.length);
    for (int i = offset; i < offset + n; i++) {
      out[i] = nextUniform();
    }
  }

  @Override
  public synchronized void fillNormal(float[] out, int offset, int n) {
    Objects.checkFromIndexSize(offset, n, out.length);
    for (int i = offset; i < offset + n; i++) {
      out[i] = (float) nextNormal();
    }
  }

  @Override
  public synchronized void fillNormal(double[] out, int offset, int n) {
    Objects.checkFromIndexSize(offset, n, out.length);
    for (int i = offset; i < offset + n; i++) {
      out[i] = nextNormal();
    }
  }

  @Override
  public synchronized void fillIntegers(long[] out, int offset, int n, long low, long high) {
    Objects.checkFromIndexSize(offset, n, out.length);
    long largest = IntegerRange.of(low, high).size() - 1;
    for (int i = offset; i < offset + n; i++) {
      out[i] = low + below(largest);
    }
  }

  /** {@inheritDoc} The layout is that of {@link TorchRandom#state()}. */
  @Override
  public synchronized byte[] state() {
    return new TorchState(seed, engine, cachedNormal).toBytes();
  }

  @Override
  public synchronized void state(byte[] state) {
    TorchState read = TorchState.parse(state);
    engine = read.engine();
    seed = read.seed();
    cachedNormal = read.cachedNormal();
  }

  private static int size(int[] shape) {
    return Math.toIntExact(Shape.of(shape).numel());
  }

  private double nextUniform() {
    int a = engine.nextInt() >>> 5;
    int b = engine.nextInt() >>> 6;
    return (a * 67_108_864.0 + b) / 9_007_199_254_740_992.0;
  }

  private double nextNormal() {
    if (!Double.isNaN(cachedNormal)) {
      double kept = cachedNormal;
      cachedNormal = Double.NaN;
      return kept;
    }
    double x1;
    double x2;
    double r2;
    do {
      x1 = 2 * nextUniform() - 1;
      x2 = 2 * nextUniform() - 1;
      r2 = x1 * x1 + x2 * x2;
    } while (r2 >= 1 || r2 == 0);
    double f = Math.sqrt(-2 * StrictMath.log(r2) / r2);
    cachedNormal = f * x1;
    return f * x2;
  }

  /** A number from 0 to {@code largest}, which is unsigned. */
  private long below(long largest) {
    if (largest == 0) {
      return 0;
    }
    long mask = -1L >>> Long.numberOfLeadingZeros(largest);
    boolean word = largest >>> 32 == 0;
    long bits;
    do {
      bits = (word ? Integer.toUnsignedLong(engine.nextInt()) : engine.nextLong()) & mask;
    } while (Long.compareUnsigned(bits, largest) > 0);
    return bits;
  }
}
