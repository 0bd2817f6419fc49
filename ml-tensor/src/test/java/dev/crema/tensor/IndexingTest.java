package dev.crema.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * Elements read and written by position, counted and searched: dtypes, ties, nothing, and what is
 * refused. What PyTorch gives otherwise is compared by the reference vectors.
 */
class IndexingTest {
  private static final Tensor X = Tensor.of(new float[][] {{0, 1, 2}, {3, 4, 5}});
  private static final Tensor PLACES = Tensor.of(new long[][] {{0, 0}, {1, 2}});
  private static final double NAN = Double.NaN;

  private static void refused(String message, ThrowingCallable call) {
    assertThatExceptionOfType(CremaException.class).isThrownBy(call).withMessage(message);
  }

  @Test
  void reductionsOfIntegersAndOfNaN() {
    Tensor whole = X.to(DType.INT64);
    Tensor twos = Tensor.full(DType.INT64, 2, Shape.of(2, 2));
    assertThat(whole.scatterReduce(1, PLACES, twos, ScatterReduction.MEAN, true).toLongs())
        .containsExactly(1, 1, 2, 3, 3, 3);
    assertThat(whole.scatterReduce(1, PLACES, twos, ScatterReduction.AMIN, true).toLongs())
        .containsExactly(0, 1, 2, 3, 2, 2);
    assertThat(whole.scatterReduce(1, PLACES, twos, ScatterReduction.PROD, false).toLongs())
        .containsExactly(4, 1, 2, 3, 2, 2);
    Tensor source = Tensor.of(new float[][] {{(float) NAN, 1}, {7, 8}});
    for (ScatterReduction each : ScatterReduction.values()) {
      double[] found = X.scatterReduce(1, PLACES, source, each, true).toDoubles();
      assertThat(found[0]).isNaN();
      assertThat(found[1]).isEqualTo(1);
    }
  }

  /** Of three equal greatest values each has a third of the gradient. */
  @Test
  void equalsShareTheGradient() {
    Tensor x = Tensor.of(1.0, 5.0).requiresGrad(true);
    Tensor source = Tensor.of(5.0, 5.0, 2.0).requiresGrad(true);
    Tensor index = Tensor.of(1L, 1L, 0L);
    Tensor most = x.scatterReduce(0, index, source, ScatterReduction.AMAX, true);
    assertThat(most.toDoubles()).containsExactly(2, 5);
    var gradients =
        Autograd.grad(
            java.util.List.of(most),
            java.util.List.of(x, source),
            java.util.List.of(Tensor.of(1.0, 3.0)),
            false,
            false);
    assertThat(gradients.get(0).toDoubles()).containsExactly(0, 1);
    assertThat(gradients.get(1).toDoubles()).containsExactly(1, 1, 1);
  }

  @Test
  void order() {
    Tensor x = Tensor.of(1, NAN, 3, 3, 2);
    assertThat(x.topk(3).indices().toLongs()).containsExactly(1, 2, 3);
    assertThat(x.topk(3, 0, false).indices().toLongs()).containsExactly(0, 4, 2);
    assertThat(x.topk(0).values().shape()).isEqualTo(Shape.of(0));
    assertThat(Tensor.full(7).topk(1).values().item()).isEqualTo(7);
    assertThat(Tensor.full(7).sort(-1, false).indices().itemLong()).isZero();
    assertThat(Tensor.zeros(0, 3).sort(0, true).values().shape()).isEqualTo(Shape.of(0, 3));
    assertThat(Tensor.of(1, NAN, NAN, 2).mode(0).values().item()).isEqualTo(1);
    assertThat(Tensor.of(2L, 1L, 2L, 1L).mode(0).indices().itemLong()).isEqualTo(3);
  }

  @Test
  void placesInASequence() {
    Tensor sorted = Tensor.of(1.0, 2, 2, 3);
    Tensor values = Tensor.of(2, NAN, 0, 5);
    assertThat(sorted.searchsorted(values, false).toLongs()).containsExactly(1, 4, 0, 4);
    assertThat(sorted.searchsorted(values, true).toLongs()).containsExactly(3, 4, 0, 4);
    assertThat(Tensor.zeros(0).searchsorted(X, true).sum().itemLong()).isZero();
    assertThat(sorted.searchsorted(Tensor.of(2L).reshape(), true).shape()).isEqualTo(Shape.of());
    assertThat(X.isin(Tensor.of(1f, 4f, 9f)).toBooleans())
        .containsExactly(false, true, false, false, true, false);
    assertThat(X.isin(Tensor.zeros(0)).any().itemBoolean()).isFalse();
  }

