package dev.crema.functional;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;

/** The loss of pairs of vectors that are to be alike, or not. */
final class CosineLoss {
  /** PyTorch's constant, which is a float; it keeps the cosine of a vector of zeros a number. */
  private static final double LEAST_SQUARE = 1e-12f;

  private CosineLoss() {}

  static Tensor of(Tensor first, Tensor second, Tensor target, double margin, Reduction reduction) {
    String name = "cosineEmbeddingLoss";
    LossInputs.sameDtype(name, first, second);
    Tensor y = LossInputs.numbers(name, first, target);
    int axes = target.ndim() + 1;
    if (target.ndim() > 1 || first.ndim() != axes || second.ndim() != axes) {
      throw new CremaException(
          "%s: shapes %s, %s and %s: give (n, k), (n, k) and (n), or (k), (k) and ()"
              .formatted(name, first.shape(), second.shape(), target.shape()));
    }
    Tensor squares = square(first).mul(square(second));
    Tensor cosines = first.mul(second).sum(-1).div(squares.sqrt());
    Tensor alike = cosines.neg().add(1).maskedFill(y.ne(1), 0);
    Tensor apart = MarginLosses.lacking(cosines.sub(margin)).maskedFill(y.ne(-1), 0);
    return reduction.of(alike.add(apart));
  }

  private static Tensor square(Tensor x) {
    return x.square().sum(-1).add(LEAST_SQUARE);
  }
}
