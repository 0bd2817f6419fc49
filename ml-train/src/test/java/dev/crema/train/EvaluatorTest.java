package dev.crema.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crema.api.Batch;
import dev.crema.api.Batches;
import dev.crema.api.Module;
import dev.crema.tensor.Autograd;
import dev.crema.tensor.Crema;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Evaluation and prediction. */
class EvaluatorTest {

  @Test
  void measuresLossAndMetricsOverAllSamples() {
    // y = 2x: errors 1, -2, 3
    Batches data = TestData.pairs(1, 1, 2, 6, 3, 3);
    Evaluator evaluator =
        new Evaluator(TestData.line(2), TestData.SQUARED, List.of(new MeanAbsoluteError()));
    assertThat(evaluator.evaluate(data))
        .isEqualTo(Map.of("loss", 14 / 3.0, "mean_absolute_error", 2.0));
    assertThat(evaluator.evaluate(data).keySet()).containsExactly("loss", "mean_absolute_error");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> evaluator.evaluate(Batches.of(List.of())))
        .withMessage("evaluate: the data gave no batch in epoch 0");
  }

  @Test
  void neitherModeNorGeneratorNorGradientsAreTouched() {
    NoisyNet model = new NoisyNet();
    model.train();
    model.hidden.eval();
    Crema.manualSeed(5);
    byte[] generator = Crema.generator().state();
    List<Boolean> recording = new ArrayList<>();
    model.registerForwardHook(
        (module, inputs, output) -> {
          recording.add(Autograd.isRecording() || output.requiresGrad() || module.isTraining());
          return null;
        });
    Evaluator evaluator = new Evaluator(model, TestData.SQUARED, List.of());
    evaluator.evaluate(TestData.xor(3));
    evaluator.predict(Tensor.zeros(5, 2), 2);
    assertThat(recording).hasSize(6).containsOnly(false);
    assertThat(model.isTraining()).isTrue();
    assertThat(model.hidden.isTraining()).isFalse();
    assertThat(model.output.isTraining()).isTrue();
    assertThat(Crema.generator().state()).isEqualTo(generator);
    assertThat(model.hidden.weight.grad()).isNull();
  }

  @Test
  void theModeComesBackAfterAFailure() {
    NoisyNet model = new NoisyNet();
    Evaluator evaluator = new Evaluator(model, TestData.SQUARED, List.of());
    Batch wrong = new Batch(Tensor.zeros(1, 7), Tensor.zeros(1, 1));
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> evaluator.evaluate(Batches.of(List.of(wrong))));
    assertThat(model.isTraining()).isTrue();
  }

  @Test
  void predictionsAreJoinedInOrder() {
    NoisyNet model = new NoisyNet();
    Tensor inputs = Tensor.randn(10, 2);
    Evaluator evaluator = new Evaluator(model, TestData.SQUARED, List.of());
    Tensor whole = evaluator.predict(inputs, 100);
    for (int rows : new int[] {1, 3, 5, 9, 10}) {
      assertThat(evaluator.predict(inputs, rows).equal(whole)).isTrue();
    }
    assertThat(whole.requiresGrad()).isFalse();
    DefaultTrainer trainer =
        DefaultTrainer.builder(model, TestData.SQUARED, new Adam(model.parameters(), 0.1))
            .predictionBatch(4)
            .build();
    assertThat(trainer.predict(inputs).equal(whole)).isTrue();
  }

  private static final class Total extends Module {
    @Override
    protected Tensor forward(Tensor x) {
      return x.sum();
    }
  }

  @Test
  void outputsThatCannotBeJoinedAreRefused() {
    Evaluator evaluator = new Evaluator(new Total(), TestData.SQUARED, List.of());
    assertThat(evaluator.predict(Tensor.ones(3, 2), 3).item()).isEqualTo(6);
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> evaluator.predict(Tensor.ones(3, 2), 2))
        .withMessageStartingWith(
            "predict: for 2 samples the model gave shape (); only one output a sample along axis 0"
                + " can be joined");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> evaluator.predict(Tensor.zeros(), 2))
        .withMessageStartingWith("predict: inputs of shape () have no axis of samples");
  }
}
