package dev.crema.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crema.functional.F;
import dev.crema.functional.PadMode;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * Shapes of other kinds: nothing, no axes, one element, and what is refused. What PyTorch gives
 * otherwise is compared by the reference vectors.
 */
class RearrangementsTest {
  private static final Tensor X = Tensor.arange(6).reshape(2, 3);
  private static final Tensor NONE = Tensor.zeros(0, 3);

  private static void refused(String message, ThrowingCallable call) {
    assertThatExceptionOfType(CremaException.class).isThrownBy(call).withMessage(message);
  }

  @Test
  void ofNothing() {
    assertThat(NONE.repeat(2, 2).shape()).isEqualTo(Shape.of(0, 6));
    assertThat(X.repeat(1, 0).shape()).isEqualTo(Shape.of(2, 0));
    assertThat(NONE.repeatInterleave(2, 0).shape()).isEqualTo(Shape.of(0, 3));
    assertThat(X.repeatInterleave(0, 1).shape()).isEqualTo(Shape.of(2, 0));
    assertThat(NONE.flip(0, 1).shape()).isEqualTo(Shape.of(0, 3));
    assertThat(NONE.roll(5).shape()).isEqualTo(Shape.of(0, 3));
    assertThat(NONE.rot90(1, 0, 1).shape()).isEqualTo(Shape.of(3, 0));
    assertThat(NONE.unflatten(0, 0, 4).shape()).isEqualTo(Shape.of(0, 4, 3));
    assertThat(F.pad(NONE, 1, 1, 2, 0).shape()).isEqualTo(Shape.of(2, 5));
    assertThat(F.pad(NONE, PadMode.REFLECT, 1, 2).shape()).isEqualTo(Shape.of(0, 6));
    assertThat(NONE.diagEmbed(0, 1, 2).shape()).isEqualTo(Shape.of(0, 3, 3));
    assertThat(Tensor.zeros(0).diag(2).shape()).isEqualTo(Shape.of(2, 2));
    assertThat(NONE.tensorSplit(2, 0)).hasSize(2);
    assertThat(Tensor.trilIndices(0, 3, 0).shape()).isEqualTo(Shape.of(2, 0));
    assertThat(Tensor.cat(List.of(Tensor.zeros(0), NONE, NONE), 1).shape())
        .isEqualTo(Shape.of(0, 6));
    assertThat(Tensor.cat(List.of(Tensor.zeros(0), Tensor.zeros(0)), 0).shape())
        .isEqualTo(Shape.of(0));
  }

  @Test
  void ofNoAxes() {
    Tensor one = Tensor.full(3);
    assertThat(one.repeat().shape()).isEqualTo(Shape.of());
    assertThat(one.tile(2).shape()).isEqualTo(Shape.of(2));
    assertThat(one.roll(1).shape()).isEqualTo(Shape.of());
    assertThat(one.flip().item()).isEqualTo(3);
    assertThat(F.pad(one).item()).isEqualTo(3);
    assertThat(Tensor.hstack(List.of(one, one)).shape()).isEqualTo(Shape.of(2));
    assertThat(Tensor.vstack(List.of(one, one)).shape()).isEqualTo(Shape.of(2, 1));
    assertThat(Tensor.dstack(List.of(one, one)).shape()).isEqualTo(Shape.of(1, 1, 2));
    refused(
        "axis 0 was asked of a 0-d tensor, which has no axes", () -> Tensor.cat(List.of(one), 0));
  }

  /** As torch has them: F.pad(x, (1, -1), mode=…) wraps what is left, reflects what was there. */
  @Test
  void croppedPads() {
    assertThat(F.pad(X, PadMode.CIRCULAR, 1, -1).toLongs()).containsExactly(1, 0, 1, 4, 3, 4);
    assertThat(F.pad(X, PadMode.REFLECT, -1, 2).toLongs()).containsExactly(1, 2, 1, 0, 4, 5, 4, 3);
    assertThat(F.pad(X, -1, -2).shape()).isEqualTo(Shape.of(2, 0));
    assertThat(F.pad(Tensor.of(true, false), new int[] {1, 1}, 1).toBooleans())
        .containsExactly(true, true, false, true);
  }

