package dev.crema.tensor.random;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TorchRandomTest {
  @Test
  void givesTheNumbersThatEveryPyTorchUserKnows() {
    float[] uniform = new float[5];
    new TorchRandom(0).fillUniform(uniform, 0, 5);
    assertThat(uniform)
        .containsExactly(0.49625659f, 0.76822180f, 0.08847743f, 0.13203049f, 0.30742282f);
    float[] normal = new float[4];
    new TorchRandom(0).fillNormal(normal, 0, 4);
    assertThat(normal)
        .containsExactly(new float[] {1.5410f, -0.2934f, -2.1788f, 0.5684f}, within(5e-5f));
    assertThat(new TorchRandom(0).permutation(10)).containsExactly(4, 1, 7, 5, 3, 9, 0, 8, 6, 2);
  }

  @Test
  void givesTheStreamsOfTorch() {
    TorchReplay replay = new TorchReplay();
    List<String> lines = lines("torch_streams.txt");
    lines.forEach(replay::line);
    assertThat(replay.compared()).isGreaterThan(600);
  }

  @Test
  void goesBackToAState() {
    TorchRandom random = new TorchRandom(5);
    random.fillNormal(new double[3], 0, 3);
    byte[] state = random.state();
    double[] first = new double[40];
    random.fillNormal(first, 0, 3);
    random.fillUniform(first, 3, 37);
    TorchRandom other = new TorchRandom();
    other.state(state);
    double[] second = new double[40];
    other.fillNormal(second, 0, 3);
    other.fillUniform(second, 3, 37);
    assertThat(second).isEqualTo(first);
    assertThat(other.initialSeed()).isEqualTo(5);
    assertThat(other.manualSeed(9).state()).isEqualTo(new TorchRandom(9).state());
  }

  @Test
  void writesOnlyWhereItIsAsked() {
    float[] out = new float[40];
    new TorchRandom(1).fillNormal(out, 3, 18);
    float[] alone = new float[18];
    new TorchRandom(1).fillNormal(alone, 0, 18);
    for (int i = 0; i < out.length; i++) {
      assertThat(out[i]).isEqualTo(i < 3 || i >= 21 ? 0 : alone[i - 3]);
    }
    assertThatThrownBy(() -> new TorchRandom(1).fillUniform(out, 30, 11))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void refusesEmptyRangesAndNegativeLengths() {
    TorchRandom random = new TorchRandom(1);
    assertThatThrownBy(() -> random.fillIntegers(new long[1], 0, 1, 5, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "random integers need low < high, but low is 5 and high is 5; high is never drawn");
    assertThatThrownBy(() -> random.permutation(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a permutation of -1 numbers was asked for");
  }

  @Test
  void refusesHostileStates() {
    TorchRandom random = new TorchRandom(1);
    random.fillNormal(new float[1], 0, 1);
    byte[] good = random.state();
    refused(new byte[0], "it has 0 bytes instead of 5056");
    refused(new byte[5057], "it has 5057 bytes instead of 5056");
    refused(
        new byte[5056],
        "its counters are next word 0, words left 0, seeded 0, which never occur together");
    refused(with(good, 16, 255), "next word 255, words left 621, seeded 1, which never");
    refused(with(good, 11, 128), "words left -2147483027, seeded 1, which never occur together");
    refused(with(good, 23, 128), "which never occur together");
    refused(with(good, 24 + 8 * 7 + 4, 1), "its word 7 is 0x1");
    refused(with(good, 5040, 2), "kept = 2");
    refused(with(with(good, 5031, 127), 5030, 255), "the normal it keeps back is");
    byte[] zeros = good.clone();
    Arrays.fill(zeros, 24, 5016, (byte) 0);
    refused(zeros, "all its words are zero, so that it would give zeros for ever");
    random.state(good);
    assertThat(random.state()).isEqualTo(good);
  }

  private static byte[] with(byte[] state, int index, int value) {
    byte[] changed = state.clone();
    changed[index] = (byte) value;
    return changed;
  }

  private static void refused(byte[] state, String why) {
    TorchRandom random = new TorchRandom(77);
    byte[] before = random.state();
    assertThatThrownBy(() -> random.state(state))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("this is no state of a TorchRandom: ")
        .hasMessageContaining(why);
    assertThat(random.state()).isEqualTo(before);
  }

  static List<String> lines(String resource) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(TorchRandomTest.class.getResourceAsStream(resource)),
                UTF_8))) {
      return reader.lines().filter(line -> !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
