package dev.crema.functional;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import java.util.function.BinaryOperator;

/** Losses of scores that are to be apart by a margin. */
abstract sealed class MarginLosses extends ClassLosses permits F {
  /** {@link #hingeEmbeddingLoss(Tensor, Tensor, double, Reduction)} with margin 1. */
  public static Tensor hingeEmbeddingLoss(Tensor x, Tensor target) {
    return hingeEmbeddingLoss(x, target, 1, Reduction.MEAN);
  }

  /**
   * x where the sign is 1, max(0, margin - x) where it is -1, and the sum of both for other
   * numbers.
   *
   * @param target of the distances' dtype, or integers
   * @throws CremaException if shapes or dtypes differ
   */
  public static Tensor hingeEmbeddingLoss(
      Tensor x, Tensor target, double margin, Reduction reduction) {
    Tensor y = LossInputs.matchingNumbers("hingeEmbeddingLoss", x, target);
    Tensor far = x.neg().add(margin);
    Tensor ofOthers = lacking(far).maskedFill(y.eq(1), 0);
    return reduction.of(ofOthers.add(x.maskedFill(y.eq(-1), 0)));
  }

  /** {@link #marginRankingLoss(Tensor, Tensor, Tensor, double, Reduction)} with margin 0. */
  public static Tensor marginRankingLoss(Tensor first, Tensor second, Tensor target) {
    return marginRankingLoss(first, second, target, 0, Reduction.MEAN);
  }

  /**
   * max(0, margin - y (first - second)): the first is to be above the second where the sign y is 1,
   * below where it is -1. The three broadcast, but have as many axes.
   *
   * @param target of the scores' dtype, or integers
   * @throws CremaException if shapes or dtypes do not fit
   */
  public static Tensor marginRankingLoss(
      Tensor first, Tensor second, Tensor target, double margin, Reduction reduction) {
    String name = "marginRankingLoss";
    LossInputs.sameDtype(name, first, second);
    Tensor y = LossInputs.numbers(name, first, target);
    if (first.ndim() != second.ndim() || first.ndim() != target.ndim()) {
      throw new CremaException(
          "%s: first, second and target must have as many axes, but have shapes %s, %s and %s"
              .formatted(name, first.shape(), second.shape(), target.shape()));
    }
    return reduction.of(lacking(y.neg().mul(first.sub(second)).add(margin)));
  }

  /** x where it is above 0, else 0. As in PyTorch the gradient at 0 is 1. */
  static Tensor lacking(Tensor x) {
    return x.maskedFill(x.lt(0), 0);
  }

  /** {@link #multiMarginLoss(Tensor, Tensor, MultiMarginOptions)} with power 1 and margin 1. */
  public static Tensor multiMarginLoss(Tensor scores, Tensor target) {
    return multiMarginLoss(scores, target, MultiMarginOptions.DEFAULT);
  }

  /**
   * w[y] Σ max(0, margin - x[y] + x[c])ᵖ / classes over the classes c but the label y.
   *
   * @param scores x: (classes) or (n, classes)
   * @param target integers: () or (n)
   * @throws CremaException if shapes do not fit or a label is no class
   */
  public static Tensor multiMarginLoss(Tensor scores, Tensor target, MultiMarginOptions options) {
    String name = "multiMarginLoss";
    Tensor x = rows(name, scores, target);
    ClassIndices labels = ClassIndices.of(name, x, target, null);
    int axis = labels.axis();
    Tensor weight = ClassIndices.classWeights(name, options.weight(), x, axis);
    Tensor own = labels.labels().unsqueeze(axis);
    Tensor lack = x.sub(x.gather(axis, own)).add(options.margin());
    Tensor others = F.oneHot(labels.labels(), x.size(axis)).eq(0);
    Tensor counted = positive(lack, others);
    Tensor losses = (options.p() == 1 ? counted : counted.square()).mean(axis);
    Tensor each = labels.weights(weight, x.dtype());
    return options.reduction().of(each == null ? losses : losses.mul(each));
  }

