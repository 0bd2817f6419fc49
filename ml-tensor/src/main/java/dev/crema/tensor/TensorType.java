package dev.crema.tensor;

/** The shape and dtype that an operation promises for one of its outputs. */
public record TensorType(DType dtype, Shape shape) implements Typed {
  @Override
  public String toString() {
    return dtype + shape.toString();
  }
}
