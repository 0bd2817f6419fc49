package dev.crema.functional;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import java.util.function.BinaryOperator;

/** Anchors, what is to be near them, and what is to be far. */
record Triplet(String loss, Tensor anchor, Tensor positive, Tensor negative) {
  Triplet {
    LossInputs.floating(loss, anchor);
    LossInputs.sameDtype(loss, anchor, positive);
    LossInputs.sameDtype(loss, anchor, negative);
    int axes = anchor.ndim();
    if (axes == 0 || positive.ndim() != axes || negative.ndim() != axes) {
      throw new CremaException(
          "%s: shapes %s, %s and %s: give all the same number of axes, one at least"
              .formatted(loss, anchor.shape(), positive.shape(), negative.shape()));
    }
  }

  /** By how much the negative is not as much farther than the positive as it should be. */
  Tensor losses(BinaryOperator<Tensor> distance, double margin, boolean swap) {
    Tensor near = distance.apply(anchor, positive);
    Tensor far = distance.apply(anchor, negative);
    Tensor least = swap ? far.minimum(distance.apply(positive, negative)) : far;
    return MarginLosses.lacking(near.sub(least).add(margin));
  }
}
