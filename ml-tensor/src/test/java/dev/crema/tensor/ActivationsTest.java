package dev.crema.tensor;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crema.functional.F;
import org.junit.jupiter.api.Test;

/** Activations that are written with others: shapes, and what is refused. */
class ActivationsTest {
  @Test
  void refusals() {
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> F.glu(Tensor.ones(2, 3), 1))
        .withMessage("glu: axis 1 of shape (2, 3) has an odd size and cannot be halved");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> Tensor.ones(2, 3).prelu(Tensor.ones(2)))
        .withMessage(
            "prelu: a weight of shape (2,) for x of shape (2, 3): give one number, or one a"
                + " channel (axis 1)");
  }
}
