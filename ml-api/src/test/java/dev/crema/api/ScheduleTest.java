package dev.crema.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every schedule has from its base class. */
class ScheduleTest {

  /** base / (step + 1), in closed form. */
  private static final class Inverse extends Schedule {
    Inverse(Optimizer optimizer) {
      super(optimizer);
      start();
    }

    @Override
    protected double rate(long step, ParameterGroup group) {
      return group.initialLearningRate() / (step + 1);
    }
  }

  /** Halves the rate in force at every step but the first: can be chained. */
  private static final class Halving extends Schedule {
    Halving(Optimizer optimizer) {
      super(optimizer);
      start();
    }

    @Override
    protected double rate(long step, ParameterGroup group) {
      return step == 0 ? group.learningRate() : group.learningRate() / 2;
    }
  }

  private static final class Unstarted extends Schedule {
    Unstarted(Optimizer optimizer) {
      super(optimizer);
    }

    @Override
    protected double rate(long step, ParameterGroup group) {
      return 0;
    }
  }

  private final Parameter a = new Parameter(Tensor.of(1.0));
  private final Parameter b = new Parameter(Tensor.of(1.0));
  private final Momentum optimizer =
      new Momentum(
          List.of(
              new ParameterGroup(List.of(a), new Momentum.Options(0.8, 0, false)),
              new ParameterGroup(List.of(b), new Momentum.Options(8, 0, false))));

  @Test
  void ratesAreSetAtOnceAndAtEachStep() {
    Inverse schedule = new Inverse(optimizer);
    assertThat(schedule.lastStep()).isZero();
    assertThat(schedule.lastRates()).containsExactly(0.8, 8.0);
    schedule.step();
    assertThat(schedule.lastRates()).containsExactly(0.4, 4.0);
    schedule.step(0.123);
    schedule.step();
    assertThat(schedule.lastRates()).containsExactly(0.2, 2.0);
    assertThat(optimizer.learningRate()).isEqualTo(0.2);
    assertThat(schedule.lastStep()).isEqualTo(3);
    assertThat(schedule.optimizer()).isSameAs(optimizer);
  }

  @Test
  void multiplyingSchedulesAddUp() {
    Halving one = new Halving(optimizer);
    Halving two = new Halving(optimizer);
    one.step();
    two.step();
    assertThat(two.lastRates()).containsExactly(0.2, 2.0);
  }

  @Test
  void theStateGoesOn() {
    Inverse schedule = new Inverse(optimizer);
    schedule.step();
    Map<String, Tensor> saved = schedule.stateDict();
    Inverse other = new Inverse(optimizer);
    other.loadStateDict(saved);
    assertThat(other.lastStep()).isEqualTo(1);
    assertThat(other.lastRates()).containsExactly(0.4, 4.0);
    other.step();
    assertThat(other.lastRates().getFirst()).isEqualTo(0.8 / 3);
  }

  @Test
  void aStateThatIsAnothersIsRefused() {
    Inverse schedule = new Inverse(optimizer);
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> schedule.loadStateDict(Map.of("step", Tensor.of(1L))))
        .withMessage(
            "the state of Inverse must have 'last_step' with 1 elements; given only [step]");
    Map<String, Tensor> oneGroup = schedule.stateDict();
    oneGroup.put("last_step", Tensor.of(5L));
    oneGroup.put("last_rates", Tensor.of(new double[] {1, 2, 3}));
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> schedule.loadStateDict(oneGroup))
        .withMessage(
            "the state of Inverse must have 'last_rates' with 2 elements; given shape (3,)");
    assertThat(schedule.lastStep()).isZero();
  }

  @Test
  void schedulesReckonFromTheRateInForceWhenTheFirstWasMade() {
    optimizer.learningRate(1);
    Inverse schedule = new Inverse(optimizer);
    optimizer.learningRate(100);
    schedule.step();
    assertThat(schedule.lastRates()).containsExactly(0.5, 0.5);
    ParameterGroup late =
        new ParameterGroup(
            List.of(new Parameter(Tensor.of(1.0))), new Momentum.Options(6, 0, false));
    optimizer.addParameterGroup(late);
    schedule.step();
    schedule.step();
    assertThat(schedule.lastRates()).containsExactly(0.25, 0.25, 1.5);
  }

  @Test
  void aScheduleThatWasNotStartedSaysSo() {
    Unstarted schedule = new Unstarted(optimizer);
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(schedule::step)
        .withMessage("Unstarted was not started: its constructor must end with start()");
  }
}
