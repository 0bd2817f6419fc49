package dev.crema.tensor;

/** Anything that has a shape and a dtype: a tensor, an operand, or only the promise of one. */
public interface Typed {
  Shape shape();

  DType dtype();
}
