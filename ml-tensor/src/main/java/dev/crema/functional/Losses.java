package dev.crema.functional;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The losses of {@link F}, through which they are called.
 *
 * <p>Predictions are floating. Where nothing else is said, targets have their dtype and shape, and
 * the call without further arguments takes PyTorch's defaults: the mean.
 */
abstract sealed class Losses permits F {
  Losses() {}

  /** The label that counts for nothing unless another is named. */
  public static final long IGNORE_INDEX = -100;

  /** The mean of (x - y)². */
  public static Tensor mseLoss(Tensor x, Tensor y) {
    return mseLoss(x, y, Reduction.MEAN);
  }

  /**
   * (x - y)².
   *
   * <pre>{@code
   * F.mseLoss(Tensor.of(1f, 2f), Tensor.of(1f, 4f));  // tensor(2.)
   * F.mseLoss(Tensor.of(1f, 2f), Tensor.of(1f, 4f), Reduction.SUM);  // tensor(4.)
   * }</pre>
   *
   * @throws CremaException if shapes or dtypes differ: nothing is broadcast
   */
  public static Tensor mseLoss(Tensor x, Tensor y, Reduction reduction) {
    return RegressionLosses.mse(x, y, reduction);
  }

  /** The mean of |x - y|. */
  public static Tensor l1Loss(Tensor x, Tensor y) {
    return l1Loss(x, y, Reduction.MEAN);
  }

  /**
   * |x - y|.
   *
   * @throws CremaException if shapes or dtypes differ
   */
  public static Tensor l1Loss(Tensor x, Tensor y, Reduction reduction) {
    return RegressionLosses.l1(x, y, reduction);
  }

  /** {@link #smoothL1Loss(Tensor, Tensor, double, Reduction)} with beta 1. */
  public static Tensor smoothL1Loss(Tensor x, Tensor y) {
    return smoothL1Loss(x, y, 1, Reduction.MEAN);
  }

  /**
   * d² / (2 beta) where d = |x - y| is below beta, else d - beta / 2; {@link #l1Loss} for beta 0:
   * R. Girshick, "Fast R-CNN", 2015.
   *
   * @throws CremaException if shapes or dtypes differ or beta is negative
   */
  public static Tensor smoothL1Loss(Tensor x, Tensor y, double beta, Reduction reduction) {
    return RegressionLosses.smoothL1(x, y, beta, reduction);
  }

  /** {@link #huberLoss(Tensor, Tensor, double, Reduction)} with delta 1. */
  public static Tensor huberLoss(Tensor x, Tensor y) {
    return huberLoss(x, y, 1, Reduction.MEAN);
  }

  /**
   * d² / 2 where d = |x - y| is below delta, else delta (d - delta / 2).
   *
   * @throws CremaException if shapes or dtypes differ or delta is not above 0
   */
  public static Tensor huberLoss(Tensor x, Tensor y, double delta, Reduction reduction) {
    return RegressionLosses.huber(x, y, delta, reduction);
  }

  /** {@link #poissonNllLoss(Tensor, Tensor, PoissonNllOptions)} of logarithms of the rate. */
  public static Tensor poissonNllLoss(Tensor x, Tensor counts) {
    return poissonNllLoss(x, counts, PoissonNllOptions.DEFAULT);
  }

  /**
   * The negative log-likelihood of counts y of a Poisson distribution: eˣ - y x, or x - y log(x +
   * eps) for rates x; in full with y log y - y + log(2 π y) / 2 where y is above 1.
   *
   * @param counts of the predictions' dtype, or integers
   * @throws CremaException if shapes or dtypes differ
   */
  public static Tensor poissonNllLoss(Tensor x, Tensor counts, PoissonNllOptions options) {
    return RegressionLosses.poisson(x, counts, options);
  }

  /** {@link #gaussianNllLoss(Tensor, Tensor, Tensor, boolean, double, Reduction)} with eps 1e-6. */
  public static Tensor gaussianNllLoss(Tensor x, Tensor y, Tensor variance) {
    return gaussianNllLoss(x, y, variance, false, 1e-6, Reduction.MEAN);
  }

  /**
   * The negative log-likelihood of a normal distribution: (log v + (x - y)² / v) / 2 with v =
   * max(variance, eps); in full with log(2 π) / 2: D. Nix and A. Weigend, "Estimating the mean and
   * variance of the target probability distribution", 1994. The gradient of the variance is that of
   * v.
   *
   * @param variance one an element or one a row: of shape (…, 1), or without the last axis
   * @throws CremaException if shapes or dtypes do not fit or a variance is negative
   */
  public static Tensor gaussianNllLoss(
      Tensor x, Tensor y, Tensor variance, boolean full, double eps, Reduction reduction) {
    return RegressionLosses.gaussian(x, y, variance, full, eps, reduction);
  }

