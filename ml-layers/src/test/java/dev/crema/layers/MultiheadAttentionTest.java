package dev.crema.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.crema.functional.AttentionOptions;
import dev.crema.tensor.Crema;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.GradCheck;
import dev.crema.tensor.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What torch.nn.MultiheadAttention(6, 2) gives after torch.manual_seed(3). */
class MultiheadAttentionTest {
  private static final AttentionOptions ALL = AttentionOptions.DEFAULT;

  @BeforeEach
  void seed() {
    Crema.manualSeed(3);
  }

  private static Tensor input(int length, int factor, int modulus, double less) {
    Tensor x = Tensor.arange(length * 6L).mul(factor).remainder(modulus).to(DType.FLOAT32);
    return x.div(10).sub(less).reshape(length, 1, 6);
  }

  private static final Tensor QUERIES = input(4, 37, 19, 0.9);
  private static final Tensor KEYS = input(3, 23, 17, 0.8);

  private static void begins(Tensor y, double... expected) {
    float[] values = y.detach().contiguous().toFloats();
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) values[i]).isCloseTo(expected[i], within(2e-7));
    }
  }

  @Test
  void beginsAndAttendsAsInPyTorch() {
    MultiheadAttention layer = new MultiheadAttention(6, 2);
    assertThat(layer.stateDict().keySet())
        .containsExactly("in_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias");
    begins(
        layer.apply(QUERIES),
        -0.02757425792515278,
        -0.004659123253077269,
        -0.0865495428442955,
        0.05633864179253578,
        -0.04895525798201561,
        -0.10784896463155746);
    begins(
        layer.apply(QUERIES, KEYS, KEYS, ALL),
        0.02724960446357727,
        -0.04149801284074783,
        0.16174587607383728,
        -0.11784782260656357,
        -0.11538906395435333,
        -0.012747645378112793);
  }

  @Test
  void masksHideKeys() {
    MultiheadAttention layer = new MultiheadAttention(6, 2);
    boolean[][] seen = {
      {true, true, false}, {false, true, true}, {true, false, false}, {false, false, true}
    };
    begins(
        layer.apply(QUERIES, KEYS, KEYS, ALL.withMask(Tensor.of(seen))),
        -0.27837368845939636,
        0.15135791897773743,
        0.17464366555213928,
        -0.1406860649585724,
        -0.355574369430542,
        -0.25435203313827515);
  }

  @Test
  void theBatchMayComeFirstOrBeMissing() {
    Tensor y = new MultiheadAttention(6, 2).apply(QUERIES);
    Crema.manualSeed(3);
    MultiheadAttention first =
        new MultiheadAttention(new MultiheadAttention.Config(6, 2, 0, true, true, DType.FLOAT32));
    assertThat(first.apply(QUERIES.transpose(0, 1)).equal(y.transpose(0, 1))).isTrue();
    assertThat(first.apply(QUERIES.squeeze(1)).equal(y.squeeze(1))).isTrue();
  }

  @Test
  void gradients() {
    MultiheadAttention layer =
        new MultiheadAttention(new MultiheadAttention.Config(4, 2, 0, false, false, DType.FLOAT64));
    Tensor x = Tensor.randn(3, 2, 4).to(DType.FLOAT64);
    Tensor other = Tensor.randn(2, 2, 4).to(DType.FLOAT64);
    GradCheck.Report report =
        GradCheck.check(in -> layer.apply(in[0], in[1], in[1], ALL), x, other)
            .and(GradCheck.checkSecond(in -> layer.apply(in[0]), x));
    assertThat(report.worst()).isLessThan(1e-7);
  }

  @Test
  void refusals() {
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> new MultiheadAttention(7, 2))
        .withMessage("multihead_attention: embed_dim 7 cannot be divided evenly among num_heads 2");
    MultiheadAttention layer = new MultiheadAttention(6, 2);
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> layer.apply(Tensor.zeros(3, 1, 5)))
        .withMessageContaining(
            "multihead_attention: expects queries (length, batch, 6), or without the batch in all"
                + " inputs, was given shape (3, 1, 5)");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> layer.apply(QUERIES, KEYS, KEYS.squeeze(1), ALL))
        .withMessageContaining("expects values (length, batch, 6)");
  }
}
