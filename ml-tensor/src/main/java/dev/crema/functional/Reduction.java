package dev.crema.functional;

import dev.crema.tensor.Tensor;

/** What becomes of the losses of the single elements. */
public enum Reduction {
  /** Their mean; NaN where there is none. */
  MEAN,
  /** Their sum. */
  SUM,
  /** Themselves. */
  NONE;

  /** Applies this to the losses of the elements. */
  public Tensor of(Tensor losses) {
    return switch (this) {
      case MEAN -> losses.mean();
      case SUM -> losses.sum();
      case NONE -> losses;
    };
  }
}
