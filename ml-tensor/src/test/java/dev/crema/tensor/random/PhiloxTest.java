package dev.crema.tensor.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PhiloxTest {
  @Test
  void givesTheWordsOfThePaperAndOfTorch() {
    var lines = TorchRandomTest.lines("philox_streams.txt");
    assertThat(lines).hasSize(8);
    for (String line : lines) {
      String[] words = line.split("[ =]+");
      long key = Long.parseUnsignedLong(words[0], 16);
      long upper = Long.parseUnsignedLong(words[1], 16);
      long lower = Long.parseUnsignedLong(words[2], 16);
      for (int i = 3; i < words.length; i++) {
        int[] block = new int[4];
        Philox.encrypt(key, lower + (i - 3) / 4, upper, block);
        assertThat(block[(i - 3) % 4]).as(line).isEqualTo(Integer.parseUnsignedInt(words[i], 16));
      }
    }
  }

  /** The words of key 42 as at::philox_engine of torch 1.13 gives them. */
  @Test
  void makesUniformsOfTheWords() {
    float[] floats = new float[5];
    new Philox(42).fillUniform(floats, 0, 5);
    assertThat(floats)
        .containsExactly(
            0x9ceaf0 * 0x1p-24f,
            0x77f549 * 0x1p-24f,
            0x12bf50 * 0x1p-24f,
            0x5742b3 * 0x1p-24f,
            0xfcdb21 * 0x1p-24f);
    double[] doubles = new double[2];
    new Philox(42).fillUniform(doubles, 0, 2);
    assertThat(doubles)
        .containsExactly(
            (0x9ceaf05377f5493bL >>> 11) * 0x1p-53, (0x12bf50ad5742b3d7L >>> 11) * 0x1p-53);
  }

  @Test
  void makesNormalsByBoxAndMuller() {
    double[] doubles = new double[3];
    new Philox(42).fillNormal(doubles, 0, 3);
    double u1 = ((0x9ceaf05377f5493bL >>> 11) + 1) * 0x1p-53;
    double u2 = (0x12bf50ad5742b3d7L >>> 11) * 0x1p-53;
    double radius = Math.sqrt(-2 * Math.log(u1));
    assertThat(doubles[0]).isCloseTo(radius * Math.cos(2 * Math.PI * u2), within(1e-14));
    assertThat(doubles[1]).isCloseTo(radius * Math.sin(2 * Math.PI * u2), within(1e-14));
    float[] floats = new float[1];
    new Philox(42).fillNormal(floats, 0, 1);
    double floatRadius = Math.sqrt(-2 * Math.log((0x9ceaf053L + 1) * 0x1p-32));
    assertThat(floats[0])
        .isCloseTo(
            (float) (floatRadius * Math.cos(2 * Math.PI * 0x77f5493bL * 0x1p-32)), within(1e-6f));
  }

  @Test
  void startsAnywhere() {
    float[] whole = new float[101];
    Philox philox = Philox.of(7, 3, 11);
    philox.fillUniform(whole, 0, whole.length);
    assertThat(philox.position()).isEqualTo(101);
    for (int start = 0; start < whole.length; start++) {
      float[] part = new float[whole.length - start];
      philox.at(start).fillUniform(part, 0, part.length);
      assertThat(part).isEqualTo(Arrays.copyOfRange(whole, start, whole.length));
    }
    assertThatThrownBy(() -> philox.at(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void forksToTheSameChildWhereverItStands() {
    Philox parent = new Philox(5);
    byte[] child = parent.fork(9).state();
    parent.fillUniform(new float[13], 0, 13);
    assertThat(parent.fork(9).state()).isEqualTo(child);
    assertThat(Philox.of(5, 9, 2).state()).isEqualTo(parent.fork(9).fork(2).state());
    assertThat(parent.fork(9).initialSeed()).isEqualTo(5);
    assertThat(parent.fork(9).manualSeed(6).state()).isEqualTo(new Philox(6).state());
  }

  @Test
  void givesEachSampleAndEpochItsOwnStream() {
    Set<Long> firsts = new HashSet<>();
    long[] first = new long[1];
    for (int seed = 0; seed < 4; seed++) {
      for (int epoch = 0; epoch < 50; epoch++) {
        for (int index = 0; index < 50; index++) {
          Philox.of(seed, epoch, index).fillIntegers(first, 0, 1, Long.MIN_VALUE, Long.MAX_VALUE);
          firsts.add(first[0]);
        }
      }
    }
    assertThat(firsts).hasSize(4 * 50 * 50);
  }

  /** Chi-square with 9 degrees of freedom passes 33.7 once in 10,000 times; the seed is fixed. */
  @Test
  void drawsIntegersEvenly() {
    long[] drawn = new long[100_000];
    new Philox(1).fillIntegers(drawn, 0, drawn.length, -4, 6);
    int[] counts = new int[10];
    for (long value : drawn) {
      counts[(int) value + 4]++;
    }
    double chiSquare = Arrays.stream(counts).mapToDouble(c -> (c - 1e4) * (c - 1e4) / 1e4).sum();
    assertThat(chiSquare).isLessThan(33.7);
  }

  /** Three quarters of 2^64: multiplying 64 bits without rejection would draw a third twice. */
  @Test
  void drawsFromRangesOver63Bits() {
    long[] drawn = new long[30_000];
    long low = Long.MIN_VALUE;
    long high = Long.MAX_VALUE / 2;
    new Philox(1).fillIntegers(drawn, 0, drawn.length, low, high);
    int[] thirds = new int[3];
    for (long value : drawn) {
      assertThat(value).isBetween(low, high - 1);
      thirds[(int) Long.divideUnsigned(value - low, 1L << 62)]++;
    }
    for (int third : thirds) {
      assertThat(third).isBetween(9_700, 10_300);
    }
  }

  /** Kolmogorov and Smirnov: sqrt(n) D passes 2.2 once in 8,000 times; the seed is fixed. */
  @Test
  void drawsNormals() {
    float[] floats = new float[99_999];
    double[] drawn = new double[floats.length];
    new Philox(2).fillNormal(floats, 0, floats.length);
    Arrays.setAll(drawn, i -> floats[i]);
    assertThat(distanceFromNormal(drawn)).isLessThan(2.2);
    new Philox(2).fillNormal(drawn, 0, drawn.length);
    assertThat(distanceFromNormal(drawn)).isLessThan(2.2);
  }

  @Test
  void permutes() {
    int[] permutation = new Philox(3).permutation(1000);
    assertThat(permutation).isNotEqualTo(new Philox(4).permutation(1000));
    Arrays.sort(permutation);
    for (int i = 0; i < permutation.length; i++) {
      assertThat(permutation[i]).isEqualTo(i);
    }
    assertThat(new Philox(3).permutation(0)).isEmpty();
  }

  @Test
  void goesBackToAState() {
    Philox philox = Philox.of(1, 2, 3);
    philox.fillUniform(new float[7], 0, 7);
    byte[] state = philox.state();
    double[] first = new double[9];
    philox.fillNormal(first, 0, 9);
    Philox other = new Philox(0);
    other.fillUniform(new float[1], 0, 1);
    other.state(state);
    double[] second = new double[9];
    other.fillNormal(second, 0, 9);
    assertThat(second).isEqualTo(first);
    assertThat(other.initialSeed()).isEqualTo(1);
  }

  @Test
  void refusesHostileStates() {
    byte[] state = new Philox(1).state();
    refused(new byte[39], "it has 39 bytes instead of 40");
    refused(new byte[40], "it does not start with 'Philox10'");
    state[39] = -128;
    refused(state, "it stands at word -9223372036854775808");
  }

  private static void refused(byte[] state, String why) {
    assertThatThrownBy(() -> new Philox(0).state(state))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("this is no state of a Philox generator: " + why);
  }

  private static double distanceFromNormal(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double distance = 0;
    for (int i = 0; i < sorted.length; i++) {
      double p = normalDistribution(sorted[i]);
      distance = Math.max(distance, p - i / (double) sorted.length);
      distance = Math.max(distance, (i + 1) / (double) sorted.length - p);
    }
    return distance * Math.sqrt(sorted.length);
  }

  /** Phi(x) = 1/2 + phi(x) (x + x^3/3 + x^5/(3 5) + ...), G. Marsaglia, J. Stat. Soft. 11(5). */
  private static double normalDistribution(double x) {
    double sum = x;
    double term = x;
    for (int i = 3; i < 400 && sum + term != sum; i += 2) {
      term *= x * x / i;
      sum += term;
    }
    return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }
}