  /** Scores of one sample are a row where its label has an axis; a single score is a class. */
  private static Tensor rows(String name, Tensor scores, Tensor target) {
    LossInputs.floating(name, scores);
    if (scores.ndim() > 2) {
      throw new CremaException(
          "%s: the prediction must have shape (classes) or (n, classes), not %s"
              .formatted(name, scores.shape()));
    }
    Tensor x = scores.ndim() == 0 ? scores.unsqueeze(0) : scores;
    return x.ndim() == 1 && target.ndim() == 1 && target.size(0) == 1 ? x.unsqueeze(0) : x;
  }

  /** Where the mask is true x if above 0; else 0, also for NaN, as in PyTorch. */
  private static Tensor positive(Tensor x, Tensor mask) {
    return x.maskedFill(mask.logicalAnd(x.gt(0)).logicalNot(), 0);
  }

  /** The mean of {@link #multilabelMarginLoss(Tensor, Tensor, Reduction)}. */
  public static Tensor multilabelMarginLoss(Tensor scores, Tensor target) {
    return multilabelMarginLoss(scores, target, Reduction.MEAN);
  }

  /**
   * Σ max(0, 1 - x[y] + x[c]) / classes over the labels y of a row and the classes c that are none.
   *
   * @param scores x: (classes) or (n, classes)
   * @param target integers, of the same shape: what is behind the first -1 of a row does not count
   * @throws CremaException if shapes differ or a label is no class
   */
  public static Tensor multilabelMarginLoss(Tensor scores, Tensor target, Reduction reduction) {
    boolean single = scores.ndim() == 0 && target.ndim() == 0;
    Tensor x = single ? scores.unsqueeze(0) : scores;
    LabelLists lists =
        LabelLists.of("multilabelMarginLoss", x, single ? target.unsqueeze(0) : target);
    Tensor own = x.gather(-1, lists.labels()).unsqueeze(-1);
    Tensor lack = x.unsqueeze(-2).sub(own).add(1);
    Tensor pairs = lists.listed().unsqueeze(-1).logicalAnd(lists.others().unsqueeze(-2));
    return reduction.of(positive(lack, pairs).sum(-2, -1).div((double) x.size(-1)));
  }

  /** {@link #cosineEmbeddingLoss(Tensor, Tensor, Tensor, double, Reduction)} with margin 0. */
  public static Tensor cosineEmbeddingLoss(Tensor first, Tensor second, Tensor target) {
    return cosineEmbeddingLoss(first, second, target, 0, Reduction.MEAN);
  }

  /**
   * 1 - cos where the sign is 1, max(0, cos - margin) where it is -1, else 0; cos = x · y /
   * sqrt((x² + 1e-12) (y² + 1e-12)).
   *
   * @param first (n, k), or (k)
   * @param second the same
   * @param target (n), or (); of their dtype, or integers
   * @throws CremaException if shapes or dtypes do not fit
   */
  public static Tensor cosineEmbeddingLoss(
      Tensor first, Tensor second, Tensor target, double margin, Reduction reduction) {
    return CosineLoss.of(first, second, target, margin, reduction);
  }

  /** {@link #tripletMarginLoss(Tensor, Tensor, Tensor, TripletMarginOptions)} with margin 1. */
  public static Tensor tripletMarginLoss(Tensor anchor, Tensor positive, Tensor negative) {
    return tripletMarginLoss(anchor, positive, negative, TripletMarginOptions.DEFAULT);
  }

  /**
   * max(0, d(anchor, positive) - d(anchor, negative) + margin) with d = {@link F#pairwiseDistance},
   * (…, k) gives (…): V. Balntas et al., "Learning local feature descriptors with triplets", 2016.
   * The three broadcast, but have as many axes.
   *
   * @throws CremaException if shapes or dtypes do not fit
   */
  public static Tensor tripletMarginLoss(
      Tensor anchor, Tensor positive, Tensor negative, TripletMarginOptions options) {
    Triplet triplet = new Triplet("tripletMarginLoss", anchor, positive, negative);
    Tensor losses =
        triplet.losses(
            (a, b) -> F.pairwiseDistance(a, b, options.p(), options.eps(), false),
            options.margin(),
            options.swap());
    return options.reduction().of(losses);
  }

  /**
   * {@link #tripletMarginLoss} with a distance of one's own, such as {@code (a, b) ->
   * F.cosineSimilarity(a, b, -1, 1e-8).neg().add(1)}.
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
}
