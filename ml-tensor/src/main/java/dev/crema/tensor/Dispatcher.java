package dev.crema.tensor;

import org.jspecify.annotations.Nullable;

/**
 * The one door: every operation on every tensor goes through {@link #apply}.
 *
 * <p>Check (the operation's own rule), compute (a view changes the layout, all else goes to the
 * thread's {@link Interpreter}), remember (a {@link Node}, where a gradient is wanted).
 */
public final class Dispatcher {
  private Dispatcher() {}

  /** Applies an operation with one output. */
  public static Tensor apply(Op op, Tensor... inputs) {
    return applyAll(op, inputs)[0];
  }

  /** Applies an operation and gives all of its outputs. */
  public static Tensor[] applyAll(Op op, Tensor... inputs) {
    return switch (op) {
      case Composite composite -> compose(composite, inputs);
      case Custom custom -> custom(custom, inputs);
      case MovementOp.View view -> new Tensor[] {view(view, inputs[0])};
      default -> compute(op, inputs);
    };
  }

  private static Tensor[] compute(Op op, Tensor[] inputs) {
    TensorType[] types = op.infer(inputs);
    ThreadState state = ThreadState.current();
    Operand[] operands = operands(inputs);
    Storage[] results = state.interpreter().run(op, operands, types);
    Node node = node(state, op, inputs);
    Tensor[] outputs = new Tensor[results.length];
    for (int i = 0; i < results.length; i++) {
      outputs[i] = output(new Operand(results[i], layout(types[i].shape(), operands)), node);
    }
    return remember(node, outputs);
  }

  /** The row-major layout of a shape: an operand's own, where it has that already. */
  private static Layout layout(Shape shape, Operand[] operands) {
    for (Operand operand : operands) {
      Layout known = operand.layout();
      if (known.shape() == shape && known.isContiguous() && known.offset() == 0) {
        return known;
      }
    }
    return Layout.contiguous(shape);
  }

  private static Tensor view(MovementOp.View view, Tensor input) {
    view.infer(input);
    Layout layout = view.layout(input.operand().layout());
    if (layout == null) {
      Tensor copied = apply(new ElementwiseOp.Copy(), input);
      return view(view, copied);
    }
    Node node = node(ThreadState.current(), view, new Tensor[] {input});
    Tensor output = output(new Operand(input.operand().storage(), layout), node);
    return remember(node, new Tensor[] {output})[0];
  }

  private static Tensor[] compose(Composite op, Tensor[] inputs) {
    Composition composition = op.composition();
    ThreadState state = ThreadState.current();
    if (state.interpreter().claims(composition, inputs)) {
      return visible(composition, compute(op, inputs));
    }
    if (!composition.hasGradient()) {
      return visible(composition, composition.body(inputs));
    }
    Node node = node(state, op, inputs);
    if (node == null) {
      return visible(composition, composition.body(inputs));
    }
    Tensor[] values = Autograd.noGrad(() -> composition.body(inputs));
    Tensor[] outputs = new Tensor[values.length];
    for (int i = 0; i < values.length; i++) {
      outputs[i] = output(values[i].operand(), node);
    }
    return visible(composition, remember(node, outputs));
  }

  /**
   * Carries out a composition whose outputs overwrite its first inputs, which are parameters or
   * buffers: an optimizer's step. In place where the interpreter can, and never recorded.
   *
   * @throws CremaException if one of these inputs is neither
   */
  public static void update(Composition composition, Tensor... inputs) {
    for (int i = 0; i < composition.outputs(); i++) {
      if (inputs[i].operand().storage().owner() != inputs[i]) {
        throw new CremaException(
            "%s writes %s, which is no Parameter or Buffer; a plain tensor never changes"
                .formatted(composition.name(), inputs[i].describe()));
      }
    }
    if (ThreadState.current().interpreter().update(composition, operands(inputs))) {
      for (int i = 0; i < composition.outputs(); i++) {
        inputs[i].operand().storage().written();
      }
      return;
    }
    Tensor[] values = Autograd.noGrad(() -> composition.body(inputs));
    for (int i = 0; i < composition.outputs(); i++) {
      Leaf.write(inputs[i], values[i]);
    }
  }

  private static Operand[] operands(Tensor[] inputs) {
    Operand[] operands = new Operand[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      operands[i] = inputs[i].operand();
    }
    return operands;
  }

  private static Tensor[] visible(Composition composition, Tensor[] outputs) {
    int shown = composition.outputs();
    return shown == outputs.length ? outputs : java.util.Arrays.copyOf(outputs, shown);
  }

  private static Tensor[] custom(Custom op, Tensor[] inputs) {
    Node node = node(ThreadState.current(), op, inputs);
    Tensor[] values = Autograd.noGrad(() -> op.operation().forward(inputs));
    Tensor[] outputs = new Tensor[values.length];
    for (int i = 0; i < values.length; i++) {
      outputs[i] = output(values[i].operand(), node);
    }
    return remember(node, outputs);
  }

  private static @Nullable Node node(ThreadState state, Op op, Tensor[] inputs) {
    if (!state.recording) {
      return null;
    }
    for (Tensor input : inputs) {
      if (input.requiresGrad()) {
        return new Node(op, inputs, state.frame);
      }
    }
    return null;
  }

  private static Tensor output(Operand operand, @Nullable Node node) {
    boolean differentiable = node != null && operand.dtype().isFloating();
    return differentiable ? new Tensor(operand, node) : new Tensor(operand);
  }

  private static Tensor[] remember(@Nullable Node node, Tensor[] outputs) {
    if (node != null) {
      node.produced(outputs);
    }
    return outputs;
  }
}
