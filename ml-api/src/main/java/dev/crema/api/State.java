package dev.crema.api;

import dev.crema.tensor.Buffer;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Copies the state of a module tree out of it and into it. */
final class State {
  private State() {}

  static SequencedMap<String, Tensor> copy(ModuleTree root) {
    IdentityHashMap<Tensor, Tensor> copies = new IdentityHashMap<>();
    SequencedMap<String, Tensor> state = new LinkedHashMap<>();
    live(root).forEach((n, t) -> state.put(n, copies.computeIfAbsent(t, Tensor::snapshot)));
    return state;
  }

  /** The parameters and buffers themselves under all their names. */
  private static SequencedMap<String, Tensor> live(ModuleTree root) {
    SequencedMap<String, Tensor> live = new LinkedHashMap<>();
    for (Tree.Node node : Tree.nodes(root)) {
      node.members().parameters().forEach((name, value) -> live.put(node.path(name), value));
      node.members().buffers().forEach((name, value) -> live.put(node.path(name), value));
    }
    return live;
  }

  static ModuleTree.LoadReport load(
      ModuleTree root, Map<String, ? extends Tensor> state, boolean strict) {
    SequencedMap<String, Tensor> live = live(root);
    SequencedMap<String, Tensor> missing = less(live, state);
    SequencedMap<String, Tensor> unexpected = less(state, live);
    List<String> faults = new ArrayList<>();
    if (strict) {
      missing.forEach((name, own) -> faults.add("missing: " + name + " " + own.shape()));
      unexpected.forEach((name, given) -> faults.add("unexpected: " + name + " " + given.shape()));
    }
    live.forEach((name, own) -> compare(name, own, state.get(name), faults));
    if (!faults.isEmpty()) {
      throw new CremaException(
          ModuleTree.typeName(root)
              + " cannot load this state, and nothing of it was loaded:\n  "
              + String.join("\n  ", faults));
    }
    live.forEach((name, own) -> assign(own, state.get(name)));
    return new ModuleTree.LoadReport(
        List.copyOf(missing.keySet()), List.copyOf(unexpected.keySet()));
  }

  private static SequencedMap<String, Tensor> less(
      Map<String, ? extends Tensor> map, Map<String, ? extends Tensor> other) {
    SequencedMap<String, Tensor> left = new LinkedHashMap<>(map);
    left.keySet().removeAll(other.keySet());
    return left;
  }

  private static void compare(
      String name, Tensor own, @Nullable Tensor given, List<String> faults) {
    if (given != null && !given.shape().equals(own.shape())) {
      faults.add(
          "wrong shape: %s is %s in the module and %s in the state"
              .formatted(name, own.shape(), given.shape()));
    }
  }

  private static void assign(Tensor own, @Nullable Tensor given) {
    if (given == null) {
      return;
    }
    Tensor value = given.to(own.dtype());
    switch (own) {
      case Parameter parameter -> parameter.assign(value);
      case Buffer buffer -> buffer.assign(value);
      default -> throw new AssertionError("only parameters and buffers are state");
    }
  }
}
