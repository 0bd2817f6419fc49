package dev.crema.tensor;

/** What an interpreter works on: storage, and how the values lie in it. */
public record Operand(Storage storage, Layout layout) implements Typed {
  /** Storage that holds exactly the elements of a shape in row-major order. */
  public static Operand contiguous(Storage storage, Shape shape) {
    return new Operand(storage, Layout.contiguous(shape));
  }

  @Override
  public Shape shape() {
    return layout.shape();
  }

  @Override
  public DType dtype() {
    return storage.dtype();
  }
}
