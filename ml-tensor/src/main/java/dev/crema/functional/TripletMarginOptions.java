package dev.crema.functional;

import dev.crema.tensor.Tensor;

/**
 * How {@link F#tripletMarginLoss(Tensor, Tensor, Tensor, TripletMarginOptions)} counts.
 *
 * @param margin by how much the negative is to be farther than the positive
 * @param p the norm of the distances
 * @param eps added to each difference before its norm is taken
 * @param swap whether the negative's distance is taken to the nearer one of anchor and positive
 * @param reduction what becomes of the rows' losses
 */
public record TripletMarginOptions(
    double margin, double p, double eps, boolean swap, Reduction reduction) {
  /** Margin 1, the Euclidean norm, 1e-6, no swap, the mean. */
  public static final TripletMarginOptions DEFAULT =
      new TripletMarginOptions(1, 2, 1e-6, false, Reduction.MEAN);

  public TripletMarginOptions withMargin(double distance) {
    return new TripletMarginOptions(distance, p, eps, swap, reduction);
  }

  public TripletMarginOptions withP(double norm) {
    return new TripletMarginOptions(margin, norm, eps, swap, reduction);
  }

  public TripletMarginOptions withEps(double added) {
    return new TripletMarginOptions(margin, p, added, swap, reduction);
  }

  public TripletMarginOptions withSwap(boolean nearer) {
    return new TripletMarginOptions(margin, p, eps, nearer, reduction);
  }

  public TripletMarginOptions withReduction(Reduction way) {
    return new TripletMarginOptions(margin, p, eps, swap, way);
  }
}