  /** {@link #binaryCrossEntropy(Tensor, Tensor, Tensor, Reduction)} without a weight. */
  public static Tensor binaryCrossEntropy(Tensor x, Tensor y) {
    return binaryCrossEntropy(x, y, null, Reduction.MEAN);
  }

  /**
   * -w (y log x + (1 - y) log(1 - x)) for probabilities x and y. The logarithms are never below
   * -100, and the gradient (x - y) / (x (1 - x)) divides by 1e-12 at least.
   *
   * @param weight broadcasts to the predictions
   * @throws CremaException if shapes or dtypes differ or a value is not from 0 to 1
   */
  public static Tensor binaryCrossEntropy(
      Tensor x, Tensor y, @Nullable Tensor weight, Reduction reduction) {
    return BinaryLosses.crossEntropy(x, y, weight, reduction);
  }

  /** The same as the loss without weights. */
  public static Tensor binaryCrossEntropyWithLogits(Tensor x, Tensor y) {
    return binaryCrossEntropyWithLogits(x, y, null, null, Reduction.MEAN);
  }

  /**
   * {@link #binaryCrossEntropy} of the sigmoid, exact for logits of any size: w ((1 - y) x + (1 +
   * (p - 1) y) log(1 + e⁻ˣ)).
   *
   * @param weight w, broadcasts to the predictions
   * @param posWeight p, the weight of the positive targets, broadcasts to the predictions
   * @throws CremaException if shapes or dtypes differ or a target is not from 0 to 1
   */
  public static Tensor binaryCrossEntropyWithLogits(
      Tensor x,
      Tensor y,
      @Nullable Tensor weight,
      @Nullable Tensor posWeight,
      Reduction reduction) {
    return BinaryLosses.crossEntropyWithLogits(x, y, weight, posWeight, reduction);
  }

  /** The mean of {@link #softMarginLoss(Tensor, Tensor, Reduction)}. */
  public static Tensor softMarginLoss(Tensor x, Tensor signs) {
    return softMarginLoss(x, signs, Reduction.MEAN);
  }

  /**
   * log(1 + exp(-y x)) for signs y, without overflow.
   *
   * @param signs 1 or -1, of the predictions' dtype or integers
   * @throws CremaException if shapes or dtypes differ
   */
  public static Tensor softMarginLoss(Tensor x, Tensor signs, Reduction reduction) {
    return BinaryLosses.softMargin(x, signs, reduction);
  }

  /** {@link #multilabelSoftMarginLoss(Tensor, Tensor, Tensor, Reduction)} without a weight. */
  public static Tensor multilabelSoftMarginLoss(Tensor x, Tensor y) {
    return multilabelSoftMarginLoss(x, y, null, Reduction.MEAN);
  }

  /**
   * The mean of {@link #binaryCrossEntropyWithLogits} over the classes: (…, classes) gives (…).
   *
   * @param y 0 or 1, of the predictions' dtype or integers
   * @param weight broadcasts to the predictions
   * @throws CremaException if shapes or dtypes differ
   */
  public static Tensor multilabelSoftMarginLoss(
      Tensor x, Tensor y, @Nullable Tensor weight, Reduction reduction) {
    return BinaryLosses.multilabelSoftMargin(x, y, weight, reduction);
  }

  /** {@link #nllLoss(Tensor, Tensor, Tensor, long, Reduction)} without weights. */
  public static Tensor nllLoss(Tensor logProbs, Tensor labels) {
    return nllLoss(logProbs, labels, null, IGNORE_INDEX, Reduction.MEAN);
  }

  /**
   * -w[y] x[y] for labels y. The mean is over the weights of the labels that count.
   *
   * @param logProbs x: (classes), (n, classes) or (n, classes, a, b, …)
   * @param labels integers, of the same shape without the classes
   * @param weight one a class
   * @throws CremaException if shapes do not fit or a label is no class
   */
  public static Tensor nllLoss(
      Tensor logProbs,
      Tensor labels,
      @Nullable Tensor weight,
      long ignoreIndex,
      Reduction reduction) {
    return ClassLosses.nll(logProbs, labels, weight, ignoreIndex, reduction);
  }

  /** {@link #crossEntropy(Tensor, Tensor, CrossEntropyOptions)} without weights and smoothing. */
  public static Tensor crossEntropy(Tensor logits, Tensor target) {
    return crossEntropy(logits, target, CrossEntropyOptions.DEFAULT);
  }