  @Test
  void shapesRefused() {
    refused(
        "unflatten: axis 1 of shape (2, 3) cannot be of sizes [2, 2]: they must multiply to 3",
        () -> X.unflatten(1, 2, 2));
    refused("unflatten: no sizes were given for axis 0 of shape (2, 3)", () -> X.unflatten(0));
    refused(
        "movedim: axes [0, 1] cannot go to [1]: give as many places as axes",
        () -> X.movedim(new int[] {0, 1}, new int[] {1}));
    refused("axes [0, -2] name axis 0 twice", () -> X.movedim(new int[] {0, -2}, new int[] {0, 1}));
    refused(
        "split: sizes [1, 1] of axis 1 of shape (2, 3): give sizes that add up to 3",
        () -> X.split(new int[] {1, 1}, 1));
    refused("tensorSplit: the pieces must be at least 1, but were 0", () -> X.tensorSplit(0, 0));
  }

  @Test
  void repetitionsRefused() {
    refused(
        "repeat: shape (2, 3) cannot be repeated [2] times: give a number that is not negative"
            + " for each of the 2 axes, or more",
        () -> X.repeat(2));
    refused(
        "repeatInterleave: a count cannot be negative, but is -1", () -> X.repeatInterleave(-1, 0));
    refused(
        "repeatInterleave: counts int64(2,) for axis 1 of shape (2, 3): give integers that are"
            + " not negative, 3 or one of them",
        () -> X.repeatInterleave(Tensor.of(1L, 2L), 1));
    refused("axes [0, 0] name axis 0 twice", () -> X.flip(0, 0));
    refused(
        "roll: shifts [1] along axes [0, 1]: give as many, one or more",
        () -> X.roll(new int[] {1}, new int[] {0, 1}));
    refused("rot90: axes 1 and -1 of shape (2, 3) are one", () -> X.rot90(1, 1, -1));
    refused(
        "pixelShuffle by 2 of shape (6, 1, 1): give (…, channels, height, width) with a multiple"
            + " of 4 channels",
        () -> F.pixelShuffle(X.reshape(6, 1, 1), 2));
    refused(
        "pixelUnshuffle by 2 of shape (1, 2, 3): give (…, channels, height, width) with multiples"
            + " of 2 as height and width",
        () -> F.pixelUnshuffle(X.unsqueeze(0), 2));
  }

  @Test
  void joinsRefused() {
    refused("stack: no tensors were given", () -> Tensor.stack(List.of(), 0));
    refused(
        "stack: shapes (2, 3) and (0, 3) were given; all must be equal",
        () -> Tensor.stack(List.of(X, NONE), 0));
    refused(
        "meshgrid: indexing is ij or xy, and not 'yx'",
        () -> Tensor.meshgrid(List.of(X.get(0)), "yx"));
    refused(
        "meshgrid: float32(0, 3) was given beside int64(3,): give vectors of one dtype",
        () -> Tensor.meshgrid(List.of(X.get(0), NONE), "ij"));
    refused(
        "cartesianProd: int64() was given beside int64(): give vectors of one dtype",
        () -> Tensor.cartesianProd(List.of(X.get(0, 0))));
    refused("logspace: steps must not be negative, but was -1", () -> Tensor.logspace(0, 1, -1));
  }

  @Test
  void padsRefused() {
    refused(
        "pad: [1] of shape (2, 3): give pairs of numbers from the last axis on, which leave no"
            + " axis less than nothing",
        () -> F.pad(X, 1));
    refused(
        "pad: [-2, -2] of shape (2, 3): give pairs of numbers from the last axis on, which leave"
            + " no axis less than nothing",
        () -> F.pad(X, -2, -2));
    refused(
        "pad: REFLECT padding of axis 1 by 3 and 1 has too few elements in shape (2, 3)",
        () -> F.pad(X, PadMode.REFLECT, 3, 1));
    refused(
        "pad: CIRCULAR padding of axis 1 by 4 and 0 has too few elements in shape (2, 3)",
        () -> F.pad(X, PadMode.CIRCULAR, 4, 0));
    refused(
        "pad: REPLICATE padding of axis 1 by 0 and 1 has too few elements in shape (1, 0, 3)",
        () -> F.pad(NONE.unsqueeze(0), PadMode.REPLICATE, 0, 0, 0, 1));
    refused(
        "pad: CIRCULAR padding by [1, 1, 1, 1] of shape (2, 3): give one to three pairs, and one"
            + " or two axes more than pairs",
        () -> F.pad(X, PadMode.CIRCULAR, 1, 1, 1, 1));
  }

  @Test
  void diagonalsRefused() {
    refused(
        "diag: shape () is neither a vector nor a matrix; diagonal and diagEmbed take batches",
        () -> Tensor.full(1).diag(0));
    refused("diagEmbed: axes 0 and 0 of the result are one", () -> X.diagEmbed(0, 0, 0));
    refused(
        "tril takes matrices, along the last two axes, but the shape is (3,)",
        () -> X.get(0).tril(0));
  }
}
