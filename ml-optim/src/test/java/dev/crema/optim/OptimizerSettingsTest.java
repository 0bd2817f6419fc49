package dev.crema.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crema.api.Optimizer;
import dev.crema.api.ParameterGroup;
import dev.crema.api.plugin.OptionSchema;
import dev.crema.api.plugin.Plugins;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What settings an optimizer takes, and what it says of the others. */
class OptimizerSettingsTest {
  private final Parameter a = new Parameter(Tensor.of(1.0, 2.0));
  private final Parameter b = new Parameter(Tensor.of(1.0));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sgd   | learning_rate=-0.1          | learning rate -0.1: give a finite number, 0 or greater
          sgd   | learning_rate=NaN           | learning rate NaN: give a finite number, 0 or greater
          sgd   | momentum=-0.5               | momentum -0.5: give a finite number, 0 or greater
          sgd   | weight_decay=-1             | weight decay -1.0: give a finite number, 0 or greater
          sgd   | dampening=Infinity          | dampening Infinity: give a finite number
          sgd   | nesterov=true               | nesterov with momentum 0.0 and dampening 0.0: it needs a momentum above 0 and dampening 0
          sgd   | nesterov=true;momentum=0.9;dampening=0.1 | nesterov with momentum 0.9 and dampening 0.1: it needs a momentum above 0 and dampening 0
          adam  | learning_rate=-1            | learning rate -1.0: give a finite number, 0 or greater
          adam  | beta1=1                     | beta1 1.0: give a number from 0 to below 1
          adam  | beta2=-0.1                  | beta2 -0.1: give a number from 0 to below 1
          adam  | eps=-1e-8                   | eps -1.0E-8: give a finite number, 0 or greater
          adam  | weight_decay=Infinity       | weight decay Infinity: give a finite number, 0 or greater
          adamw | beta2=1.5                   | beta2 1.5: give a number from 0 to below 1
          adamw | weight_decay=-0.01          | weight decay -0.01: give a finite number, 0 or greater
          """)
  void badSettingsAreRefusedWithTheirValue(String name, String options, String message) {
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> Plugins.load().optimizers().create(name, Settings.parse(options)))
        .withMessage("optimizer '" + name + "': " + message);
  }

  @Test
  void theConstructorRefusesThemToo() {
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> new SGD(List.of(a), -1))
        .withMessage("learning rate -1.0: give a finite number, 0 or greater");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> new SGD.Options(0.1).withNesterov(true))
        .withMessageStartingWith("nesterov with momentum 0.0");
  }

  @Test
  void noParametersAreRefused() {
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> new AdamW(List.of(), 0.1))
        .withMessage("AdamW was given no parameters: does the model have any?");
  }

  @Test
  void optionsOfAnotherOptimizerAreRefused() {
    ParameterGroup right = new ParameterGroup(List.of(a), new Adam.Options(0.1));
    ParameterGroup wrong = new ParameterGroup(List.of(b), new AdamW.Options(0.1));
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> new Adam(List.of(right, wrong)))
        .withMessage(
            "Adam was given a group (number 1) with options of dev.crema.optim.AdamW$Options:"
                + " give Adam.Options");
  }

  @Test
  void theDefaultsAreThoseOfPyTorch() {
    assertThat(Plugins.load().optimizers().names()).contains("adam", "adamw", "sgd");
    assertThat(defaults("sgd"))
        .containsExactly(
            "learning_rate=0.001",
            "momentum=0",
            "dampening=0",
            "weight_decay=0",
            "nesterov=false",
            "maximize=false");
    assertThat(defaults("adam"))
        .containsExactly(
            "learning_rate=0.001",
            "beta1=0.9",
            "beta2=0.999",
            "eps=1e-8",
            "weight_decay=0",
            "amsgrad=false",
            "maximize=false");
    assertThat(defaults("adamw")).contains("weight_decay=0.01");
    assertThat(new AdamW.Options(0.1).weightDecay()).isEqualTo(0.01);
  }

  private static List<String> defaults(String name) {
    return Plugins.load().optimizers().schema(name).stream()
        .map((OptionSchema option) -> option.name() + "=" + option.defaultValue())
        .toList();
  }

  @Test
  void eachWordOfTheOptionsChangesOneSetting() {
    assertThat(
            new SGD.Options(1)
                .withLearningRate(2)
                .withMomentum(3)
                .withDampening(4)
                .withWeightDecay(5)
                .withMaximize(true))
        .isEqualTo(new SGD.Options(2, 3, 4, 5, false, true));
    assertThat(new SGD.Options(1).withMomentum(0.5).withNesterov(true))
        .isEqualTo(new SGD.Options(1, 0.5, 0, 0, true, false));
    assertThat(
            new Adam.Options(1)
                .withLearningRate(2)
                .withBetas(0.3, 0.4)
                .withEps(5)
                .withWeightDecay(6)
                .withAmsgrad(true)
                .withMaximize(true))
        .isEqualTo(new Adam.Options(2, 0.3, 0.4, 5, 6, true, true));
    assertThat(
            new AdamW.Options(1)
                .withLearningRate(2)
                .withBetas(0.3, 0.4)
                .withEps(5)
                .withWeightDecay(6)
                .withAmsgrad(true)
                .withMaximize(true))
        .isEqualTo(new AdamW.Options(2, 0.3, 0.4, 5, 6, true, true));
  }

  @Test
  void groupsAreTrainedWithTheirOwnSettings() {
    Optimizer optimizer =
        new SGD(
            List.of(
                new ParameterGroup(List.of(a), new SGD.Options(0.5)),
                new ParameterGroup(List.of(b), new SGD.Options(0.25).withWeightDecay(1))));
    a.setGrad(Tensor.of(1.0, -2.0));
    b.setGrad(Tensor.of(3.0));
    optimizer.step();
    assertThat(a.toDoubles()).containsExactly(0.5, 3);
    assertThat(b.toDoubles()).containsExactly(0);
  }

  @Test
  void climbingIsDescendingTheNegative() {
    for (String name : List.of("sgd", "adam", "adamw")) {
      Parameter up = new Parameter(Tensor.of(1.0, 2.0));
      Parameter down = new Parameter(Tensor.of(1.0, 2.0));
      Optimizer climb =
          Plugins.load()
              .optimizers()
              .create(name, Settings.parse("maximize=true"))
              .create(List.of(up));
      Optimizer descend =
          Plugins.load()
              .optimizers()
              .create(name, Settings.parse("maximize=false"))
              .create(List.of(down));
      for (int t = 0; t < 3; t++) {
        up.setGrad(Tensor.of(1.0, -3.0));
        down.setGrad(Tensor.of(-1.0, 3.0));
        climb.step();
        descend.step();
      }
      assertThat(up.toDoubles()).isEqualTo(down.toDoubles());
    }
  }
}
