package dev.crema.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crema.api.Loss;
import dev.crema.api.Module;
import dev.crema.tensor.Autograd;
import dev.crema.tensor.Crema;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A small model learns exclusive or, with the update written by hand. */
class XorTest {

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3})
  void isLearned(long seed) {
    Crema.manualSeed(seed);
    Tensor x = Tensor.of(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}});
    Tensor y = Tensor.of(new float[][] {{0}, {1}, {1}, {0}});
    Module model = new Sequential(new Linear(2, 8), new Tanh(), new Linear(8, 1));
    Loss loss = new BCEWithLogitsLoss();
    for (int step = 0; step < 1000; step++) {
      model.zeroGrad();
      loss.apply(model.apply(x), y).backward();
      Autograd.noGrad(() -> model.parameters().forEach(XorTest::descend));
    }
    assertThat(model.apply(x).sigmoid().round().toFloats()).containsExactly(0, 1, 1, 0);
    assertThat(loss.apply(model.apply(x), y).item()).isLessThan(0.01);
  }

  private static void descend(Parameter parameter) {
    parameter.assign(parameter.sub(parameter.grad().mul(0.5)));
  }
}
