package dev.crema.train;

import dev.crema.api.Batch;
import dev.crema.api.Batches;
import dev.crema.api.Loss;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.random.TorchRandom;
import java.util.ArrayList;
import java.util.List;

/** Data and losses for the tests. */
final class TestData {
  static final Loss SQUARED = (prediction, target) -> prediction.sub(target).square().mean();

  static final Loss CROSS_ENTROPY =
      (scores, classes) -> scores.logSoftmax(1).gather(1, classes.unsqueeze(1)).mean().neg();

  private TestData() {}

  /** Exclusive or in batches of 4, in an order that depends on the epoch. */
  static Batches xor(int batches) {
    return new Batches() {
      @Override
      public Iterable<Batch> epoch(int epoch) {
        TorchRandom random = new TorchRandom(100 + epoch);
        List<Batch> made = new ArrayList<>();
        for (int b = 0; b < batches; b++) {
          float[] x = new float[8];
          float[] y = new float[4];
          int[] order = random.permutation(4);
          for (int i = 0; i < 4; i++) {
            x[2 * i] = order[i] & 1;
            x[2 * i + 1] = order[i] >> 1;
            y[i] = (order[i] & 1) ^ (order[i] >> 1);
          }
          made.add(new Batch(Tensor.of(x, 4, 2), Tensor.of(y, 4, 1)));
        }
        return made;
      }

      @Override
      public long count() {
        return batches;
      }
    };
  }

  /** Batches of one sample each: the inputs (1, 1) and targets (1, 1) given. */
  static Batches pairs(float... inputsAndTargets) {
    List<Batch> made = new ArrayList<>();
    for (int i = 0; i < inputsAndTargets.length; i += 2) {
      made.add(
          new Batch(
              Tensor.of(new float[] {inputsAndTargets[i]}, 1, 1),
              Tensor.of(new float[] {inputsAndTargets[i + 1]}, 1, 1)));
    }
    return Batches.of(made);
  }

  /** {@code y = w x}, with this weight and no bias. */
  static Dense line(double weight) {
    Dense dense = new Dense(Tensor.full(weight, 1, 1), Tensor.zeros(1));
    dense.bias.requiresGrad(false);
    return dense;
  }
}
