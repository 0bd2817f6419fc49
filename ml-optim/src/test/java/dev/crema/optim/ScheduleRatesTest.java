package dev.crema.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.crema.api.Optimizer;
import dev.crema.api.ParameterGroup;
import dev.crema.api.Schedule;
import dev.crema.api.plugin.Plugins;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The rates of each schedule, beside PyTorch's and beside their closed forms. */
class ScheduleRatesTest {
  private final Parameter a = new Parameter(Tensor.of(1.0));
  private final Parameter b = new Parameter(Tensor.of(1.0));

  private Optimizer optimizer(double rate) {
    return new SGD(List.of(a), rate);
  }

  private double[] rates(double first, int count, Function<Optimizer, Schedule> make) {
    Optimizer optimizer = optimizer(first);
    Schedule schedule = make.apply(optimizer);
    double[] rates = new double[count];
    for (int t = 0; t < count; t++) {
      rates[t] = optimizer.learningRate();
      schedule.step();
    }
    return rates;
  }

  private void followsPyTorch(String id, Function<Optimizer, Schedule> make) {
    JsonNode golden =
        Golden.cases("schedulers.json").stream()
            .filter(c -> c.get("id").asString().equals(id))
            .findFirst()
            .orElseThrow();
    double[] want = Golden.numbers(golden.get("lrs"));
    assertThat(want).hasSize(50);
    double[] got = rates(golden.get("base_lr").asDouble(), 50, make);
    for (int t = 0; t < 50; t++) {
      assertThat(got[t]).as("rate %d", t).isCloseTo(want[t], within(1e-9 * want[t]));
    }
  }

  private void followsClosedForm(
      double first, Function<Optimizer, Schedule> make, LongToDoubleFunction rate) {
    double[] got = rates(first, 60, make);
    for (int t = 0; t < 60; t++) {
      assertThat(got[t]).as("rate %d", t).isCloseTo(rate.applyAsDouble(t), within(1e-15));
    }
  }

  @Test
  void stepsFollowPyTorch() {
    followsPyTorch("StepLR_1", o -> new StepLR(o, 7, 0.5));
  }

  @Test
  void milestonesFollowPyTorch() {
    followsPyTorch("MultiStepLR_2", o -> new MultiStepLR(o, 0.5, 5, 5, 8));
  }

  @Test
  void aLineFollowsPyTorch() {
    followsPyTorch("LinearLR_2", o -> new LinearLR(o, 1.0, 0.1, 30));
  }

  @Test
  void aFunctionFollowsPyTorch() {
    followsPyTorch("LambdaLR_2", o -> new LambdaLR(o, step -> StrictMath.pow(0.95, step)));
  }

  @Test
  void powersAreTheirClosedForm() {
    followsClosedForm(0.1, o -> new ExponentialLR(o, 0.9), t -> 0.1 * StrictMath.pow(0.9, t));
  }

  @Test
  void aCosineIsItsClosedFormThroughSeveralWaves() {
    followsClosedForm(
        0.1,
        o -> new CosineAnnealingLR(o, 7, 0.01),
        t -> 0.01 + 0.09 * (1 + StrictMath.cos(Math.PI * t / 7)) / 2);
    followsClosedForm(
        0.1, o -> new CosineAnnealingLR(o, 1), t -> 0.1 * (1 + StrictMath.cos(Math.PI * t)) / 2);
  }

  @Test
  void aLineToZeroArrivesThereExactly() {
    double[] rates = rates(0.1, 6, o -> new LinearLR(o, 0.1, 0, 3));
    assertThat(rates[2]).isCloseTo(0.1 * 0.1 / 3, within(1e-17));
    assertThat(rates).endsWith(0, 0, 0);
  }

  @Test
  void schedulesCanBeChained() {
    Optimizer optimizer = optimizer(1);
    Schedule warmUp = new LinearLR(optimizer, 0.5, 1, 2);
    Schedule steps = new StepLR(optimizer, 3, 0.1);
    double[] rates = new double[5];
    for (int t = 0; t < rates.length; t++) {
      rates[t] = optimizer.learningRate();
      warmUp.step();
      steps.step();
    }
    assertThat(rates).containsExactly(new double[] {0.5, 0.75, 1, 0.1, 0.1}, within(1e-15));
  }

  @Test
  void eachGroupKeepsItsOwnRate() {
    Optimizer optimizer =
        new SGD(
            List.of(
                new ParameterGroup(List.of(a), new SGD.Options(1)),
                new ParameterGroup(List.of(b), new SGD.Options(0.5))));
    Schedule schedule = new StepLR(optimizer, 1, 0.5);
    schedule.step();
    assertThat(schedule.lastRates()).containsExactly(0.5, 0.25);
  }

  @Test
  void aScheduleGoesOnFromItsState() {
    double[] whole = rates(0.1, 30, o -> new CosineAnnealingLR(o, 7, 0.01));
    Optimizer first = optimizer(0.1);
    Schedule schedule = new CosineAnnealingLR(first, 7, 0.01);
    for (int t = 0; t < 9; t++) {
      schedule.step();
    }
    Optimizer second = optimizer(3);
    Schedule fresh = new CosineAnnealingLR(second, 7, 0.01);
    second.loadStateDict(first.stateDict());
    fresh.loadStateDict(schedule.stateDict());
    for (int t = 9; t < 30; t++) {
      assertThat(second.learningRate()).isEqualTo(whole[t]);
      fresh.step();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          step_lr             | step_size=0           | step size 0: give 1 or more
          step_lr             | step_size=3;gamma=-1  | gamma -1.0: give a finite number, 0 or greater
          multi_step_lr       | milestones=0          | milestone 0: give 1 or more
          exponential_lr      | gamma=NaN             | gamma NaN: give a finite number, 0 or greater
          linear_lr           | start_factor=0        | start factor 0.0: give one above 0, at most 1
          linear_lr           | end_factor=1.5        | end factor 1.5: give one from 0 to 1
          linear_lr           | total_iters=0         | total iters 0: give 1 or more
          cosine_annealing_lr | t_max=0               | t max 0: give 1 or more
          cosine_annealing_lr | t_max=5;eta_min=-0.1  | eta min -0.1: give a finite number, 0 or greater
          """)
  void badSettingsAreRefused(String name, String options, String message) {
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> Plugins.load().schedules().create(name, Settings.parse(options)))
        .withMessage("schedule '" + name + "': " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          step_lr             | step_size=1;gamma=0.5          | 0.5
          multi_step_lr       | milestones=1;gamma=0.25        | 0.25
          exponential_lr      | gamma=0.75                     | 0.75
          linear_lr           | start_factor=0.5;total_iters=2 | 0.75
          cosine_annealing_lr | t_max=2                        | 0.5
          """)
  void modelFilesCanNameThem(String name, String options, double second) {
    Optimizer optimizer = optimizer(1);
    Plugins.load().schedules().create(name, Settings.parse(options)).create(optimizer).step();
    assertThat(optimizer.learningRate()).isCloseTo(second, within(1e-15));
  }

  @Test
  void theCatalogHasNoProblems() {
    assertThat(Plugins.load().problems()).isEmpty();
    assertThat(Plugins.load().schedules().names())
        .containsExactly(
            "cosine_annealing_lr", "exponential_lr", "linear_lr", "multi_step_lr", "step_lr");
  }
}
