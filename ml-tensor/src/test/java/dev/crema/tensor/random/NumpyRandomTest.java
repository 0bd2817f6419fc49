package dev.crema.tensor.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The streams of NumPy's RandomState, recorded with NumPy 1.24. */
class NumpyRandomTest {
  private static final double[] P = {0.1, 0.2, 0.3, 0.4};

  static List<JsonNode> streams() throws IOException {
    try (InputStream in = NumpyRandomTest.class.getResourceAsStream("/golden/numpy_random.json")) {
      JsonNode cases = JsonMapper.shared().readTree(Objects.requireNonNull(in)).get("cases");
      return StreamSupport.stream(cases.spliterator(), false)
          .filter(each -> each.get("id").asString().startsWith("randomstate"))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("streams")
  void uniformsAndIntegersAreEqualToTheBit(JsonNode golden) {
    long seed = golden.get("seed").asLong();
    equal(new NumpyRandom(seed).rand(10), golden.get("rand_10"));
    equal(new NumpyRandom(seed).random(3), golden.get("random_sample_3"));
    equal(new NumpyRandom(seed).random(2, 2), golden.get("random_2x2"));
    equal(new NumpyRandom(seed).uniform(-2, 3, 6), golden.get("uniform_-2_3"));
    equal(new NumpyRandom(seed).randint(0, 10, 12), golden.get("randint_0_10"));
    equal(new NumpyRandom(seed).randint(0, 2, 12), golden.get("randint_0_2"));
    equal(new NumpyRandom(seed).randint(-5, 100_000, 8), golden.get("randint_-5_100000"));
    equal(new NumpyRandom(seed).randint(0, 1L << 40, 4), golden.get("randint_0_2**40"));
    equal(new NumpyRandom(seed).randint(1, 7, 10), golden.get("random_integers_1_6"));
    equal(new NumpyRandom(seed).choice(2, 20), golden.get("choice_0_1_size20"));
    equal(new NumpyRandom(seed).choice(10, 5), golden.get("choice_10_size5"));
    equal(new NumpyRandom(seed).choice(P, 10), golden.get("choice_p"));
    Tensor different = Tensor.of(new NumpyRandom(seed).sample(10, 5)).to(DType.INT64);
    equal(different, golden.get("choice_10_size5_noreplace"));
    NumpyRandom late = new NumpyRandom(seed);
    late.rand(1000);
    equal(late.rand(3), golden.get("after_1000_rand"));
  }

  @ParameterizedTest
  @MethodSource("streams")
  void ordersAreEqual(JsonNode golden) {
    long seed = golden.get("seed").asLong();
    equal(integers(new NumpyRandom(seed).permutation(10)), golden.get("permutation_10"));
    int[] twelve = IntStream.range(0, 12).toArray();
    new NumpyRandom(seed).shuffle(twelve);
    equal(integers(twelve), golden.get("shuffle_arange12"));
    Tensor rows = Tensor.arange(10).reshape(5, 2);
    equal(new NumpyRandom(seed).permutation(rows), golden.get("shuffle_rows_5x2"));
  }

  @ParameterizedTest
  @MethodSource("streams")
  void normalsAreEqualToTwoUlp(JsonNode golden) {
    long seed = golden.get("seed").asLong();
    near(new NumpyRandom(seed).randn(11), golden.get("randn_11"));
    near(new NumpyRandom(seed).randn(4, 2), golden.get("randn_4x2"));
    near(new NumpyRandom(seed).normal(1, 0.5, 6), golden.get("normal_1_0.5"));
    double[] many = new NumpyRandom(seed).randn(100_000).toDoubles();
    JsonNode moments = golden.get("randn_100000_sum_mean_std");
    assertThat(Arrays.stream(many).sum())
        .isCloseTo(moments.get(0).asDouble(), org.assertj.core.api.Assertions.within(1e-8));
  }

  /** The normal kept back outlives draws of other kinds. */
  @ParameterizedTest
  @MethodSource("streams")
  void oneGeneratorServesCallsOfAllKinds(JsonNode golden) {
    NumpyRandom random = new NumpyRandom(golden.get("seed").asLong());
    JsonNode values = golden.get("sequence").get("values");
    near(random.randn(3), values.get(0));
    equal(random.rand(2), values.get(1));
    near(random.randn(2), values.get(2));
    equal(random.randint(0, 10, 5), values.get(3));
    equal(random.rand(1), values.get(4));
    near(random.randn(1), values.get(5));
    equal(integers(random.permutation(8)), values.get(6));
  }

  @Test
  void goesBackToAState() {
    NumpyRandom random = new NumpyRandom(7);
    random.randn(3);
    byte[] state = random.state();
    double[] first = random.randn(5).toDoubles();
    NumpyRandom other = new NumpyRandom(0);
    other.state(state);
    assertThat(other.randn(5).toDoubles()).isEqualTo(first);
    assertThat(other.initialSeed()).isEqualTo(7);
    assertThat(other.manualSeed(7).randn(3).toDoubles())
        .isEqualTo(new NumpyRandom(7).randn(3).toDoubles());
  }

  @Test
  void servesWhereAGeneratorIsAskedFor() {
    float[] floats = new float[4];
    new NumpyRandom(42).fillUniform(floats, 1, 2);
    assertThat(floats).containsExactly(0, 0.37454012f, 0.9507143f, 0);
    new NumpyRandom(2).fillNormal(floats, 0, 1);
    assertThat(floats[0]).isEqualTo(-0.41675785f);
  }

  @Test
  void refusesWhatItCannotDraw() {
    assertThatThrownBy(() -> new NumpyRandom(-1))
        .isInstanceOf(CremaException.class)
        .hasMessageContaining("seed -1");
    assertThatThrownBy(() -> new NumpyRandom(1).randint(3, 3, 1))
        .isInstanceOf(CremaException.class)
        .hasMessageContaining("low < high");
    assertThatThrownBy(() -> new NumpyRandom(1).sample(3, 4))
        .isInstanceOf(CremaException.class)
        .hasMessageContaining("4 different numbers of 3");
    assertThatThrownBy(() -> new NumpyRandom(1).choice(new double[] {0.5, 0.4}, 1))
        .isInstanceOf(CremaException.class)
        .hasMessageContaining("add up to 1");
  }

  private static Tensor integers(int[] values) {
    return Tensor.of(values).to(DType.INT64);
  }

  private static double[] data(JsonNode golden) {
    return StreamSupport.stream(golden.get("data").spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  private static void equal(Tensor got, JsonNode golden) {
    assertThat(got.dtype().toString()).isEqualTo(golden.get("dtype").asString());
    assertThat(got.shape().toArray()).isEqualTo(shape(golden));
    assertThat(got.toDoubles()).isEqualTo(data(golden));
  }

  private static void near(Tensor got, JsonNode golden) {
    assertThat(got.shape().toArray()).isEqualTo(shape(golden));
    double[] values = got.toDoubles();
    double[] expected = data(golden);
    for (int i = 0; i < values.length; i++) {
      double ulps = Math.abs(values[i] - expected[i]) / Math.ulp(expected[i]);
      assertThat(ulps).as("%s and %s", values[i], expected[i]).isLessThanOrEqualTo(2);
    }
  }

  private static int[] shape(JsonNode golden) {
    return StreamSupport.stream(golden.get("shape").spliterator(), false)
        .mapToInt(JsonNode::asInt)
        .toArray();
  }
}
