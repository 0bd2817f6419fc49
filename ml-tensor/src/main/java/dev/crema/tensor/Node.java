package dev.crema.tensor;

import org.jspecify.annotations.Nullable;

/**
 * One remembered operation: an edge list towards the inputs, and the values the gradient may need.
 *
 * <p>The depth, one more than the deepest input's, orders a graph topologically without a global
 * counter.
 */
final class Node {
  private static final Tensor[] NONE = {};

  final Op op;
  final int depth;
  final CallPath.@Nullable Frame frame;
  private Tensor[] inputs;
  private final int @Nullable [] versions;
  private Tensor[] outputs = NONE;
  private boolean released;

  Node(Op op, Tensor[] inputs, CallPath.@Nullable Frame frame) {
    this.op = op;
    this.inputs = inputs;
    this.frame = frame;
    int deepest = 0;
    boolean writable = false;
    for (Tensor input : inputs) {
      Node source = input.node();
      if (source != null && source.depth > deepest) {
        deepest = source.depth;
      }
      writable |= input.operand().storage().isWritable();
    }
    this.depth = deepest + 1;
    this.versions = writable ? versions(inputs) : null;
  }

  private static int[] versions(Tensor[] inputs) {
    int[] versions = new int[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      versions[i] = inputs[i].operand().storage().version();
    }
    return versions;
  }

  void produced(Tensor[] outputs) {
    this.outputs = outputs;
  }

  Tensor[] outputs() {
    return outputs;
  }

  /** The inputs as edges of the graph. */
  Tensor[] inputs() {
    if (released) {
      throw new CremaException(
          op.name()
              + ": backward reached this operation a second time, but its saved values were let go"
              + " after the first; call backward(null, true, false), which retains the graph, the"
              + " first time, or compute the forward pass again");
    }
    return inputs;
  }

  /** The value of an input as it was in the forward pass. */
  Tensor saved(int i) {
    Tensor input = inputs()[i];
    Storage storage = input.operand().storage();
    if (versions != null && versions[i] != storage.version()) {
      Tensor owner = storage.owner();
      throw new CremaException(
          "backward of %s needs %s as it was in the forward pass, but it has been written since;"
                  .formatted(op.name(), owner == null ? "an input" : owner.describe())
              + " call backward before the optimizer's step, or use snapshot() in the forward"
              + " pass");
    }
    return input;
  }

  /** Lets the saved values go, so that memory is free as soon as the backward pass is through. */
  void release() {
    released = true;
    inputs = NONE;
    outputs = NONE;
  }

  /** The grad_fn of PyTorch: {@code AddBackward0}. */
  String label() {
    String name = op.name();
    return Character.toUpperCase(name.charAt(0)) + name.substring(1) + "Backward0";
  }
}
