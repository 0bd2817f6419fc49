package dev.crema.tensor.random;

import dev.crema.tensor.CremaException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The bytes of {@code torch.get_rng_state()}, little-endian:
 *
 * <pre>
 *    0  seed                     8
 *    8  words left in the state  4   1 when fresh, else 625 less the next word
 *   12  seeded                   4   1
 *   16  next word                8   0 when fresh, else 1 to 624
 *   24  624 words of MT19937     8 each, the upper four bytes 0
 * 5016  unused                   8
 * 5024  the normal kept back     8
 * 5032  unused                   8
 * 5040  whether one is kept      4   0 or 1
 * 5044  unused                  12
 * </pre>
 *
 * <p>Source: PyTorch 1.13, {@code aten/src/ATen/CPUGeneratorImpl.cpp}.
 *
 * @param cachedNormal the normal kept back, NaN when there is none
 */
record TorchState(long seed, MersenneTwister engine, double cachedNormal) {
  /** The number of bytes. */
  static final int LENGTH = 5056;

  private static final int LEFT = 8;
  private static final int SEEDED = 12;
  private static final int NEXT = 16;
  private static final int WORDS = 24;
  private static final int NORMAL = 5024;
  private static final int NORMAL_KEPT = 5040;

  byte[] toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(0, seed);
    bytes.putInt(LEFT, engine.isFresh() ? 1 : MersenneTwister.SIZE + 1 - engine.position());
    bytes.putInt(SEEDED, 1);
    bytes.putLong(NEXT, engine.isFresh() ? 0 : engine.position());
    int[] words = engine.words();
    for (int i = 0; i < words.length; i++) {
      bytes.putLong(WORDS + 8 * i, Integer.toUnsignedLong(words[i]));
    }
    if (!Double.isNaN(cachedNormal)) {
      bytes.putDouble(NORMAL, cachedNormal);
      bytes.putInt(NORMAL_KEPT, 1);
    }
    return bytes.array();
  }

  /** Reads a state and refuses what no generator can be in. */
  static TorchState parse(byte[] state) {
    if (state.length != LENGTH) {
      throw refused("it has %d bytes instead of %d".formatted(state.length, LENGTH));
    }
    ByteBuffer bytes = ByteBuffer.wrap(state).order(ByteOrder.LITTLE_ENDIAN);
    boolean fresh = parseFresh(bytes);
    int kept = bytes.getInt(NORMAL_KEPT);
    double normal = kept == 0 ? 0 : bytes.getDouble(NORMAL);
    if (kept != 0 && kept != 1 || !Double.isFinite(normal)) {
      throw refused("the normal it keeps back is %s, kept = %d".formatted(normal, kept));
    }
    int position = fresh ? MersenneTwister.SIZE : (int) bytes.getLong(NEXT);
    MersenneTwister engine = new MersenneTwister(parseWords(bytes), position, fresh);
    return new TorchState(bytes.getLong(0), engine, kept == 1 ? normal : Double.NaN);
  }

  private static boolean parseFresh(ByteBuffer bytes) {
    int left = bytes.getInt(LEFT);
    int seeded = bytes.getInt(SEEDED);
    long next = bytes.getLong(NEXT);
    boolean fresh = next == 0 && left == 1;
    boolean running =
        next >= 1 && next <= MersenneTwister.SIZE && left == MersenneTwister.SIZE + 1 - next;
    if (seeded != 1 || !(fresh || running)) {
      throw refused(
          "its counters are next word %d, words left %d, seeded %d, which never occur together"
              .formatted(next, left, seeded));
    }
    return fresh;
  }

  private static int[] parseWords(ByteBuffer bytes) {
    int[] words = new int[MersenneTwister.SIZE];
    int bits = 0;
    for (int i = 0; i < words.length; i++) {
      long word = bytes.getLong(WORDS + 8 * i);
      if (word >>> 32 != 0) {
        throw refused("its word %d is %s, which needs more than 32 bits".formatted(i, hex(word)));
      }
      words[i] = (int) word;
      bits |= i == 0 ? words[i] & 0x80000000 : words[i];
    }
    if (bits == 0) {
      throw refused("all its words are zero, so that it would give zeros for ever");
    }
    return words;
  }

  private static String hex(long word) {
    return "0x" + Long.toHexString(word);
  }

  private static CremaException refused(String why) {
    return new CremaException("this is no state of a TorchRandom: " + why);
  }
}
