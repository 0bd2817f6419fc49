package dev.crema.api.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names in snake_case, and near misses. */
class WordsTest {

  @ParameterizedTest
  @CsvSource({
    "inProjWeight, in_proj_weight",
    "weightIhL0, weight_ih_l0",
    "weight_ih_l0, weight_ih_l0",
    "conv1, conv1",
    "fc1Out, fc1_out",
    "URLHead, url_head",
    "useHTTP, use_http",
    "numBatchesTracked, num_batches_tracked",
    "W1, w1",
    "dW1, d_w1",
    "x, x",
    "in_Proj, in_proj",
  })
  void snakeCase(String java, String snake) {
    assertThat(Words.snakeCase(java)).isEqualTo(snake);
  }

  @ParameterizedTest
  @CsvSource({
    "liner, linear",
    "Linear, linear",
    "lienar, linear",
    "lr, learning_rate",
    "inFeatures, in_features",
    "in-features, in_features",
    "momentun, momentum",
    "wd, weight_decay",
    "batchnorm2d, batch_norm2d",
    "drop, dropout",
    "zzz,",
    "q,",
    "linearr, linear",
  })
  void nearest(String wrong, String right) {
    List<String> names =
        List.of(
            "batch_norm2d",
            "dropout",
            "in_features",
            "learning_rate",
            "linear",
            "momentum",
            "weight_decay");
    assertThat(Words.nearest(wrong, names)).isEqualTo(right);
  }

  @Test
  void nearestOfNothing() {
    assertThat(Words.nearest("anything", List.of())).isNull();
    assertThat(Words.nearest("q", List.of("x"))).isNull();
    assertThat(Words.nearest("", List.of("x"))).isNull();
  }

  @ParameterizedTest
  @CsvSource({"kitten, sitting, 3", "abc, abc, 0", "ab, ba, 1", "'', abc, 3", "abc, '', 3"})
  void editDistance(String a, String b, int distance) {
    assertThat(Words.editDistance(a, b)).isEqualTo(distance);
  }
}