  @Test
  void counts() {
    assertThat(Tensor.of(1L, 1L, 3L).bincount(5).toLongs()).containsExactly(0, 2, 0, 1, 0);
    assertThat(Tensor.of(new long[0], 0).bincount(2).toLongs()).containsExactly(0, 0);
    Tensor halves = Tensor.of(1L, 1L).bincount(Tensor.of(1L, 2L), 0);
    assertThat(halves.dtype()).isEqualTo(DType.FLOAT64);
    assertThat(Tensor.of(NAN, 1, 0.5, 2, 3).histc(2, 0, 2).toDoubles()).containsExactly(1, 2);
    assertThat(Tensor.ones(3).histc(4, 0, 0).toFloats()).containsExactly(0, 0, 3, 0);
    assertThat(Tensor.zeros(0).histc(2, 0, 0).toFloats()).containsExactly(0, 0);
    assertThat(Tensor.of(1L, 1L, 2L, 1L).uniqueConsecutive().counts().toLongs())
        .containsExactly(2, 1, 1);
  }

  @Test
  void logarithmsOfRunningSums() {
    double inf = Double.POSITIVE_INFINITY;
    double[] found = Tensor.of(-inf, -inf, 1, 2, inf, 3, NAN).logcumsumexp(0).toDoubles();
    assertThat(found).containsExactly(-inf, -inf, 1, 2.313261687518223, inf, inf, NAN);
    assertThat(Tensor.full(2).logcumsumexp(0).item()).isEqualTo(2);
  }

  @Test
  void writesRefused() {
    refused(
        "indexPut: the source is float64(2, 2), but must be float32 and of the index's shape (2,"
            + " 2)",
        () -> X.scatter(1, PLACES, Tensor.ones(DType.FLOAT64, 2, 2)));
    refused(
        "indexAdd along axis 1 of float32(2, 3): an index int64(2,) and a source float32(2, 3):"
            + " give a 1-D index of integers, and a source of the same dtype with as many entries"
            + " in this axis",
        () -> X.indexAdd(1, Tensor.of(0L, 1L), X, 1));
    refused(
        "indexFill: the value must be 0-d, but has shape (1,)",
        () -> X.indexFill(1, Tensor.of(0L, 1L), Tensor.ones(1)));
    refused(
        "sliceScatter: the step must be at least 1, but was 0",
        () -> X.sliceScatter(1, 0, 3, 0, X));
    refused(
        "selectScatter: a source of shape (1,) for one entry of axis 1 of shape (2, 3)",
        () -> X.selectScatter(1, 0, Tensor.ones(1)));
    refused(
        "maskedScatter: a source float32(2,) for the 3 true elements of a mask over float32(2,"
            + " 3): give as many of the same dtype",
        () -> X.maskedScatter(X.gt(2), Tensor.ones(2)));
    refused(
        "maskedFill: the value must be 0-d, but has shape (1,); use where",
        () -> X.maskedFill(X.gt(2), Tensor.ones(1)));
  }

  @Test
  void readsRefused() {
    refused(
        "takeAlongDim: an index of shape (2,) for shape (2, 3): give as many axes",
        () -> X.takeAlongDim(Tensor.of(0L, 1L), 1));
    refused(
        "gather: index 6 at [0] is out of range for axis 0 of size 6",
        () -> X.take(Tensor.of(6L, 0L)));
    refused(
        "maskedSelect: shapes (2, 3) and (2,) do not broadcast: sizes 3 and 2 at axis -1 are"
            + " neither equal nor 1",
        () -> X.maskedSelect(Tensor.of(true, false)));
    refused("topk: 4 elements were asked of axis -1 of shape (2, 3): give 0 to 3", () -> X.topk(4));
    refused("mode: axis 0 of shape (0, 3) has no elements", () -> Tensor.zeros(0, 3).mode(0));
    refused(
        "searchsorted: a sequence of shape (2, 3) and values of shape (1,): give a 1-D sequence,"
            + " or equal leading axes",
        () -> X.searchsorted(Tensor.ones(1), false));
    refused(
        "bucketize: the boundaries must be 1-D, but have shape (2, 3)",
        () -> X.bucketize(X, false));
  }

  @Test
  void countsRefused() {
    refused(
        "bincount of int64(2,), at least 0: give a vector of integers; none may be negative",
        () -> Tensor.of(1L, -1L).bincount(0));
    refused(
        "bincount: weights of shape (3,) for numbers of shape (2,)",
        () -> Tensor.of(1L, 1L).bincount(Tensor.ones(3), 0));
    refused(
        "histc: 4 bins from 3.0 to 1.0 of float32(6,): give one bin or more of floating numbers,"
            + " and a finite range that rises",
        () -> X.histc(4, 3, 1));
    refused(
        "logcumsumexp needs a floating dtype, but was given int64; cast with to(FLOAT32)",
        () -> PLACES.logcumsumexp(0));
    refused(
        "cross along axis 0 of shapes (2, 3) and (2, 3): give as many axes, this one of size 3",
        () -> X.cross(X, 0));
  }
}
