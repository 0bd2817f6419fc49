package dev.crema.api;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * An optimizer's state as named tensors, and back: {@code state.3.step}, {@code state.3.exp_avg},
 * {@code groups.0.parameters}, {@code groups.0.learning_rate}, {@code groups.0.options.momentum}.
 */
record OptimizerState(List<ParameterGroup> groups, Function<Parameter, ParameterState> states) {

  SequencedMap<String, Tensor> copy() {
    SequencedMap<String, Tensor> saved = new LinkedHashMap<>();
    int index = 0;
    for (ParameterState state : inOrder()) {
      String prefix = "state." + index++ + ".";
      if (state.step() > 0) {
        saved.put(prefix + "step", Tensor.of(state.step()));
        state.buffers().forEach((name, buffer) -> saved.put(prefix + name, buffer.snapshot()));
      }
    }
    for (int i = 0; i < groups.size(); i++) {
      String prefix = "groups." + i + ".";
      numbers(groups.get(i)).forEach((name, number) -> saved.put(prefix + name, Tensor.of(number)));
    }
    return saved;
  }

  private static SequencedMap<String, Double> numbers(ParameterGroup group) {
    SequencedMap<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("parameters", (double) group.parameters().size());
    numbers.put("learning_rate", group.learningRate());
    numbers.put("initial_learning_rate", group.initialLearningRate());
    Options.numbers(group.options()).forEach((name, n) -> numbers.put("options." + name, n));
    return numbers;
  }

  private List<ParameterState> inOrder() {
    return groups.stream().flatMap(group -> group.parameters().stream()).map(states).toList();
  }

  void load(String optimizer, Map<String, ? extends Tensor> saved) {
    List<String> faults = new ArrayList<>();
    Map<String, Tensor> unused = new LinkedHashMap<>(saved);
    for (int i = 0; i < groups.size(); i++) {
      checkGroup("groups." + i + ".", groups.get(i), unused, faults);
    }
    List<ParameterState> ordered = inOrder();
    for (int i = 0; i < ordered.size(); i++) {
      String prefix = "state." + i + ".";
      unused.keySet().removeIf(name -> name.startsWith(prefix));
      checkState(prefix, saved, faults);
    }
    unused.keySet().forEach(name -> faults.add("unexpected: " + name));
    if (!faults.isEmpty()) {
      throw new CremaException(
          optimizer
              + " cannot load this state, and nothing of it was loaded:\n  "
              + String.join("\n  ", faults));
    }
    List<Runnable> changes = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      changes.add(groupChange("groups." + i + ".", groups.get(i), saved));
    }
    changes.forEach(Runnable::run);
    for (int i = 0; i < ordered.size(); i++) {
      loadState("state." + i + ".", ordered.get(i), saved);
    }
  }

  private static void checkGroup(
      String prefix, ParameterGroup group, Map<String, Tensor> unused, List<String> faults) {
    numbers(group)
        .forEach(
            (name, own) -> {
              Tensor given = unused.remove(prefix + name);
              if (given == null) {
                faults.add("missing: " + prefix + name);
              } else if (given.numel() != 1) {
                faults.add("not a number: " + prefix + name + " has shape " + given.shape());
              } else if (name.equals("parameters") && given.item() != own) {
                faults.add(
                    "%s has %d parameters here and %d in the state"
                        .formatted(
                            prefix.substring(0, prefix.length() - 1),
                            own.longValue(),
                            given.itemLong()));
              }
            });
  }

  private static void checkState(
      String prefix, Map<String, ? extends Tensor> saved, List<String> faults) {
    boolean any = saved.keySet().stream().anyMatch(name -> name.startsWith(prefix));
    Tensor step = saved.get(prefix + "step");
    if (any && (step == null || step.numel() != 1)) {
      faults.add("missing: " + prefix + "step, the number of updates made");
    }
  }

  /** Checks the numbers by making what they are for; running the result puts it in place. */
  private static Runnable groupChange(
      String prefix, ParameterGroup group, Map<String, ? extends Tensor> saved) {
    Record options = group.options();
    for (String name : Options.numbers(options).keySet()) {
      options = Options.with(options, name, required(saved, prefix + "options." + name).item());
    }
    Record changed = options;
    double rate = ParameterGroup.checked(required(saved, prefix + "learning_rate").item());
    double initial =
        ParameterGroup.checked(required(saved, prefix + "initial_learning_rate").item());
    return () -> {
      group.options(changed);
      group.learningRate(rate);
      group.initialLearningRate(initial);
    };
  }

  private static void loadState(
      String prefix, ParameterState state, Map<String, ? extends Tensor> saved) {
    state.buffers().clear();
    state.step(0);
    saved.forEach(
        (name, value) -> {
          if (name.equals(prefix + "step")) {
            state.step(value.itemLong());
          } else if (name.startsWith(prefix)) {
            state.put(name.substring(prefix.length()), value);
          }
        });
  }

  private static Tensor required(Map<String, ? extends Tensor> saved, String name) {
    return Objects.requireNonNull(saved.get(name), name);
  }
}
