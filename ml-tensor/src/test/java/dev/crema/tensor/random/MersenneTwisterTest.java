package dev.crema.tensor.random;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MersenneTwisterTest {
  /** NumPy: {@code np.random.RandomState(seed).randint(0, 2**32, dtype=np.uint32)}. */
  @Test
  void givesTheRawWordsOfNumPy() {
    assertThat(words(0, 1)).containsExactly(0x8c7f0aac);
    assertThat(words(42, 3)).containsExactly(1608637542, (int) 3421126067L, (int) 4083286876L);
    assertThat(words(2, 3)).containsExactly(1872583848, 794921487, 111352301);
    assertThat(words(1, 8))
        .containsExactly(
            1791095845,
            (int) 4282876139L,
            (int) 3093770124L,
            (int) 4005303368L,
            491263,
            550290313,
            1298508491,
            (int) 4290846341L);
  }

  /** C++11 [rand.predef]: the 10000th word of seed 5489 is 4123659995. */
  @Test
  void givesTheTenThousandthWordOfTheStandard() {
    assertThat(words(5489, 10_000)[9_999]).isEqualTo((int) 4123659995L);
  }

  @Test
  void joinsTwoWordsTheFirstAbove() {
    assertThat(new MersenneTwister(42).nextLong()).isEqualTo(1608637542L << 32 | 3421126067L);
  }

  private static int[] words(int seed, int n) {
    MersenneTwister twister = new MersenneTwister(seed);
    int[] words = new int[n];
    for (int i = 0; i < n; i++) {
      words[i] = twister.nextInt();
    }
    return words;
  }
}
