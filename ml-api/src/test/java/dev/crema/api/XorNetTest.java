package dev.crema.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crema.tensor.Crema;
import dev.crema.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** The contracts together: the model of the architecture page learns exclusive or. */
class XorNetTest {

  @Test
  void learnsExclusiveOr() {
    Crema.manualSeed(1);
    Tensor x = Tensor.of(new float[] {0, 0, 0, 1, 1, 0, 1, 1}, 4, 2);
    Tensor y = Tensor.of(new float[] {0, 1, 1, 0}, 4, 1);
    XorNet net = new XorNet();
    Loss squared = (prediction, target) -> prediction.sub(target).square().mean();
    Optimizer optimizer = new Momentum(net.parameters(), 0.1, 0.9);
    for (int i = 0; i < 500; i++) {
      optimizer.zeroGrad();
      squared.apply(net.apply(x), y).backward();
      optimizer.step();
    }
    assertThat(net.apply(x).gt(0.5).toBooleans()).containsExactly(false, true, true, false);
    assertThat(squared.apply(net.apply(x), y).item()).isLessThan(0.01);
  }
}
