package dev.crema.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.crema.api.Optimizer;
import dev.crema.api.Schedule;
import dev.crema.api.plugin.Plugins;
import dev.crema.tensor.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Twenty steps in float64 beside PyTorch's. */
class TrajectoryTest {
  private static final Set<String> OPTIMIZERS = Set.of("SGD", "Adam", "AdamW");
  private static final int STEPS = 20;

  static Stream<String> ids() {
    return Golden.cases("optimisers.json").stream()
        .filter(c -> c.has("optimizer") && OPTIMIZERS.contains(c.get("optimizer").asString()))
        .map(c -> c.get("id").asString());
  }

  private static JsonNode find(String id) {
    return Golden.cases("optimisers.json").stream()
        .filter(c -> c.get("id").asString().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** The optimizer as a model file would ask for it. */
  private static Optimizer optimizer(JsonNode golden, List<Parameter> parameters) {
    Map<String, Object> options = new HashMap<>();
    for (Map.Entry<String, JsonNode> param : golden.get("params").properties()) {
      JsonNode value = param.getValue();
      switch (param.getKey()) {
        case "lr" -> options.put("learning_rate", value.asDouble());
        case "betas" -> {
          options.put("beta1", value.get(0).asDouble());
          options.put("beta2", value.get(1).asDouble());
        }
        default -> options.put(param.getKey(), value.asString());
      }
    }
    String name = golden.get("optimizer").asString().toLowerCase(java.util.Locale.ROOT);
    return Plugins.load().optimizers().create(name, options).create(parameters);
  }

  @ParameterizedTest
  @MethodSource("ids")
  void followsPyTorch(String id) {
    JsonNode golden = find(id);
    Problem problem = Problem.of(golden.get("problem").asString());
    Optimizer optimizer = optimizer(golden, problem.parameters());
    double[] losses = new double[STEPS];
    List<Double> walked = new ArrayList<>();
    for (int t = 0; t < STEPS; t++) {
      losses[t] = problem.backward(1);
      optimizer.step();
      record(walked, problem);
    }
    near(losses, golden.get("loss_before_step"));
    near(walked, golden);
    assertThat(problem.loss().get().item())
        .isCloseTo(golden.get("final_loss").asDouble(), within(1e-10));
  }

  @Test
  void everyReferenceOfTheseOptimizersIsRun() {
    assertThat(ids()).hasSize(13);
  }

  @Test
  void clippingTheNorm() {
    JsonNode golden = find("clip_grad_norm");
    Problem problem = Problem.of("logistic");
    Optimizer optimizer = new SGD(problem.parameters(), 0.5);
    double[] norms = new double[STEPS];
    List<Double> walked = new ArrayList<>();
    for (int t = 0; t < STEPS; t++) {
      problem.backward(10);
      norms[t] = GradientClipping.clipGradNorm(problem.parameters(), 0.25);
      optimizer.step();
      record(walked, problem);
    }
    assertThat(norms).containsExactly(Golden.numbers(golden.get("extra")), within(1e-9));
    near(walked, golden);
  }

  @Test
  void clippingTheValues() {
    Problem problem = Problem.of("logistic");
    Optimizer optimizer = new Adam(problem.parameters(), 0.05);
    List<Double> walked = new ArrayList<>();
    for (int t = 0; t < STEPS; t++) {
      problem.backward(10);
      GradientClipping.clipGradValue(problem.parameters(), 0.1);
      optimizer.step();
      record(walked, problem);
    }
    near(walked, find("clip_grad_value"));
  }

  @Test
  void aScheduleOverAnOptimizer() {
    JsonNode golden = find("adam_cosine");
    Problem problem = Problem.of("logistic");
    Optimizer optimizer = new Adam(problem.parameters(), 0.1);
    Schedule schedule = new CosineAnnealingLR(optimizer, 10);
    double[] rates = new double[STEPS];
    List<Double> walked = new ArrayList<>();
    for (int t = 0; t < STEPS; t++) {
      problem.backward(1);
      rates[t] = optimizer.learningRate();
      optimizer.step();
      schedule.step();
      record(walked, problem);
    }
    assertThat(rates).containsExactly(Golden.numbers(golden.get("extra")), within(1e-15));
    near(walked, golden);
  }

  @Test
  void miniBatches() {
    Problem whole = Problem.of("logistic");
    Parameter w = whole.parameters().get(0);
    Parameter b = whole.parameters().get(1);
    Optimizer optimizer = new SGD(whole.parameters(), 0.1);
    List<Double> walked = new ArrayList<>();
    for (int t = 0; t < STEPS; t++) {
      Problem.logistic(w, b, 4 * t % 12, 4).backward(1);
      optimizer.step();
      record(walked, whole);
    }
    near(walked, find("minibatch_cycle"));
  }

  private static void record(List<Double> walked, Problem problem) {
    for (double value : problem.values()) {
      walked.add(value);
    }
  }

  private static void near(List<Double> walked, JsonNode golden) {
    near(walked.stream().mapToDouble(d -> d).toArray(), golden.get("trajectory"));
  }

  /** The tolerance that the reference file states: 1e-10 and 1e-9 of the value. */
  private static void near(double[] got, JsonNode tensor) {
    double[] want = Golden.numbers(tensor.get("data"));
    assertThat(got).hasSameSizeAs(want);
    for (int i = 0; i < want.length; i++) {
      assertThat(got[i])
          .as("value %d", i)
          .isCloseTo(want[i], within(1e-10 + 1e-9 * Math.abs(want[i])));
    }
  }
}
