package dev.crema.tensor;

import org.jspecify.annotations.Nullable;

/**
 * What a gradient rule sees: the forward values and the gradients of the outputs.
 *
 * <p>A value is checked when it is asked for, so only a rule that uses a parameter's value minds
 * that the parameter was written in between.
 */
public final class Backward {
  private final Node node;
  private final Tensor[] inputs;
  private final @Nullable Tensor[] gradients;

  Backward(Node node, @Nullable Tensor[] gradients) {
    this.node = node;
    this.inputs = node.inputs();
    this.gradients = gradients;
  }

  /** The number of inputs. */
  public int inputs() {
    return inputs.length;
  }

  /**
   * An input's value.
   *
   * @throws CremaException if its parameter or buffer was written since the forward pass
   */
  public Tensor input(int i) {
    return node.saved(i);
  }

  /** An output's value. */
  public Tensor output(int i) {
    return node.outputs()[i];
  }

  /** The shape of an input, whose value need not be kept for it. */
  public Shape shape(int i) {
    return inputs[i].shape();
  }

  /** Whether a gradient of this input is wanted. */
  public boolean needs(int i) {
    return inputs[i].requiresGrad();
  }

  /** The gradient of the only output. */
  public Tensor grad() {
    Tensor gradient = gradients[0];
    return gradient == null ? node.outputs()[0].zerosLike() : gradient;
  }

  /** The gradient of an output; null where nothing that was differentiated depends on it. */
  public @Nullable Tensor grad(int output) {
    return gradients[output];
  }
}
