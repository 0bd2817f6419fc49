package dev.crema.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crema.api.Batch;
import dev.crema.api.Batches;
import dev.crema.api.Loss;
import dev.crema.api.Module;
import dev.crema.tensor.Crema;
import dev.crema.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the guard finds what is not finite. */
class NanGuardTest {

  /** A model of three layers of which the one in the middle may divide by 0. */
  private static final class Dividing extends Module {
    private final Dense first = new Dense(2, 3);
    private final Reciprocal middle = new Reciprocal();
    private final Dense last = new Dense(3, 1);

    @Override
    protected Tensor forward(Tensor x) {
      return last.apply(middle.apply(first.apply(x)));
    }
  }

  private static final class Reciprocal extends Module {
    @Override
    protected Tensor forward(Tensor x) {
      return x.add(Tensor.rand(1).mul(0.0)).reciprocal();
    }
  }

  private static final Batch GOOD = new Batch(Tensor.ones(2, 2), Tensor.ones(2, 1));

  private static DefaultTrainer trainer(Module model, Loss loss, double rate) {
    return DefaultTrainer.builder(model, loss, new Momentum(model.parameters(), rate, 0))
        .listeners(new NanGuard())
        .build();
  }

  @Test
  void theLayerIsNamedAndTheWeightsAreThoseOfTheStepBefore() {
    Dividing model = new Dividing();
    Batch zero = new Batch(Tensor.zeros(2, 2), Tensor.ones(2, 1));
    Tensor before = model.first.weight.snapshot();
    // the bias of the first layer is 0, so that zeros come out of it
    Crema.manualSeed(1);
    Tensor.rand(1);
    byte[] afterOneForwardPass = Crema.generator().state();
    Crema.manualSeed(1);
    assertThatThrownBy(() -> trainer(model, TestData.SQUARED, 1e-3).fit(Batches.of(List.of(zero))))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("in listener dev.crema.train.NanGuard")
        .hasMessageContaining("in step 1 (epoch 0) the loss is ")
        .hasMessageContaining("came out of layer 'middle' (Reciprocal)")
        .hasMessageContaining("Lower the learning rate, clip the gradients (ClipGradients)");
    assertThat(model.first.weight.equal(before)).isTrue();
    assertThat(Crema.generator().state()).isEqualTo(afterOneForwardPass);
  }

  @Test
  void aBatchThatIsNotFiniteIsNamed() {
    Dense model = new Dense(2, 1);
    Batch input = new Batch(Tensor.full(Double.NaN, 2, 2), Tensor.ones(2, 1));
    Batch target = new Batch(Tensor.ones(2, 2), Tensor.full(Double.POSITIVE_INFINITY, 2, 1));
    assertThatThrownBy(
            () -> trainer(model, TestData.SQUARED, 1e-3).fit(Batches.of(List.of(GOOD, input))))
        .hasMessageContaining(
            "in step 2 (epoch 0) the loss is NaN. The inputs of the batch are not finite");
    assertThatThrownBy(
            () -> trainer(model, TestData.SQUARED, 1e-3).fit(Batches.of(List.of(target))))
        .hasMessageContaining(
            "The targets of the batch are not finite already. Leave these rows out or fill their"
                + " values in");
  }

  private static void assertStepTwo(double rate, String message) {
    // at 0 the gradient is -2 for the two weights and the bias, so that each becomes 2 * rate
    Dense model = new Dense(Tensor.zeros(1, 2), Tensor.zeros(1));
    assertThatThrownBy(
            () -> trainer(model, TestData.SQUARED, rate).fit(Batches.of(List.of(GOOD, GOOD))))
        .hasMessageContaining("in step 2 (epoch 0) the loss is ")
        .hasMessageContaining(message);
  }

  @Test
  void whatTooGreatARateDoesIsNamed() {
    assertStepTwo(1e39, "Parameter 'weight' is not finite since the step before");
    assertStepTwo(1e38, "came out of the model itself (Dense)");
    assertStepTwo(1e30, "The model's output is finite (6.000000");
  }

  @Test
  void theLossFunctionIsNamedWhereTheModelIsInnocent() {
    Dense model = new Dense(2, 1);
    Loss logOfZero = (prediction, target) -> prediction.mul(0.0).log().mean();
    assertThatThrownBy(() -> trainer(model, logOfZero, 1).fit(Batches.of(List.of(GOOD))))
        .hasMessageContaining("so that the loss function made it of that");
  }

  @Test
  void aGradientThatIsNotFiniteIsNamedEvenIfTheLossIs() {
    Dense model = new Dense(2, 1);
    Loss rootAtZero =
        (prediction, target) -> prediction.sub(prediction.detach()).abs().sqrt().mean();
    assertThatThrownBy(() -> trainer(model, rootAtZero, 1).fit(Batches.of(List.of(GOOD))))
        .hasMessageContaining(
            "the loss is 0.0, but the gradient of parameter 'weight' is not finite");
  }

  @Test
  void finiteTrainingsGoOn() {
    Dense model = new Dense(2, 1);
    assertThat(trainer(model, TestData.SQUARED, 0.1).fit(Batches.of(List.of(GOOD))).epochs())
        .hasSize(10);
  }
}
