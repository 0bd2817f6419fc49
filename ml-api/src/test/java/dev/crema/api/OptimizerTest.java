package dev.crema.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.crema.tensor.Autograd;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every optimizer has from its base class, seen through one with momentum. */
class OptimizerTest {
  private final Parameter a = new Parameter(Tensor.of(1.0, 2.0));
  private final Parameter b = new Parameter(Tensor.of(3.0));

  private static void gradient(Parameter parameter, double... values) {
    parameter.setGrad(Tensor.of(values).reshape(parameter.shape().toArray()));
  }

  @Test
  void aStepFollowsTheGradient() {
    Momentum optimizer = new Momentum(List.of(a, b), 0.1, 0.5);
    gradient(a, 1, 10);
    gradient(b, 2);
    optimizer.step();
    assertThat(a.toDoubles()).containsExactly(0.9, 1.0);
    assertThat(b.toDoubles()).containsExactly(2.8);
    optimizer.step();
    assertThat(a.toDoubles()[0]).isCloseTo(0.9 - 0.1 * 1.5, within(1e-15));
    assertThat(optimizer.state(a).step()).isEqualTo(2);
  }

  @Test
  void parametersWithoutAGradientAreLeftAlone() {
    Momentum optimizer = new Momentum(List.of(a, b), 0.1, 0.5);
    gradient(a, 1, 1);
    optimizer.step();
    assertThat(b.toDoubles()).containsExactly(3);
    assertThat(optimizer.state(b).step()).isZero();
    assertThat(optimizer.state(b).find("momentum_buffer")).isNull();
    optimizer.zeroGrad();
    assertThat(a.grad()).isNull();
  }

  @Test
  void stepsAreNotRecorded() {
    Momentum optimizer =
        new Momentum(List.of(a), 0.1, 0.5) {
          @Override
          protected void update(
              Parameter parameter, Tensor gradient, ParameterState state, ParameterGroup group) {
            assertThat(Autograd.isRecording()).isFalse();
            super.update(parameter, gradient, state, group);
          }
        };
    gradient(a, 1, 1);
    optimizer.step();
    assertThat(Autograd.isRecording()).isTrue();
    assertThat(a.isLeaf()).isTrue();
  }

  @Test
  void aClosureIsEvaluatedBeforeTheStep() {
    Momentum optimizer = new Momentum(List.of(b), 0.5, 0);
    Tensor loss =
        optimizer.step(
            () -> {
              optimizer.zeroGrad();
              Tensor square = b.square().sum();
              square.backward();
              return square;
            });
    assertThat(loss.item()).isEqualTo(9);
    assertThat(b.item()).isZero();
  }

  @Test
  void groupsHaveTheirOwnOptions() {
    ParameterGroup slow = new ParameterGroup(List.of(a), new Momentum.Options(0.1, 0, false));
    ParameterGroup fast = new ParameterGroup(List.of(b), new Momentum.Options(1, 0, false));
    Momentum optimizer = new Momentum(List.of(slow, fast));
    gradient(a, 1, 1);
    gradient(b, 1);
    optimizer.step();
    assertThat(a.toDoubles()).containsExactly(0.9, 1.9);
    assertThat(b.toDoubles()).containsExactly(2);
    optimizer.learningRate(0.5);
    assertThat(optimizer.groups()).extracting(ParameterGroup::learningRate).containsOnly(0.5);
    assertThat(slow.initialLearningRate()).isEqualTo(0.5);
    assertThat(optimizer.learningRate()).isEqualTo(0.5);
  }

