package dev.crema.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crema.api.Optimizer;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A run that is stopped and goes on ends in the same bits as one that is not. */
class ResumeTest {

  static Stream<Arguments> optimizers() {
    return Stream.of(
        Arguments.of("plain", make(p -> new SGD(p, 0.1)), List.of()),
        Arguments.of(
            "momentum",
            make(p -> new SGD(p, new SGD.Options(0.1).withMomentum(0.9).withDampening(0.1))),
            List.of("momentum_buffer")),
        Arguments.of("adam", make(p -> new Adam(p, 0.05)), List.of("exp_avg", "exp_avg_sq")),
        Arguments.of(
            "amsgrad",
            make(p -> new Adam(p, new Adam.Options(0.05).withAmsgrad(true))),
            List.of("exp_avg", "exp_avg_sq", "max_exp_avg_sq")),
        Arguments.of("adamw", make(p -> new AdamW(p, 0.05)), List.of("exp_avg", "exp_avg_sq")));
  }

  private static Function<List<Parameter>, Optimizer> make(
      Function<List<Parameter>, Optimizer> make) {
    return make;
  }

  private static void walk(Problem problem, Optimizer optimizer, int steps) {
    for (int t = 0; t < steps; t++) {
      problem.backward(1);
      optimizer.step();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("optimizers")
  void goesOnWithTheSameBits(
      String name, Function<List<Parameter>, Optimizer> make, List<String> state) {
    Problem whole = Problem.of("logistic");
    walk(whole, make.apply(whole.parameters()), 20);

    Problem half = Problem.of("logistic");
    Optimizer stopped = make.apply(half.parameters());
    walk(half, stopped, 10);
    SequencedMap<String, Tensor> saved = stopped.stateDict();
    assertThat(saved.keySet().stream().filter(key -> key.startsWith("state.1.")))
        .containsExactlyElementsOf(
            Stream.concat(Stream.of("step"), state.stream()).map(key -> "state.1." + key).toList());

    Optimizer fresh = make.apply(half.parameters());
    fresh.loadStateDict(saved);
    walk(half, fresh, 10);
    assertThat(half.values()).isEqualTo(whole.values());
  }

  @Test
  void withoutItsStateAdamWouldGoElsewhere() {
    Problem whole = Problem.of("logistic");
    walk(whole, new Adam(whole.parameters(), 0.05), 20);
    Problem half = Problem.of("logistic");
    walk(half, new Adam(half.parameters(), 0.05), 10);
    walk(half, new Adam(half.parameters(), 0.05), 10);
    assertThat(half.values()).isNotEqualTo(whole.values());
  }

  @Test
  void settingsAreRestored() {
    Problem problem = Problem.of("quadratic");
    Optimizer first =
        new Adam(problem.parameters(), new Adam.Options(0.3).withBetas(0.5, 0.6).withAmsgrad(true));
    first.learningRate(0.2);
    Optimizer second = new Adam(problem.parameters(), 0.1);
    second.loadStateDict(first.stateDict());
    assertThat(second.learningRate()).isEqualTo(0.2);
    assertThat(second.groups().getFirst().options(Adam.Options.class))
        .isEqualTo(new Adam.Options(0.3).withBetas(0.5, 0.6).withAmsgrad(true));
  }

  @Test
  void float32ParametersStayFloat32() {
    for (Function<List<Parameter>, Optimizer> make :
        List.of(
            make(p -> new SGD(p, new SGD.Options(0.1).withMomentum(0.9).withWeightDecay(0.1))),
            make(p -> new AdamW(p, 0.1)))) {
      Parameter p = new Parameter(Tensor.of(1f, 2f));
      Optimizer optimizer = make.apply(List.of(p));
      for (int t = 0; t < 3; t++) {
        p.setGrad(Tensor.of(0.5f, -0.5f));
        optimizer.step();
      }
      assertThat(p.toFloats()[0]).isLessThan(1f);
      assertThat(optimizer.stateDict().keySet()).anyMatch(key -> key.startsWith("state.0."));
    }
  }
}
