package dev.crema.optim;

import dev.crema.api.OptimizerOptions;
import dev.crema.api.ParameterGroup;
import dev.crema.tensor.CremaException;
import java.util.List;

/** What settings may be; each refusal names the setting, its value and what is allowed. */
final class Bounds {
  private Bounds() {}

  static void atLeastZero(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new CremaException(name + " " + value + ": give a finite number, 0 or greater");
    }
  }

  static void belowOne(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new CremaException(name + " " + value + ": give a number from 0 to below 1");
    }
  }

  static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new CremaException(name + " " + value + ": give 1 or more");
    }
  }

  /** The groups, if the options of each are of the optimizer's record. */
  static <O extends Record & OptimizerOptions> List<ParameterGroup> groups(
      Class<O> type, List<ParameterGroup> groups) {
    String needed = type.getEnclosingClass().getSimpleName();
    for (int i = 0; i < groups.size(); i++) {
      Class<?> given = groups.get(i).options().getClass();
      if (given != type) {
        throw new CremaException(
            "%s was given a group (number %d) with options of %s: give %s.Options"
                .formatted(needed, i, given.getName(), needed));
      }
    }
    return groups;
  }
}
