package dev.crema.functional;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** A form that is linear in two vectors. */
final class Bilinear {
  private Bilinear() {}

  /** x1ᵀ W_o x2 for each output o. */
  static Tensor of(Tensor x1, Tensor x2, Tensor weight, @Nullable Tensor bias) {
    boolean fits = weight.ndim() == 3 && x1.ndim() >= 1 && x1.ndim() == x2.ndim();
    for (int i = 0; fits && i < x1.ndim() - 1; i++) {
      fits = x1.size(i) == x2.size(i);
    }
    if (!fits || x1.size(-1) != weight.size(1) || x2.size(-1) != weight.size(2)) {
      throw new CremaException(
          "bilinear: inputs of shapes (…, a) and (…, b) take a weight (outputs, a, b), was given %s, %s and %s"
              .formatted(x1.shape(), x2.shape(), weight.shape()));
    }
    if (bias != null && (bias.ndim() != 1 || bias.size(0) != weight.size(0))) {
      throw new CremaException(
          "bilinear: a weight of shape %s has %d outputs and takes a bias of shape (%d,), but was given %s"
              .formatted(weight.shape(), weight.size(0), weight.size(0), bias.shape()));
    }
    Tensor left = x1.unsqueeze(-2).unsqueeze(-2).matmul(weight);
    Tensor y = left.squeeze(-2).mul(x2.unsqueeze(-2)).sum(-1);
    return bias == null ? y : y.add(bias);
  }
}
