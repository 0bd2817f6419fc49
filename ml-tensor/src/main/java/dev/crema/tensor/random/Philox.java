package dev.crema.tensor.random;

import dev.crema.tensor.CremaException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A counter-based generator, Philox4x32-10: any place of any stream is computed at once, without
 * what comes before it.
 *
 * <p>A stream is a function of a key and a counter, not of a history. So dropout can fill the parts
 * of a tensor on several threads, and a sample can be augmented on any worker, in any order, with
 * the same numbers: {@link #of(long, long, long) Philox.of(seed, epoch, index)} is a generator of
 * its own for each sample and epoch. MT19937 cannot do that; a hash of the three as its seed would
 * cost 624 words of set-up a sample and could give two samples one stream.
 *
 * <p>Word {@code i} of a stream is word {@code i mod 4} of block {@code i / 4}; the block is ten
 * Philox rounds over the 128-bit counter {@code (block, upper half)} under a 64-bit key, the layout
 * of cuRAND and of PyTorch on CUDA (key = seed, upper half = subsequence, block = offset). The
 * stream of {@link #Philox(long)} has upper half 0. {@link #fork} encrypts {@code (stream, upper
 * half)} under the key, told apart by a constant, and takes the 128 bits as the child's key and
 * upper half: Philox is a bijection, so the children of one generator are all different.
 *
 * <ul>
 *   <li>float uniform: {@code (w >>> 8) / 2^24}, one word each; double uniform: 53 bits of two
 *       words;
 *   <li>normals: Box and Muller in double; two floats take two words, two doubles four;
 *   <li>integers: 64 bits each, without bias, by Lemire's multiplication and rejection (ACM TOMACS
 *       29(1), 2019).
 * </ul>
 *
 * <p>Source: J. Salmon, M. Moraes, R. Dror, D. Shaw, "Parallel random numbers: as easy as 1, 2, 3",
 * SC 2011.
 */
public final class Philox implements Generator {
  private static final int ROUNDS = 10;
  private static final long MULTIPLIER_0 = 0xD2511F53L;
  private static final long MULTIPLIER_1 = 0xCD9E8D57L;
  private static final int WEYL_0 = 0x9E3779B9;
  private static final int WEYL_1 = 0xBB67AE85;
  private static final long FORK = ascii("fork key");
  private static final long TAG = ascii("Philox10");
  private static final int STATE_LENGTH = 40;

  private final int[] words = new int[4];
  private long block = -1;
  private long seed;
  private long key;
  private long upper;
  private long position;

  /** The first stream of a seed. */
  public Philox(long seed) {
    this(seed, seed, 0, 0);
  }

  Philox(long seed, long key, long upper, long position) {
    this.seed = seed;
    this.key = key;
    this.upper = upper;
    this.position = position;
  }

  /**
   * The generator of one item in one epoch (or of one layer in one step): {@code new
   * Philox(seed).fork(stream).fork(index)}.
   */
  public static Philox of(long seed, long stream, long index) {
    return new Philox(seed).fork(stream).fork(index);
  }

  /** A child generator, at its beginning; the same one wherever this generator stands. */
  public synchronized Philox fork(long stream) {
    int[] identity = new int[4];
    encrypt(key ^ FORK, stream, upper, identity);
    return new Philox(seed, pair(identity[1], identity[0]), pair(identity[3], identity[2]), 0);
  }

  /** Another generator of the same stream, standing at this word. */
  public synchronized Philox at(long word) {
    if (word < 0) {
      throw new CremaException("word %d of a Philox stream was asked for".formatted(word));
    }
    return new Philox(seed, key, upper, word);
  }

  /** The index of the next word, of 32 bits, in the stream. */
  public synchronized long position() {
    return position;
  }

