package dev.crema.tensor.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Repeats calls that were made to PyTorch, one a line, and compares what they give. */
final class TorchReplay {
  /** PyTorch's logarithm, sine and cosine are up to a few units off in the last place. */
  private static final int FLOAT_ULPS = 4;

  private static final int DOUBLE_ULPS = 4;

  private final TorchRandom random = new TorchRandom();
  private int compared;

  /** How many lines had something to compare. */
  int compared() {
    return compared;
  }

  void line(String line) {
    int equals = line.indexOf(" =");
    String[] call = (equals < 0 ? line : line.substring(0, equals)).split(" ");
    String[] want = equals < 0 ? new String[0] : words(line.substring(equals + 2));
    compared += equals < 0 ? 0 : 1;
    switch (call[0]) {
      case "seed" -> random.manualSeed(Long.parseLong(call[1]));
      case "skip" -> draw(call[1], call[2], Integer.parseInt(call[3]));
      case "rand", "randn" -> compare(line, draw(call[0], call[1], want.length), want);
      case "randint" -> {
        long[] drawn = new long[want.length];
        random.fillIntegers(
            drawn, 0, drawn.length, Long.parseLong(call[1]), Long.parseLong(call[2]));
        assertThat(drawn)
            .as(line)
            .isEqualTo(Arrays.stream(want).mapToLong(Long::parseLong).toArray());
      }
      case "randperm" ->
          assertThat(random.permutation(Integer.parseInt(call[1])))
              .as(line)
              .isEqualTo(Arrays.stream(want).mapToInt(Integer::parseInt).toArray());
      case "state" -> assertThat(sha256(random.state())).as(line).isEqualTo(want[0]);
      default -> throw new AssertionError(line);
    }
  }

  private Object draw(String kind, String dtype, int n) {
    if (dtype.equals("float32")) {
      float[] drawn = new float[n];
      if (kind.equals("rand")) {
        random.fillUniform(drawn, 0, n);
      } else {
        random.fillNormal(drawn, 0, n);
      }
      return drawn;
    }
    double[] drawn = new double[n];
    if (kind.equals("rand")) {
      random.fillUniform(drawn, 0, n);
    } else {
      random.fillNormal(drawn, 0, n);
    }
    return drawn;
  }

  private static void compare(String line, Object drawn, String[] want) {
    boolean exact = line.startsWith("rand ");
    for (int i = 0; i < want.length; i++) {
      if (drawn instanceof float[] floats) {
        float wanted = Float.intBitsToFloat(Integer.parseUnsignedInt(want[i], 16));
        double allowed = exact ? 0 : FLOAT_ULPS * Math.ulp(wanted);
        assertThat(Math.abs(floats[i] - wanted)).as(line).isLessThanOrEqualTo((float) allowed);
      } else {
        double got = ((double[]) drawn)[i];
        double wanted = Double.longBitsToDouble(Long.parseUnsignedLong(want[i], 16));
        double allowed = exact ? 0 : DOUBLE_ULPS * Math.ulp(wanted);
        assertThat(Math.abs(got - wanted)).as(line).isLessThanOrEqualTo(allowed);
      }
    }
  }

  private static String[] words(String text) {
    return text.isBlank() ? new String[0] : text.strip().split(" ");
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
