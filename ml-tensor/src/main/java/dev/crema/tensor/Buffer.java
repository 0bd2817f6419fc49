package dev.crema.tensor;

import org.jspecify.annotations.Nullable;

/** A value that is saved with a model but not trained, such as a running mean. */
public final class Buffer extends Tensor {
  private @Nullable String name;

  /** A buffer that begins with a copy of these values. */
  public Buffer(Tensor initial) {
    super(Leaf.own(initial));
    operand().storage().ownedBy(this);
  }

  /** Writes new values of the same shape and dtype, outside of recording. */
  public void assign(Tensor values) {
    Leaf.write(this, values);
  }

  /** How often it was written. */
  public int version() {
    return operand().storage().version();
  }

  /** Its path in the model, such as {@code norm.running_mean}, once a module has named it. */
  public @Nullable String name() {
    return name;
  }

  public Buffer named(String path) {
    this.name = path;
    return this;
  }

  @Override
  String describe() {
    return Leaf.describe("buffer", name, this);
  }
}
