package dev.crema.tensor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gradients on request, and switching the recording of operations off and on. */
public final class Autograd {
  private Autograd() {}

  /** Whether operations on tensors that require a gradient are remembered on this thread. */
  public static boolean isRecording() {
    return ThreadState.current().recording;
  }

  /** Runs a body without remembering its operations: for evaluation and for updates. */
  public static <T extends @Nullable Object> T noGrad(Supplier<T> body) {
    return recording(false, body);
  }

  /** Runs a body without remembering its operations. */
  public static void noGrad(Runnable body) {
    recording(false, asSupplier(body));
  }

  /** Runs a body with operations remembered, inside of a {@code noGrad}. */
  public static <T extends @Nullable Object> T enableGrad(Supplier<T> body) {
    return recording(true, body);
  }

  static <T extends @Nullable Object> T recording(boolean on, Supplier<T> body) {
    ThreadState state = ThreadState.current();
    boolean previous = state.recording;
    state.recording = on;
    try {
      return body.get();
    } finally {
      state.recording = previous;
    }
  }

  private static Supplier<Boolean> asSupplier(Runnable body) {
    return () -> {
      body.run();
      return Boolean.TRUE;
    };
  }

  /**
   * The gradients of a scalar with respect to some tensors, which need not be leaves; nothing is
   * accumulated in {@code grad()}.
   *
   * @return one gradient an input, null where the output does not depend on it
   */
  public static List<@Nullable Tensor> grad(Tensor output, Tensor... inputs) {
    return grad(List.of(output), List.of(inputs), null, false, false);
  }

  /**
   * The gradients of the sum over outputs of {@code sum(gradOutputs[k] * outputs[k])}.
   *
   * @param gradOutputs one for each output, of its shape; null for ones where outputs are scalars
   * @param retainGraph keep the saved values for another backward pass
   * @param createGraph record the computation of the gradients, so that they can be differentiated
   * @return one gradient an input, null where no output depends on it
   */
  public static List<@Nullable Tensor> grad(
      List<Tensor> outputs,
      List<Tensor> inputs,
      @Nullable List<Tensor> gradOutputs,
      boolean retainGraph,
      boolean createGraph) {
    for (int i = 0; i < inputs.size(); i++) {
      if (!inputs.get(i).requiresGrad()) {
        throw new CremaException(
            "grad: input %d (%s) does not require a gradient; make it with requiresGrad(true)"
                .formatted(i, inputs.get(i).describe()));
      }
    }
    BackwardWalk walk = new BackwardWalk(retainGraph, createGraph);
    walk.only(inputs, outputs);
    seed(walk, "grad", outputs, gradOutputs);
    walk.run();
    return walk.gradientsOf(inputs);
  }

  /**
   * The leaves that require a gradient and that an output depends on, the most recently used first:
   * TensorFlow's {@code tape.watched_variables()}.
   */
  public static List<Tensor> leaves(Tensor output) {
    Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Tensor> found = new ArrayList<>();
    Deque<Tensor> open = new ArrayDeque<>(List.of(output));
    while (!open.isEmpty()) {
      Tensor next = open.removeFirst();
      if (!next.requiresGrad() || !seen.add(next)) {
        continue;
      }
      Node node = next.node();
      if (node == null) {
        found.add(next);
      } else {
        open.addAll(List.of(node.inputs()));
      }
    }
    return found;
  }

  /** Accumulates gradients in the leaves that the output depends on. */
  static void backward(
      Tensor output, @Nullable Tensor gradient, boolean retainGraph, boolean createGraph) {
    BackwardWalk walk = new BackwardWalk(retainGraph, createGraph);
    seed(walk, "backward", List.of(output), gradient == null ? null : List.of(gradient));
    walk.run();
    walk.accumulateInLeaves();
  }

  private static void seed(
      BackwardWalk walk, String asked, List<Tensor> outputs, @Nullable List<Tensor> gradOutputs) {
    if (gradOutputs != null && gradOutputs.size() != outputs.size()) {
      throw new CremaException(
          "%s: %d gradients were given for %d outputs"
              .formatted(asked, gradOutputs.size(), outputs.size()));
    }
    for (int i = 0; i < outputs.size(); i++) {
      Tensor output = outputs.get(i);
      if (!output.requiresGrad()) {
        throw new CremaException(
            "%s: %s does not depend on anything that requires a gradient; were its inputs made with"
                    .formatted(asked, output.describe())
                + " requiresGrad(true), and was it computed outside of noGrad?");
      }
      walk.seed(
          output,
          gradOutputs == null ? one(asked, output) : checked(asked, output, gradOutputs.get(i)));
    }
  }

  private static Tensor one(String asked, Tensor output) {
    if (output.numel() != 1) {
      throw new CremaException(
          "%s: only a scalar has an implied gradient, but this output has shape %s; reduce it (mean(), sum())"
                  .formatted(asked, output.shape())
              + " or give the gradient");
    }
    return output.onesLike();
  }

  private static Tensor checked(String asked, Tensor output, Tensor gradient) {
    if (!gradient.shape().equals(output.shape())) {
      throw new CremaException(
          "%s: the gradient has shape %s, the output %s; they must be equal"
              .formatted(asked, gradient.shape(), output.shape()));
    }
    return gradient.to(output.dtype());
  }
}
