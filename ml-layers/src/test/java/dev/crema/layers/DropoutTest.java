package dev.crema.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.crema.tensor.Crema;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.random.Philox;
import dev.crema.tensor.random.TorchRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 0.9})
  void keepsAShareAndScalesIt(double p) {
    Crema.manualSeed(3);
    int n = 100_000;
    float[] y = new Dropout(p).apply(Tensor.full(2, n)).toFloats();
    int kept = 0;
    for (float value : y) {
      assertThat(value).isIn(0f, 2 * (float) (1 / (1 - p)));
      kept += value == 0 ? 0 : 1;
    }
    assertThat((double) kept / n).isCloseTo(1 - p, within(4 * Math.sqrt(p * (1 - p) / n)));
  }

  /** The mask is what Philox itself says of the key that the generator gives. */
  @Test
  void theMaskIsAFunctionOfTheKey() {
    Crema.manualSeed(17);
    float[] y = new Dropout(0.4).apply(Tensor.ones(6, 7)).toFloats();
    long[] key = new long[1];
    new TorchRandom(17).fillIntegers(key, 0, 1, Long.MIN_VALUE, Long.MAX_VALUE);
    float[] uniform = new float[42];
    Philox.of(key[0], 0, 0).fillUniform(uniform, 0, 42);
    for (int i = 0; i < 42; i++) {
      assertThat(y[i] != 0).isEqualTo(uniform[i] >= 0.4f);
    }
  }

  @Test
  void theGradientPassesThroughTheSameMask() {
    Tensor x = Tensor.randn(50).requiresGrad(true);
    Tensor y = new Dropout(0.5).apply(x);
    y.sum().backward();
    for (int i = 0; i < 50; i++) {
      assertThat(x.grad().get(i).item()).isEqualTo(y.get(i).item() == 0 ? 0 : 2);
    }
  }

  @Test
  void aSeedRepeatsAllMasks() {
    Tensor x = Tensor.ones(64);
    Crema.manualSeed(1);
    Dropout first = new Dropout();
    Tensor[] once = {first.apply(x), first.apply(x), new Dropout().apply(x)};
    Crema.manualSeed(1);
    Dropout again = new Dropout();
    Tensor[] twice = {again.apply(x), again.apply(x), new Dropout().apply(x)};
    for (int i = 0; i < 3; i++) {
      assertThat(twice[i].equal(once[i])).isTrue();
    }
    assertThat(once[1].equal(once[0])).isFalse();
    assertThat(once[2].equal(once[0])).isFalse();
  }

  @Test
  void aGeneratorPutBackGoesOnWithTheSameMasks() {
    Tensor x = Tensor.ones(64);
    Dropout layer = new Dropout();
    assertThat(layer.stateDict()).isEmpty();
    layer.apply(x);
    byte[] kept = Crema.generator().state();
    Tensor next = layer.apply(x);
    Crema.generator().state(kept);
    assertThat(new Dropout().apply(x).equal(next)).isTrue();
  }

  @Test
  void theMaskIsTheSameInEachDtype() {
    boolean[][] kept = new boolean[3][];
    DType[] dtypes = {DType.FLOAT32, DType.FLOAT64, DType.BFLOAT16};
    for (int i = 0; i < 3; i++) {
      Dropout layer = new Dropout(0.25);
      Crema.manualSeed(8);
      Tensor y = layer.apply(Tensor.ones(dtypes[i], 40));
      assertThat(y.dtype()).isEqualTo(dtypes[i]);
      kept[i] = y.ne(0).toBooleans();
    }
    assertThat(kept[1]).isEqualTo(kept[0]);
    assertThat(kept[2]).isEqualTo(kept[0]);
  }

  @Test
  void evaluationAndZeroGiveTheInputItself() {
    Tensor x = Tensor.randn(5);
    Dropout layer = new Dropout();
    layer.eval();
    assertThat(layer.apply(x)).isSameAs(x);
    assertThat(new Dropout(0).apply(x)).isSameAs(x);
  }

  /** As in PyTorch: nn.Dropout(1.0) of [1, nan] is [0, nan]. */
  @Test
  void oneDropsAll() {
    float[] y = new Dropout(1).apply(Tensor.of(1f, Float.NaN, -3f)).toFloats();
    assertThat(y[0]).isZero();
    assertThat(y[1]).isNaN();
    assertThat(y[2]).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.5, -0.1, Double.NaN})
  void refusesWhatIsNoProbability(double p) {
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> new Dropout(p))
        .withMessage("p of dropout must be from 0 to 1, but was " + p);
  }
}
