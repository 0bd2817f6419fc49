package dev.crema.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.crema.tensor.Autograd;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Refusals of losses, and their ends: infinite numbers, ties, nothing. What PyTorch gives else is
 * compared by the reference vectors; the losses that are layers have their refusals with these.
 */
class LossesTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private static void refused(Runnable call, String message) {
    assertThatExceptionOfType(CremaException.class).isThrownBy(call::run).withMessage(message);
  }

  private static Tensor slope(Tensor loss, Tensor x) {
    return Autograd.grad(List.of(loss.sum()), List.of(x), null, true, true).getFirst();
  }

  private static double[] gradient(Tensor loss, Tensor x) {
    return slope(loss, x).toDoubles();
  }

  @Test
  void whatIsNoOption() {
    Tensor x = Tensor.ones(2, 3);
    refused(
        () -> F.smoothL1Loss(x, x, -1, Reduction.MEAN),
        "smoothL1Loss: beta must be 0 or more, but was -1.0");
    refused(
        () -> F.huberLoss(x, x, 0, Reduction.MEAN),
        "huberLoss: delta must be above 0, but was 0.0");
    refused(
        () -> MultiMarginOptions.DEFAULT.withP(3), "multiMarginLoss: p must be 1 or 2, but was 3");
    refused(
        () -> CrossEntropyOptions.DEFAULT.withLabelSmoothing(-0.1),
        "crossEntropy: labelSmoothing must be from 0 to 1, but was -0.1");
  }

  @Test
  void whatDoesNotFit() {
    Tensor x = Tensor.ones(2, 3);
    refused(
        () -> F.klDiv(x, Tensor.ones(3)),
        "klDiv: the prediction has shape (2, 3) and the target (3,), which must be equal");
    refused(
        () -> F.poissonNllLoss(x, Tensor.of(1L, 2L)),
        "poissonNllLoss: the prediction has shape (2, 3) and the target (2,), which must be equal");
    refused(
        () -> F.softMarginLoss(x, x.to(DType.FLOAT64)),
        "softMarginLoss: the prediction is float32 and the target float64; cast the target with"
            + " to(FLOAT32)");
    refused(
        () -> F.multilabelSoftMarginLoss(Tensor.full(1), Tensor.full(1)),
        "multilabelSoftMarginLoss: the prediction must have an axis of classes, but is a 0-d"
            + " tensor");
    refused(
        () -> F.marginRankingLoss(x, x, Tensor.full(1)),
        "marginRankingLoss: first, second and target must have as many axes, but have shapes (2,"
            + " 3), (2, 3) and ()");
    refused(
        () -> F.cosineEmbeddingLoss(x, x, Tensor.full(1)),
        "cosineEmbeddingLoss: shapes (2, 3), (2, 3) and (): give (n, k), (n, k) and (n), or (k),"
            + " (k) and ()");
    refused(
        () -> F.tripletMarginLoss(x, x, Tensor.ones(3)),
        "tripletMarginLoss: shapes (2, 3), (2, 3) and (3,): give all the same number of axes, one"
            + " at least");
  }

  @Test
  void variancesOfElementsOrRows() {
    Tensor x = Tensor.ones(2, 3);
    refused(
        () -> F.gaussianNllLoss(x, x, Tensor.ones(3)),
        "gaussianNllLoss: the prediction has shape (2, 3) and the variance (3,): give one an"
            + " element, or one a row");
    refused(
        () -> F.gaussianNllLoss(x, x, Tensor.of(1f, -0.5f)),
        "gaussianNllLoss: variances must be 0 or more, but the one at [1] is -0.5");
  }

  /** As torch.autograd.grad of PyTorch has it: the bound holds the value and not the gradient. */
  @Test
  void theGradientOfAVarianceThatIsHeld() {
    Tensor variance = Tensor.of(0.0, 0.001, INFINITY).requiresGrad(true);
    Tensor x = Tensor.of(0.0, 0.0, 0.0);
    Tensor y = Tensor.of(0.0, 0.1, 0.0);
    Tensor loss = F.gaussianNllLoss(x, y, variance, false, 0.01, Reduction.NONE);
    assertThat(loss.toDoubles()[0]).isEqualTo(0.5 * StrictMath.log(0.01));
    assertThat(gradient(loss, variance)[0]).isEqualTo(50);
    assertThat(gradient(loss, variance)[1]).isBetween(-1e-9, 1e-9);
    assertThat(gradient(loss, variance)[2]).isZero();
  }

  @Test
  void labelsOfMargins() {
    Tensor x = Tensor.ones(2, 3);
    refused(
        () -> F.multiMarginLoss(x, Tensor.of(0L, -1L)),
        "multiMarginLoss: label -1 at [1] is none of the 3 classes: give 0 to 2");
    refused(
        () -> F.multiMarginLoss(Tensor.ones(2, 3, 4), Tensor.of(0L, 1L)),
        "multiMarginLoss: the prediction must have shape (classes) or (n, classes), not (2, 3, 4)");
    refused(
        () -> F.multilabelMarginLoss(x, Tensor.of(new long[] {0, -1, 3, 0, 0, 0}, 2, 3)),
        "multilabelMarginLoss: label 3 at [0, 2] is none of the 3 classes: give 0 to 2, and -1"
            + " behind the last");
    refused(
        () -> F.multilabelMarginLoss(x, Tensor.of(0L, 1L)),
        "multilabelMarginLoss: the target must be rows of labels, int64 and of shape (2, 3), but is"
            + " int64 of shape (2,)");
    refused(
        () -> F.multilabelMarginLoss(Tensor.ones(2, 0), Tensor.of(new long[0], 2, 0)),
        "multilabelMarginLoss: the prediction must have shape (classes) or (n, classes), not (2,"
            + " 0)");
  }

  /** Infinite distances have an infinite loss and the slope of the line. */
  @Test
  void infiniteDistances() {
    Tensor x = Tensor.of(INFINITY, -INFINITY, 0).requiresGrad(true);
    Tensor y = Tensor.of(0.0, 0.0, 0.0);
    Tensor smooth = F.smoothL1Loss(x, y, 1, Reduction.NONE);
    assertThat(smooth.toDoubles()).containsExactly(INFINITY, INFINITY, 0);
    assertThat(gradient(smooth, x)).containsExactly(1, -1, 0);
    Tensor huber = F.huberLoss(x, y, 2, Reduction.NONE);
    assertThat(gradient(huber, x)).containsExactly(2, -2, 0);
    Tensor margin = F.softMarginLoss(Tensor.of(-1000.0, 1000), Tensor.of(1L, 1L), Reduction.NONE);
    assertThat(margin.toDoubles()).containsExactly(1000, 0);
  }

  /** The curvature in the middle of the parabola, where |x| has none. */
  @Test
  void theCurvatureAtNoDistance() {
    Tensor x = Tensor.of(new double[] {3}).requiresGrad(true);
    Tensor loss = F.smoothL1Loss(x, Tensor.of(new double[] {3}), 0.5, Reduction.SUM);
    assertThat(gradient(slope(loss, x), x)).containsExactly(2);
  }

  @Test
  void theCurvatureAtALogitOfZero() {
    Tensor x = Tensor.of(new double[] {0}).requiresGrad(true);
    Tensor loss = F.binaryCrossEntropyWithLogits(x, Tensor.of(new double[] {1}));
    assertThat(gradient(loss, x)).containsExactly(-0.5);
    assertThat(gradient(slope(loss, x), x)).containsExactly(0.25);
  }

  @Test
  void nothing() {
    Tensor x = Tensor.zeros(0, 3);
    Tensor none = Tensor.of(new long[0]);
    assertThat(F.huberLoss(x, x).item()).isNaN();
    assertThat(F.multiMarginLoss(x, none).item()).isNaN();
    assertThat(F.klDivBatchMean(x, x, false).item()).isNaN();
    assertThat(F.nllLoss(x, none, null, 0, Reduction.SUM).item()).isZero();
    Tensor probabilities = Tensor.zeros(2, 3);
    assertThat(F.klDiv(probabilities, probabilities, false, Reduction.SUM).item()).isZero();
  }

  /** A probability of 0 hides a logarithm of minus infinity, and has that of others as gradient. */
  @Test
  void rowsWithProbabilitiesOfZero() {
    Tensor logits = Tensor.of(0, -INFINITY, 0);
    Tensor rows = Tensor.of(1.0, 0, 0).requiresGrad(true);
    Tensor loss = F.crossEntropy(logits, rows);
    assertThat(loss.item()).isEqualTo(StrictMath.log(2));
    double bit = StrictMath.log(2);
    assertThat(gradient(loss, rows)).containsExactly(new double[] {bit, 0, bit}, within(1e-15));
  }
}