  /** {@inheritDoc} A fork, too, becomes the first stream of the seed. */
  @Override
  public synchronized Philox manualSeed(long newSeed) {
    become(newSeed, newSeed, 0, 0);
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
      out[i] = (nextWord() >>> 8) * 0x1p-24f;
    }
  }

  @Override
  public synchronized void fillUniform(double[] out, int offset, int n) {
    Objects.checkFromIndexSize(offset, n, out.length);
    for (int i = offset; i < offset + n; i++) {
      out[i] = (nextPair() >>> 11) * 0x1p-53;
    }
  }

  @Override
  public synchronized void fillNormal(float[] out, int offset, int n) {
    Objects.checkFromIndexSize(offset, n, out.length);
    int end = offset + n;
    for (int i = offset; i < end; i += 2) {
      double radius = radius((Integer.toUnsignedLong(nextWord()) + 1) * 0x1p-32);
      double theta = 2 * Math.PI * (Integer.toUnsignedLong(nextWord()) * 0x1p-32);
      out[i] = (float) (radius * StrictMath.cos(theta));
      if (i + 1 < end) {
        out[i + 1] = (float) (radius * StrictMath.sin(theta));
      }
    }
  }

  @Override
  public synchronized void fillNormal(double[] out, int offset, int n) {
    Objects.checkFromIndexSize(offset, n, out.length);
    int end = offset + n;
    for (int i = offset; i < end; i += 2) {
      double radius = radius(((nextPair() >>> 11) + 1) * 0x1p-53);
      double theta = 2 * Math.PI * ((nextPair() >>> 11) * 0x1p-53);
      out[i] = radius * StrictMath.cos(theta);
      if (i + 1 < end) {
        out[i + 1] = radius * StrictMath.sin(theta);
      }
    }
  }

  @Override
  public synchronized void fillIntegers(long[] out, int offset, int n, long low, long high) {
    Objects.checkFromIndexSize(offset, n, out.length);
    IntegerRange range = IntegerRange.of(low, high);
    for (int i = offset; i < offset + n; i++) {
      out[i] = low + nextBelow(range.size());
    }
  }

  @Override
  public synchronized int[] permutation(int n) {
    return FisherYates.permutation(n, k -> (int) nextBelow(k));
  }

  /** {@inheritDoc} Forty bytes, little-endian: a tag, the seed, the key, the upper half, a word. */
  @Override
  public synchronized byte[] state() {
    ByteBuffer bytes = ByteBuffer.allocate(STATE_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(TAG).putLong(seed).putLong(key).putLong(upper).putLong(position);
    return bytes.array();
  }

  @Override
  public synchronized void state(byte[] state) {
    if (state.length != STATE_LENGTH) {
      throw refused("it has %d bytes instead of %d".formatted(state.length, STATE_LENGTH));
    }
    ByteBuffer bytes = ByteBuffer.wrap(state).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.getLong(0) != TAG) {
      throw refused("it does not start with 'Philox10'");
    }
    if (bytes.getLong(32) < 0) {
      throw refused("it stands at word %d".formatted(bytes.getLong(32)));
    }
    become(bytes.getLong(8), bytes.getLong(16), bytes.getLong(24), bytes.getLong(32));
  }

  private void become(long newSeed, long newKey, long newUpper, long newPosition) {
    seed = newSeed;
    key = newKey;
    upper = newUpper;
    position = newPosition;
    block = -1;
  }

  private int nextWord() {
    long wanted = position >>> 2;
    if (wanted != block) {
      encrypt(key, wanted, upper, words);
      block = wanted;
    }
    return words[(int) (position++ & 3)];
  }

  private long nextPair() {
    int high = nextWord();
    return pair(high, nextWord());
  }

  /** An integer below an unsigned bound, each equally likely. */
  private long nextBelow(long bound) {
    long bits = nextPair();
    long low = bits * bound;
    if (Long.compareUnsigned(low, bound) < 0) {
      long threshold = Long.remainderUnsigned(-bound, bound);
      while (Long.compareUnsigned(low, threshold) < 0) {
        bits = nextPair();
        low = bits * bound;
      }
    }
    return Math.unsignedMultiplyHigh(bits, bound);
  }

  private static double radius(double u) {
    return Math.sqrt(-2 * StrictMath.log(u));
  }

  /** Ten rounds of Philox4x32: the counter's two halves under the key. */
  static void encrypt(long key, long lower, long upper, int[] out) {
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    int c0 = (int) lower;
    int c1 = (int) (lower >>> 32);
    int c2 = (int) upper;
    int c3 = (int) (upper >>> 32);
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = MULTIPLIER_0 * Integer.toUnsignedLong(c0);
      long product1 = MULTIPLIER_1 * Integer.toUnsignedLong(c2);
      c0 = (int) (product1 >>> 32) ^ c1 ^ k0;
      c1 = (int) product1;
      c2 = (int) (product0 >>> 32) ^ c3 ^ k1;
      c3 = (int) product0;
      k0 += WEYL_0;
      k1 += WEYL_1;
    }
    out[0] = c0;
    out[1] = c1;
    out[2] = c2;
    out[3] = c3;
  }

  private static long pair(int high, int low) {
    return (long) high << 32 | Integer.toUnsignedLong(low);
  }

  private static long ascii(String eight) {
    return ByteBuffer.wrap(eight.getBytes(StandardCharsets.US_ASCII))
        .order(ByteOrder.LITTLE_ENDIAN)
        .getLong();
  }

  private static CremaException refused(String why) {
    return new CremaException("this is no state of a Philox generator: " + why);
  }
}
