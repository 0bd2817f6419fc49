package dev.crema.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.verifyNoMoreInteractions;

import dev.crema.api.Batch;
import dev.crema.api.Batches;
import dev.crema.api.Loss;
import dev.crema.api.Module;
import dev.crema.api.TrainingListener;
import dev.crema.tensor.DType;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.slf4j.Logger;

/** The mistakes that a trainer warns of, once. */
class WarningsTest {
  private final Logger log = mock(Logger.class);

  private static void fit(
      Module model,
      Loss loss,
      List<Parameter> trained,
      int epochs,
      Batch batch,
      TrainingListener l) {
    DefaultTrainer.builder(model, loss, new Momentum(trained, 0, 0))
        .epochs(epochs)
        .listeners(l)
        .build()
        .fit(Batches.of(List.of(batch, batch)));
  }

  private static final class Forgetful extends Module {
    final Dense used = new Dense(2, 1);
    final Dense unused = new Dense(2, 1);
    final Dense frozen = new Dense(2, 1);

    @Override
    protected Tensor forward(Tensor x) {
      return used.apply(x);
    }
  }

  @Test
  void parametersWithoutGradientAndWithoutOptimizerAreNamedOnce() {
    Forgetful model = new Forgetful();
    model.frozen.freeze();
    Batch batch = new Batch(Tensor.ones(2, 2), Tensor.ones(2, 1));
    List<Parameter> some = List.of(model.used.weight);
    fit(model, TestData.SQUARED, some, 2, batch, new UntrainedParameters(log));
    verify(log)
        .warn(
            contains("the first backward pass gave no gradient to {}"),
            eq((Object) List.of("unused.weight", "unused.bias")));
    verify(log).warn(contains("the optimizer does not have {}"), eq((Object) List.of("used.bias")));
    verifyNoMoreInteractions(log);
  }

  @Test
  void aCompleteModelIsNotWarnedOf() {
    Dense model = new Dense(2, 1);
    Batch batch = new Batch(Tensor.ones(2, 2), Tensor.ones(2, 1));
    fit(model, TestData.SQUARED, model.parameters(), 2, batch, new UntrainedParameters(log));
    verifyNoInteractions(log);
  }

  /** One of three samples is of class 0, two of class 1, and the inputs say nothing. */
  private static Batch prior(boolean floats) {
    Tensor x = Tensor.zeros(3, 2);
    return floats
        ? new Batch(x, Tensor.of(new float[] {0, 1, 1}, 3, 1))
        : new Batch(x, Tensor.of(0L, 1L, 1L));
  }

  @Test
  void aLossAtTheEntropyOfTheClassesIsWarnedOfAfterFiveEpochs() {
    // scores 0 and ln 2 give probabilities 1/3 and 2/3 to each sample
    Dense model = new Dense(Tensor.zeros(2, 2), Tensor.of(0f, 0.6931472f));
    fit(model, TestData.CROSS_ENTROPY, model.parameters(), 4, prior(false), new PriorPlateau(log));
    verifyNoInteractions(log);
    fit(model, TestData.CROSS_ENTROPY, model.parameters(), 9, prior(false), new PriorPlateau(log));
    ArgumentCaptor<String> text = ArgumentCaptor.forClass(String.class);
    verify(log, times(1)).warn(text.capture());
    // -(1/3 ln 1/3 + 2/3 ln 2/3) = 0.6365
    assertThat(text.getValue())
        .startsWith(
            "the loss has been 0.6365 for 5 epochs, which is the entropy of the class frequencies"
                + " (0.6365)");
  }

  @Test
  void zerosAndOnesAreClassesToo() {
    Dense model = new Dense(Tensor.zeros(1, 2), Tensor.of(0.6931472f));
    Loss binary =
        (z, y) -> z.softplus().sub(z.mul(y)).mean(); // cross-entropy of logits: ln(1 + e^z) - yz
    fit(model, binary, model.parameters(), 5, prior(true), new PriorPlateau(log));
    verify(log).warn(contains("which is the entropy of the class frequencies (0.6365)"));
  }

  @Test
  void otherLossesAndTargetsAreNotWarnedOf() {
    Dense flat = new Dense(Tensor.zeros(2, 2), Tensor.zeros(2));
    fit(flat, TestData.CROSS_ENTROPY, flat.parameters(), 9, prior(false), new PriorPlateau(log));
    Dense line = new Dense(2, 1);
    Batch real = new Batch(Tensor.ones(2, 2), Tensor.of(new float[] {0.2f, 5}, 2, 1));
    fit(line, TestData.SQUARED, line.parameters(), 9, real, new PriorPlateau(log));
    verifyNoInteractions(log);
  }

  private static final class Softmaxed extends Module {
    final Dense scores;

    Softmaxed(double... biases) {
      scores = new Dense(Tensor.zeros(3, 2), Tensor.of(biases).to(DType.FLOAT32));
    }

    @Override
    protected Tensor forward(Tensor x) {
      return scores.apply(x).softmax(1);
    }
  }

  private static final Batch CLASSES = new Batch(Tensor.ones(2, 2), Tensor.of(0L, 2L));

  private static final Loss OF_PROBABILITIES =
      (p, t) -> p.gather(1, t.unsqueeze(1)).log().mean().neg();

  @Test
  void aSoftmaxBeforeCrossEntropyIsWarnedOfOnce() {
    Softmaxed model = new Softmaxed(0, 1, -1);
    fit(model, TestData.CROSS_ENTROPY, model.parameters(), 2, CLASSES, new DoubleSoftmax(log));
    verify(log, times(1)).warn(contains("the model gives probabilities"));
    verifyNoMoreInteractions(log);
  }

  @Test
  void equalScoresProveNothingYet() {
    // the loss of equal scores is ln 3 either way; after a step they differ
    Batch batch = new Batch(Tensor.ones(3, 2), Tensor.of(0L, 0L, 2L));
    for (Loss loss : List.of(OF_PROBABILITIES, TestData.CROSS_ENTROPY)) {
      verifyNoInteractions(log);
      Softmaxed model = new Softmaxed(0, 0, 0);
      DefaultTrainer.builder(model, loss, new Momentum(model.parameters(), 1, 0))
          .epochs(2)
          .listeners(new DoubleSoftmax(log))
          .build()
          .fit(Batches.of(List.of(batch)));
    }
    verify(log, times(1)).warn(contains("the model gives probabilities"));
  }

  @Test
  void lossesOfProbabilitiesAndModelsOfLogitsAreNotWarnedOf() {
    Softmaxed model = new Softmaxed(0, 1, -1);
    fit(model, OF_PROBABILITIES, model.parameters(), 1, CLASSES, new DoubleSoftmax(log));
    Dense logits = new Dense(2, 3);
    fit(logits, TestData.CROSS_ENTROPY, logits.parameters(), 1, CLASSES, new DoubleSoftmax(log));
    Batch real = new Batch(Tensor.ones(2, 2), Tensor.ones(2, 3));
    fit(logits, TestData.SQUARED, logits.parameters(), 1, real, new DoubleSoftmax(log));
    verifyNoInteractions(log);
  }
}
