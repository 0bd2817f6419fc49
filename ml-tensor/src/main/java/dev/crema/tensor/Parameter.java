package dev.crema.tensor;

import org.jspecify.annotations.Nullable;

/**
 * A trained value: a leaf that requires a gradient and that the optimizer may write in place.
 *
 * <p>Its shape and dtype are fixed for life; an update of another shape is refused, so no
 * broadcasting mistake can make a weight grow.
 */
public final class Parameter extends Tensor {
  private @Nullable String name;

  /** A parameter that begins with a copy of these values. */
  public Parameter(Tensor initial) {
    super(Leaf.own(initial));
    if (!initial.isFloating()) {
      throw new CremaException(
          "a Parameter is trained and must be floating, but was given " + initial.dtype());
    }
    operand().storage().ownedBy(this);
    markRequiresGrad(true);
  }

  /** Writes new values of the same shape and dtype, outside of recording. */
  public void assign(Tensor values) {
    Leaf.write(this, values);
  }

  /** Freezes or unfreezes this parameter itself; unlike other tensors it stays the same object. */
  @Override
  public Parameter requiresGrad(boolean required) {
    markRequiresGrad(required);
    return this;
  }

  /** Forgets the accumulated gradient. */
  public void zeroGrad() {
    setGrad(null);
  }

  /** How often it was written. */
  public int version() {
    return operand().storage().version();
  }

  /** Its path in the model, such as {@code hidden.weight}, once a module has named it. */
  public @Nullable String name() {
    return name;
  }

  public Parameter named(String path) {
    this.name = path;
    return this;
  }

  @Override
  String describe() {
    return Leaf.describe("parameter", name, this);
  }
}
