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

  /** The body's types, found by running it: only a claimed composite asks. */
  @Override
  public TensorType[] infer(Typed... inputs) {
    Tensor[] zeros = new Tensor[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      Typed input = inputs[i];
      zeros[i] =
          input instanceof Tensor tensor ? tensor : Tensor.zeros(input.dtype(), input.shape());
    }
    Tensor[] outputs = Autograd.noGrad(() -> composition.body(zeros));
    TensorType[] types = new TensorType[outputs.length];
    for (int i = 0; i < outputs.length; i++) {
      types[i] = new TensorType(outputs[i].dtype(), outputs[i].shape());
    }
    return types;
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
          List<Tensor> aliases = new ArrayList<>();
          for (int i = 0; i < context.inputs(); i++) {
            aliases.add(context.input(i).alias());
          }
          Tensor[] outputs = composition.body(aliases.toArray(Tensor[]::new));
          List<Tensor> reached = new ArrayList<>();
          List<Tensor> gradients = new ArrayList<>();
          for (int i = 0; i < composition.outputs(); i++) {
            Tensor gradient = context.grad(i);
            if (gradient != null && outputs[i].requiresGrad()) {
              reached.add(outputs[i]);
              gradients.add(gradient);
            }
          }
          return Autograd.grad(reached, aliases, gradients, createGraph, createGraph)
              .toArray(Tensor[]::new);
        });
  }
}
