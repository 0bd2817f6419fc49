package dev.crema.tensor.random;

/**
 * The raw 32-bit stream of MT19937, which PyTorch's CPU generator and NumPy's {@code RandomState}
 * share; they differ in what they make of its words.
 *
 * <p>Source: M. Matsumoto and T. Nishimura, "Mersenne Twister: a 623-dimensionally equidistributed
 * uniform pseudo-random number generator", ACM TOMACS 8(1), 1998, with the seeding of 2002 ({@code
 * init_genrand}). Not safe for use by several threads at once.
 */
final class MersenneTwister {
  /** The number of words in the state. */
  static final int SIZE = 624;

  private static final int MIDDLE = 397;
  private static final int MATRIX = 0x9908b0df;
  private static final int UPPER = 0x80000000;
  private static final int LOWER = 0x7fffffff;

  private final int[] words;
  private int position;
  private boolean fresh;

  MersenneTwister(int seed) {
    words = new int[SIZE];
    seed(seed);
  }

  /**
   * A stream continued.
   *
   * @param words the {@link #SIZE} words of the state, which are taken over
   * @param position how many of them were given out
   * @param fresh whether nothing was drawn since seeding
   */
  MersenneTwister(int[] words, int position, boolean fresh) {
    this.words = words;
    this.position = position;
    this.fresh = fresh;
  }

  /** {@code init_genrand}: starts the stream of a seed of 32 bits. */
  void seed(int seed) {
    words[0] = seed;
    for (int i = 1; i < SIZE; i++) {
      words[i] = 1812433253 * (words[i - 1] ^ (words[i - 1] >>> 30)) + i;
    }
    position = SIZE;
    fresh = true;
  }

  /** The next word of the stream, all 32 bits random. */
  int nextInt() {
    if (position == SIZE) {
      renew();
    }
    int y = words[position++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  /** The next two words, the first one above the second. */
  long nextLong() {
    long upper = (long) nextInt() << 32;
    return upper | Integer.toUnsignedLong(nextInt());
  }

  /** A copy of the words of the state. */
  int[] words() {
    return words.clone();
  }

  /** How many words of the state were given out; at {@link #SIZE} the next draw renews them. */
  int position() {
    return position;
  }

  /** Whether nothing was drawn since seeding. */
  boolean isFresh() {
    return fresh;
  }

  private void renew() {
    for (int i = 0; i < SIZE - MIDDLE; i++) {
      words[i] = words[i + MIDDLE] ^ twist(words[i], words[i + 1]);
    }
    for (int i = SIZE - MIDDLE; i < SIZE - 1; i++) {
      words[i] = words[i + MIDDLE - SIZE] ^ twist(words[i], words[i + 1]);
    }
    words[SIZE - 1] = words[MIDDLE - 1] ^ twist(words[SIZE - 1], words[0]);
    position = 0;
    fresh = false;
  }

  private static int twist(int u, int v) {
    return (((u & UPPER) | (v & LOWER)) >>> 1) ^ (-(v & 1) & MATRIX);
  }
}
