package dev.crema.tensor.random;

import java.util.Objects;

/**
 * The stream of {@code torch.manual_seed} on the CPU: a program ported from PyTorch draws the same
 * numbers.
 *
 * <p>Integers, uniforms and permutations are equal to the bit; normals are equal but for the last
 * digits, since the logarithms and cosines of PyTorch's builds differ among themselves. With {@code
 * w} for a word of MT19937 and {@code d} for two of them, the first above:
 *
 * <ul>
 *   <li>float uniform: {@code (w mod 2^24) / 2^24}; double uniform: {@code (d mod 2^53) / 2^53};
 *   <li>integers: {@code low + w mod (high - low)} where there are fewer than 2^32 of them, else
 *       with {@code d} (later versions of PyTorch take {@code d} from 2^28 of them on);
 *   <li>normals, 16 or more at once: uniforms, then Box and Muller on blocks of 16, the first eight
 *       being radii and the last eight angles. Where 16 does not divide their number, the last 16
 *       are drawn anew;
 *   <li>normals, fewer than 16: Box and Muller in double, {@code r = sqrt(-2 log1p(-u2))}, {@code r
 *       cos(2 pi u1)}; the sine is kept for the next of these;
 *   <li>permutation: {@link FisherYates}.
 * </ul>
 *
 * <p>How many numbers one call asks for therefore matters, as in PyTorch: a tensor is one call.
 *
 * <p>{@link #state()} has the layout of {@code torch.get_rng_state()}: bytes travel both ways.
 *
 * <p>Source: PyTorch 1.13, {@code aten/src/ATen/native/cpu/DistributionTemplates.h}, {@code
 * aten/src/ATen/core/DistributionsHelper.h}, {@code aten/src/ATen/CPUGeneratorImpl.cpp}.
 */
public final class TorchRandom implements Generator {
  /** The seed of a new {@code torch.Generator()}. */
  public static final long DEFAULT_SEED = 67280421310721L;

  private static final int BLOCK = 16;
  private static final int HALF = BLOCK / 2;
  private static final double TWO_PI = 2 * Math.PI;
  private static final float FLOAT_TWO_PI = (float) TWO_PI;

  /** From this length on, {@code torch.randperm} draws 64 bits a step. */
  private static final int LONG_PERMUTATION = (int) (0xffffffffL / 20);

  private MersenneTwister engine;
  private long seed;

  /** The second normal of a pair, kept for the next call; NaN when there is none. */
  private double cachedNormal = Double.NaN;

  /** The stream of a new {@code torch.Generator()}. */
  public TorchRandom() {
    this(DEFAULT_SEED);
  }

  /** The stream of {@code torch.manual_seed(seed)}. */
  public TorchRandom(long seed) {
    this.engine = new MersenneTwister((int) seed);
    this.seed = seed;
  }

  /** {@inheritDoc} As in PyTorch, the lower 32 bits of the seed choose the stream. */
  @Override
  public synchronized TorchRandom manualSeed(long newSeed) {
    engine.seed((int) newSeed);
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
      out[i] = (engine.nextInt() & 0xffffff) * 0x1p-24f;
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
    if (n < BLOCK) {
      for (int i = offset; i < offset + n; i++) {
        out[i] = (float) nextNormal();
      }
      return;
    }
    fillUniform(out, offset, n);
    for (int i = 0; i <= n - BLOCK; i += BLOCK) {
      boxMuller(out, offset + i);
    }
    if (n % BLOCK != 0) {
      int last = offset + n - BLOCK;
      fillUniform(out, last, BLOCK);
      boxMuller(out, last);
    }
  }

  @Override
  public synchronized void fillNormal(double[] out, int offset, int n) {
    Objects.checkFromIndexSize(offset, n, out.length);
    if (n < BLOCK) {
      for (int i = offset; i < offset + n; i++) {
        out[i] = nextNormal();
      }
      return;
    }
    fillUniform(out, offset, n);
    for (int i = 0; i <= n - BLOCK; i += BLOCK) {
      boxMuller(out, offset + i);
    }
    if (n % BLOCK != 0) {
      int last = offset + n - BLOCK;
      fillUniform(out, last, BLOCK);
      boxMuller(out, last);
    }
  }

  @Override
  public synchronized void fillIntegers(long[] out, int offset, int n, long low, long high) {
    Objects.checkFromIndexSize(offset, n, out.length);
    IntegerRange range = IntegerRange.of(low, high);
    boolean word = range.fitsWord();
    for (int i = offset; i < offset + n; i++) {
      long bits = word ? Integer.toUnsignedLong(engine.nextInt()) : engine.nextLong();
      out[i] = low + Long.remainderUnsigned(bits, range.size());
    }
  }

  @Override
  public synchronized int[] permutation(int n) {
    return n < LONG_PERMUTATION
        ? FisherYates.permutation(n, k -> Integer.remainderUnsigned(engine.nextInt(), k))
        : FisherYates.permutation(n, k -> (int) Long.remainderUnsigned(engine.nextLong(), k));
  }

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

  private double nextUniform() {
    return (engine.nextLong() & 0x1fffffffffffffL) * 0x1p-53;
  }

  private double nextNormal() {
    if (!Double.isNaN(cachedNormal)) {
      double kept = cachedNormal;
      cachedNormal = Double.NaN;
      return kept;
    }
    double u1 = nextUniform();
    double u2 = nextUniform();
    double radius = Math.sqrt(-2 * StrictMath.log1p(-u2));
    double theta = TWO_PI * u1;
    cachedNormal = radius * StrictMath.sin(theta);
    return radius * StrictMath.cos(theta);
  }

  /** Each step rounded to float, as in PyTorch's kernel: the angle's rounding is what one sees. */
  private static void boxMuller(float[] a, int from) {
    for (int i = from; i < from + HALF; i++) {
      float radius = (float) Math.sqrt(-2f * (float) StrictMath.log(1f - a[i]));
      float theta = FLOAT_TWO_PI * a[i + HALF];
      a[i] = radius * (float) StrictMath.cos(theta);
      a[i + HALF] = radius * (float) StrictMath.sin(theta);
    }
  }

  private static void boxMuller(double[] a, int from) {
    for (int i = from; i < from + HALF; i++) {
      double radius = Math.sqrt(-2 * StrictMath.log(1 - a[i]));
      double theta = TWO_PI * a[i + HALF];
      a[i] = radius * StrictMath.cos(theta);
      a[i + HALF] = radius * StrictMath.sin(theta);
    }
  }
}