  /**
   * -Σ w[c] q[c] logSoftmax(x)[c], where q is 1 at the label, or a row of probabilities; label
   * smoothing s takes (1 - s) q + s / classes for it (C. Szegedy et al., "Rethinking the Inception
   * architecture", 2015). The mean is over the weights of the labels that count, or over the rows.
   *
   * <pre>{@code
   * Tensor logits = Tensor.of(new float[][] {{2, 0, 0}, {0, 0, 0}});
   * F.crossEntropy(logits, Tensor.of(0L, 2L));  // tensor(0.6691)
   * }</pre>
   *
   * @param logits x: (classes), (n, classes) or (n, classes, a, b, …)
   * @param target integers, of the same shape without the classes, or probabilities of that shape
   * @throws CremaException if shapes do not fit or a label is no class
   */
  public static Tensor crossEntropy(Tensor logits, Tensor target, CrossEntropyOptions options) {
    return ClassLosses.crossEntropy(logits, target, options);
  }

  /** The mean over all elements; {@link #klDivBatchMean} is the divergence of distributions. */
  public static Tensor klDiv(Tensor logProbs, Tensor target) {
    return klDiv(logProbs, target, false, Reduction.MEAN);
  }

  /**
   * y (log y - x) for log-probabilities x: the Kullback-Leibler divergence; 0 where y is 0.
   *
   * @param target y, or log y
   * @param logTarget whether the target is log y
   * @throws CremaException if shapes or dtypes differ
   */
  public static Tensor klDiv(
      Tensor logProbs, Tensor target, boolean logTarget, Reduction reduction) {
    return ClassLosses.klDiv(logProbs, target, logTarget, reduction);
  }

  /** The sum of {@link #klDiv} over the length of the first axis: PyTorch's {@code batchmean}. */
  public static Tensor klDivBatchMean(Tensor logProbs, Tensor target, boolean logTarget) {
    return ClassLosses.klDivBatchMean(logProbs, target, logTarget);
  }

  /** {@link #hingeEmbeddingLoss(Tensor, Tensor, double, Reduction)} with margin 1. */
  public static Tensor hingeEmbeddingLoss(Tensor distances, Tensor signs) {
    return hingeEmbeddingLoss(distances, signs, 1, Reduction.MEAN);
  }

  /**
   * x where the sign is 1, max(0, margin - x) where it is -1, and the sum of both for other
   * numbers.
   *
   * @param signs of the distances' dtype, or integers
   * @throws CremaException if shapes or dtypes differ
   */
  public static Tensor hingeEmbeddingLoss(
      Tensor distances, Tensor signs, double margin, Reduction reduction) {
    return MarginLosses.hingeEmbedding(distances, signs, margin, reduction);
  }

  /** {@link #marginRankingLoss(Tensor, Tensor, Tensor, double, Reduction)} with margin 0. */
  public static Tensor marginRankingLoss(Tensor first, Tensor second, Tensor signs) {
    return marginRankingLoss(first, second, signs, 0, Reduction.MEAN);
  }

  /**
   * max(0, margin - y (first - second)): the first is to be above the second where the sign y is 1,
   * below where it is -1. The three broadcast, but have as many axes.
   *
   * @param signs of the scores' dtype, or integers
   * @throws CremaException if shapes or dtypes do not fit
   */
  public static Tensor marginRankingLoss(
      Tensor first, Tensor second, Tensor signs, double margin, Reduction reduction) {
    return MarginLosses.ranking(first, second, signs, margin, reduction);
  }

  /** {@link #multiMarginLoss(Tensor, Tensor, MultiMarginOptions)} with power 1 and margin 1. */
  public static Tensor multiMarginLoss(Tensor scores, Tensor labels) {
    return multiMarginLoss(scores, labels, MultiMarginOptions.DEFAULT);
  }

  /**
   * w[y] Σ max(0, margin - x[y] + x[c])ᵖ / classes over the classes c but the label y.
   *
   * @param scores x: (classes) or (n, classes)
   * @param labels integers: () or (n)
   * @throws CremaException if shapes do not fit or a label is no class
   */
  public static Tensor multiMarginLoss(Tensor scores, Tensor labels, MultiMarginOptions options) {
    return MarginLosses.multi(scores, labels, options);
  }

  /** The mean of {@link #multilabelMarginLoss(Tensor, Tensor, Reduction)}. */
  public static Tensor multilabelMarginLoss(Tensor scores, Tensor labels) {
    return multilabelMarginLoss(scores, labels, Reduction.MEAN);
  }