  @Test
  void oneOptionOfAGroupCanBeSet() {
    ParameterGroup group = new ParameterGroup(List.of(a), new Momentum.Options(0.1, 0, false));
    group.set("momentum", 0.9);
    group.set("nesterov", 1);
    assertThat(group.options(Momentum.Options.class))
        .isEqualTo(new Momentum.Options(0.1, 0.9, true));
    assertThat(group.get("momentum")).isEqualTo(0.9);
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> group.set("betas", 1))
        .withMessage("Options has no number 'betas', only learning_rate, momentum, nesterov");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> group.set("momentum", -1))
        .withMessage("momentum -1.0 is negative");
  }

  private record Whole(double learningRate, int history, long seed, String search)
      implements OptimizerOptions {}

  @Test
  void wholeNumbersStayWholeAndTextsStayAsTheyAre() {
    ParameterGroup group = new ParameterGroup(List.of(a), new Whole(1, 2, 3, "wolfe"));
    group.set("history", 10);
    group.set("seed", 1L << 40);
    assertThat(group.options()).isEqualTo(new Whole(1, 10, 1L << 40, "wolfe"));
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> group.get("search"))
        .withMessage("Whole has no number 'search', only learning_rate, history, seed");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void badLearningRatesAreRefused(double rate) {
    String message = "learning rate " + rate + ": give a finite number, 0 or greater";
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> new Momentum(List.of(a), rate, 0))
        .withMessage(message);
    Momentum optimizer = new Momentum(List.of(a), 0.1, 0);
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> optimizer.learningRate(rate))
        .withMessage(message);
  }

  @Test
  void noParametersAndRepeatedOnesAreRefused() {
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> new Momentum(List.of(), 0.1, 0))
        .withMessage("Momentum was given no parameters: does the model have any?");
    a.named("hidden.weight");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> new Momentum(List.of(a, b, a), 0.1, 0))
        .withMessage(
            "parameter hidden.weight of shape (2,) was given to Momentum twice: a parameter belongs"
                + " to one group");
    Momentum optimizer = new Momentum(List.of(a), 0.1, 0);
    ParameterGroup again = new ParameterGroup(List.of(b, a), new Momentum.Options(0.1, 0, false));
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> optimizer.addParameterGroup(again));
    assertThat(optimizer.groups()).hasSize(1);
    optimizer.addParameterGroup(
        new ParameterGroup(List.of(b), new Momentum.Options(0.1, 0, false)));
    assertThat(optimizer.groups()).hasSize(2);
  }

  @Test
  void theStateGoesOnWhereItStopped() {
    Momentum one = new Momentum(List.of(a, b), 0.1, 0.9);
    gradient(a, 1, 2);
    one.step();
    one.groups().getFirst().initialLearningRate(0.1);
    one.learningRate(0.05);
    SequencedMap<String, Tensor> saved = one.stateDict();
    assertThat(saved.keySet())
        .containsExactly(
            "state.0.step",
            "state.0.momentum_buffer",
            "groups.0.parameters",
            "groups.0.learning_rate",
            "groups.0.initial_learning_rate",
            "groups.0.options.learning_rate",
            "groups.0.options.momentum",
            "groups.0.options.nesterov");
    Parameter copy = new Parameter(a);
    Momentum other = new Momentum(List.of(copy, new Parameter(b)), 7, 0);
    other.loadStateDict(saved);
    assertThat(other.learningRate()).isEqualTo(0.05);
    assertThat(other.groups().getFirst().initialLearningRate()).isEqualTo(0.1);
    gradient(a, 3, 4);
    gradient(copy, 3, 4);
    one.step();
    other.step();
    assertThat(copy.toDoubles()).isEqualTo(a.toDoubles());
    assertThat(other.state(copy).step()).isEqualTo(2);
    assertThat(saved.get("state.0.step").itemLong()).isEqualTo(1);
  }

  @Test
  void aStateThatDoesNotFitIsRefusedAsAWhole() {
    Momentum optimizer = new Momentum(List.of(a, b), 0.1, 0.9);
    SequencedMap<String, Tensor> state = optimizer.stateDict();
    state.put("groups.0.parameters", Tensor.of(3.0));
    state.remove("groups.0.options.momentum");
    state.put("groups.0.learning_rate", Tensor.of(1.0, 2.0));
    state.put("state.1.momentum_buffer", Tensor.of(1.0));
    state.put("state.5.step", Tensor.of(1L));
    state.put("groups.1.parameters", Tensor.of(1.0));
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> optimizer.loadStateDict(state))
        .withMessage(
            """
            Momentum cannot load this state, and nothing of it was loaded:
              groups.0 has 2 parameters here and 3 in the state
              not a number: groups.0.learning_rate has shape (2,)
              missing: groups.0.options.momentum
              missing: state.1.step, the number of updates made
              unexpected: state.5.step
              unexpected: groups.1.parameters\
            """);
    assertThat(optimizer.state(b).find("momentum_buffer")).isNull();
  }

  @Test
  void numbersThatTheOptionsRefuseAreRefusedBeforeAnythingIsLoaded() {
    Momentum optimizer =
        new Momentum(
            List.of(
                new ParameterGroup(List.of(a), new Momentum.Options(0.1, 0, false)),
                new ParameterGroup(List.of(b), new Momentum.Options(0.1, 0, false))));
    SequencedMap<String, Tensor> state = optimizer.stateDict();
    state.put("groups.0.learning_rate", Tensor.of(0.7));
    state.put("groups.1.options.momentum", Tensor.of(-1.0));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> optimizer.loadStateDict(state))
        .withMessage("momentum -1.0 is negative");
    assertThat(optimizer.learningRate()).isEqualTo(0.1);
  }

  @Test
  void tensorsOfAnyShapeCanBeKept() {
    ParameterState state = new Momentum(List.of(a), 0.1, 0).state(a);
    state.put("history", Tensor.zeros(3, 2));
    state.put("history", Tensor.zeros(4, 2));
    assertThat(state.find("history").shape().toArray()).containsExactly(4, 2);
    state.remove("history");
    assertThat(state.find("history")).isNull();
  }

  @Test
  void aStrangersStateIsRefused() {
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> new Momentum(List.of(a), 0.1, 0).state(b.named("other")))
        .withMessage("parameter other is not one of this optimizer's");
  }
}
