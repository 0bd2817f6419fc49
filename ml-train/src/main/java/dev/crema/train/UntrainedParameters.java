package dev.crema.train;

import dev.crema.api.ParameterGroup;
import dev.crema.api.TrainingEvent;
import dev.crema.api.TrainingEvent.GradientsReady;
import dev.crema.api.TrainingEvent.TrainingStarted;
import dev.crema.api.TrainingListener;
import dev.crema.api.TrainingRun;
import dev.crema.tensor.Parameter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns, after the first backward pass, of parameters that are not frozen and yet do not learn:
 * those that the loss does not depend on and those that the optimizer does not have.
 */
final class UntrainedParameters implements TrainingListener {
  private final Logger log;
  private boolean done;

  UntrainedParameters() {
    this(LoggerFactory.getLogger(UntrainedParameters.class));
  }

  UntrainedParameters(Logger log) {
    this.log = log;
  }

  @Override
  public void on(TrainingEvent event) {
    switch (event) {
      case TrainingStarted _ -> done = false;
      case GradientsReady ready when !done -> {
        done = true;
        check(ready.run());
      }
      default -> {}
    }
  }

  private void check(TrainingRun run) {
    Set<Parameter> optimized = Collections.newSetFromMap(new IdentityHashMap<>());
    for (ParameterGroup group : run.optimizer().groups()) {
      optimized.addAll(group.parameters());
    }
    List<String> unreached = new ArrayList<>();
    List<String> forgotten = new ArrayList<>();
    run.model()
        .namedParameters()
        .forEach(
            (name, parameter) -> {
              if (!parameter.requiresGrad()) {
                return;
              }
              if (parameter.grad() == null) {
                unreached.add(name);
              } else if (!optimized.contains(parameter)) {
                forgotten.add(name);
              }
            });
    if (!unreached.isEmpty()) {
      log.warn(
          "the first backward pass gave no gradient to {}: is it used in forward? Freeze what is"
              + " not to be trained (requiresGrad(false))",
          unreached);
    }
    if (!forgotten.isEmpty()) {
      log.warn(
          "the optimizer does not have {}, so that it will not be trained: make the optimizer of"
              + " model.parameters(), or freeze it (requiresGrad(false))",
          forgotten);
    }
  }
}