  /**
   * Σ max(0, 1 - x[y] + x[c]) / classes over the labels y of a row and the classes c that are none.
   *
   * @param scores x: (classes) or (n, classes)
   * @param labels integers, of the same shape: what is behind the first -1 of a row does not count
   * @throws CremaException if shapes differ or a label is no class
   */
  public static Tensor multilabelMarginLoss(Tensor scores, Tensor labels, Reduction reduction) {
    return MarginLosses.multilabel(scores, labels, reduction);
  }

  /** {@link #cosineEmbeddingLoss(Tensor, Tensor, Tensor, double, Reduction)} with margin 0. */
  public static Tensor cosineEmbeddingLoss(Tensor first, Tensor second, Tensor signs) {
    return cosineEmbeddingLoss(first, second, signs, 0, Reduction.MEAN);
  }

  /**
   * 1 - cos where the sign is 1, max(0, cos - margin) where it is -1, else 0; cos = x · y /
   * sqrt((x² + 1e-12) (y² + 1e-12)).
   *
   * @param first (n, k), or (k)
   * @param second the same
   * @param signs (n), or (); of their dtype, or integers
   * @throws CremaException if shapes or dtypes do not fit
   */
  public static Tensor cosineEmbeddingLoss(
      Tensor first, Tensor second, Tensor signs, double margin, Reduction reduction) {
    return CosineLoss.of(first, second, signs, margin, reduction);
  }

  /** {@link #tripletMarginLoss(Tensor, Tensor, Tensor, TripletMarginOptions)} with margin 1. */
  public static Tensor tripletMarginLoss(Tensor anchor, Tensor positive, Tensor negative) {
    return tripletMarginLoss(anchor, positive, negative, TripletMarginOptions.DEFAULT);
  }

  /**
   * max(0, d(anchor, positive) - d(anchor, negative) + margin) with d = {@link
   * Tensor#pairwiseDistance}, (…, k) gives (…): V. Balntas et al., "Learning local feature
   * descriptors with triplets", 2016. The three broadcast, but have as many axes.
   *
   * @throws CremaException if shapes or dtypes do not fit
   */
  public static Tensor tripletMarginLoss(
      Tensor anchor, Tensor positive, Tensor negative, TripletMarginOptions options) {
    Triplet triplet = new Triplet("tripletMarginLoss", anchor, positive, negative);
    Tensor losses =
        triplet.losses(
            (a, b) -> a.pairwiseDistance(b, options.p(), options.eps(), false),
            options.margin(),
            options.swap());
    return options.reduction().of(losses);
  }

  /**
   * {@link #tripletMarginLoss} with a distance of one's own, such as {@code (a, b) ->
   * a.cosineSimilarity(b, -1, 1e-8).neg().add(1)}.
   *
   * @param swap whether the negative's distance is taken to the nearer one of anchor and positive
   * @throws CremaException if shapes or dtypes do not fit
   */
  public static Tensor tripletMarginWithDistanceLoss(
      Tensor anchor,
      Tensor positive,
      Tensor negative,
      BinaryOperator<Tensor> distance,
      double margin,
      boolean swap,
      Reduction reduction) {
    Triplet triplet = new Triplet("tripletMarginWithDistanceLoss", anchor, positive, negative);
    return reduction.of(triplet.losses(distance, margin, swap));
  }

  /** {@link #ctcLoss(Tensor, Tensor, Tensor, Tensor, CtcOptions)} with class 0 as the blank. */
  public static Tensor ctcLoss(
      Tensor logProbs, Tensor targets, Tensor inputLengths, Tensor targetLengths) {
    return ctcLoss(logProbs, targets, inputLengths, targetLengths, CtcOptions.DEFAULT);
  }

  /**
   * The negative logarithm of the probability that a sequence of classes, without repetitions and
   * blanks, reads as its target: A. Graves et al., "Connectionist Temporal Classification", 2006.
   *
   * @param logProbs logSoftmax over the classes: (time, n, classes), or (time, classes) for one
   * @param targets labels, integers: (n, longest), padded with anything, or all in one row
   * @param inputLengths integers (n): how many times of each input count
   * @param targetLengths integers (n)
   * @throws CremaException if shapes or lengths do not fit or a label is no class or the blank
   */
  public static Tensor ctcLoss(
      Tensor logProbs,
      Tensor targets,
      Tensor inputLengths,
      Tensor targetLengths,
      CtcOptions options) {
    return CtcLoss.of(logProbs, targets, inputLengths, targetLengths, options);
  }
}
