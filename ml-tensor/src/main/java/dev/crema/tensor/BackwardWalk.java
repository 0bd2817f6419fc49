package dev.crema.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One backward pass: the nodes in order of falling depth, each once, when all that depends on it is
 * through. No recursion, no global tape.
 */
final class BackwardWalk {
  private record Pending(Node node, int found) {}

  private final boolean retainGraph;
  private final boolean createGraph;
  private final Map<Tensor, Tensor> gradients = new IdentityHashMap<>();
  private Set<Tensor> wanted = Set.of();
  private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<Tensor> leaves = new ArrayList<>();
  private final PriorityQueue<Pending> queue =
      new PriorityQueue<>(
          Comparator.<Pending>comparingInt(p -> -p.node.depth).thenComparingInt(p -> p.found));

  /** The nodes on a way to a wanted input; null when all leaves are wanted. */
  private @Nullable Set<Node> useful;

  BackwardWalk(boolean retainGraph, boolean createGraph) {
    this.retainGraph = retainGraph || createGraph;
    this.createGraph = createGraph;
  }

  /** Restricts the walk to what lies between the outputs and these inputs. */
  void only(List<Tensor> inputs, List<Tensor> outputs) {
    wanted = Collections.newSetFromMap(new IdentityHashMap<>());
    wanted.addAll(inputs);
    List<Node> reached = new ArrayList<>();
    Set<Node> known = Collections.newSetFromMap(new IdentityHashMap<>());
    outputs.forEach(output -> reach(output, known, reached));
    for (int i = 0; i < reached.size(); i++) {
      for (Tensor input : reached.get(i).inputs()) {
        reach(input, known, reached);
      }
    }
    reached.sort(Comparator.comparingInt(node -> node.depth));
    Set<Node> leading = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Node node : reached) {
      for (Tensor input : node.inputs()) {
        Node source = input.node();
        if (wanted.contains(input) || (source != null && leading.contains(source))) {
          leading.add(node);
          break;
        }
      }
    }
    useful = leading;
  }

  private static void reach(Tensor tensor, Set<Node> known, List<Node> reached) {
    Node node = tensor.node();
    if (node != null && known.add(node)) {
      reached.add(node);
    }
  }

  void seed(Tensor output, Tensor gradient) {
    Autograd.recording(createGraph, () -> arrive(output, gradient));
  }

  void run() {
    Autograd.recording(
        createGraph,
        () -> {
          for (Pending next = queue.poll(); next != null; next = queue.poll()) {
            visit(next.node);
          }
          leaves.forEach(this::finish);
          return true;
        });
  }

  private void visit(Node node) {
    Tensor[] inputs = node.inputs();
    Tensor[] outputs = node.outputs();
    @Nullable Tensor[] arrived = new @Nullable Tensor[outputs.length];
    for (int i = 0; i < outputs.length; i++) {
      arrived[i] = finish(outputs[i]);
      if (!wanted.contains(outputs[i])) {
        gradients.remove(outputs[i]);
      }
    }
    ThreadState state = ThreadState.current();
    CallPath.Frame previous = state.frame;
    state.frame = node.frame;
    try {
      @Nullable Tensor[] found = node.op.gradient(new Backward(node, arrived));
      for (int i = 0; i < inputs.length; i++) {
        Tensor gradient = found[i];
        if (gradient != null && inputs[i].requiresGrad()) {
          arrive(inputs[i], fitted(node, inputs[i], gradient));
        }
      }
    } finally {
      state.frame = previous;
    }
    if (!retainGraph) {
      node.release();
    }
  }

  /** Undoes broadcasting, once for all operations. */
  private static Tensor fitted(Node node, Tensor input, Tensor gradient) {
    Tensor summed = gradient;
    if (!gradient.shape().equals(input.shape())) {
      try {
        summed = gradient.sumTo(input.shape());
      } catch (CremaException e) {
        throw new CremaException(
            "%s: its gradient rule gave shape %s for an input of shape %s"
                .formatted(node.op.name(), gradient.shape(), input.shape()),
            e);
      }
    }
    return summed.to(input.dtype());
  }

  private boolean arrive(Tensor tensor, Tensor gradient) {
    Node node = tensor.node();
    if (useful != null && !wanted.contains(tensor) && (node == null || !useful.contains(node))) {
      return false;
    }
    Tensor before = gradients.get(tensor);
    gradients.put(tensor, before == null ? gradient : before.add(gradient));
    if (node == null) {
      if (before == null) {
        leaves.add(tensor);
      }
    } else if ((useful == null || useful.contains(node)) && seen.add(node)) {
      queue.add(new Pending(node, seen.size()));
    }
    return true;
  }

  /** All contributions are in: the tensor's hooks see and may replace the gradient. */
  private @Nullable Tensor finish(Tensor tensor) {
    Tensor gradient = gradients.get(tensor);
    if (gradient == null) {
      return null;
    }
    for (UnaryOperator<Tensor> hook : tensor.hooks()) {
      @Nullable Tensor replaced = hook.apply(gradient);
      gradient = replaced == null ? gradient : replaced;
    }
    gradients.put(tensor, gradient);
    if (useful == null && tensor.retainsGrad()) {
      tensor.accumulate(gradient);
    }
    return gradient;
  }

  void accumulateInLeaves() {
    Autograd.recording(
        createGraph,
        () -> {
          leaves.forEach(
              leaf -> leaf.accumulate(java.util.Objects.requireNonNull(gradients.get(leaf))));
          return true;
        });
  }

  List<@Nullable Tensor> gradientsOf(List<Tensor> inputs) {
    List<@Nullable Tensor> found = new ArrayList<>();
    inputs.forEach(input -> found.add(gradients.get(input)));
    return found;
  }
}
