package dev.crema.tensor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@link Composition} as an operation: softmax, linear, cross-entropy, an optimizer's step. */
public record Composite(Composition composition) implements Op {
  @Override
  public String name() {
    return composition.name();
  }

  @Override
  public TensorType[] infer(Typed... inputs) {
    return composition.infer(inputs);
  }

  @Override
  public @Nullable Tensor[] gradient(Backward context) {
    return composition.hasGradient()
        ? composition.gradient(context)
        : bodyGradient(composition, context);
  }

  /** The gradient by running the body again, recorded, on aliases of the inputs. */
  static @Nullable Tensor[] bodyGradient(Composition composition, Backward context) {
    boolean createGraph = Autograd.isRecording();
    return Autograd.enableGrad(
        () -> {
          Tensor[] aliases = new Tensor[context.inputs()];
          List<Tensor> wanted = new ArrayList<>();
          for (int i = 0; i < aliases.length; i++) {
            aliases[i] = context.input(i).alias();
            if (context.needs(i)) {
              wanted.add(aliases[i]);
            }
          }
          Tensor[] outputs = composition.body(aliases);
          List<Tensor> reached = new ArrayList<>();
          List<Tensor> gradients = new ArrayList<>();
          for (int i = 0; i < outputs.length; i++) {
            Tensor gradient = context.grad(i);
            if (gradient != null && outputs[i].requiresGrad()) {
              reached.add(outputs[i]);
              gradients.add(gradient);
            }
          }
          return spread(
              Autograd.grad(reached, wanted, gradients, createGraph, createGraph), context);
        });
  }

  /** One gradient an input: those found for the inputs that need one, null for the others. */
  private static @Nullable Tensor[] spread(List<@Nullable Tensor> found, Backward context) {
    @Nullable Tensor[] all = new @Nullable Tensor[context.inputs()];
    int next = 0;
    for (int i = 0; i < all.length; i++) {
      all[i] = context.needs(i) ? found.get(next++) : null;
    }
    return all;
  }
}
