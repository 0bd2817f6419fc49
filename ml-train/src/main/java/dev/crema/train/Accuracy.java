package dev.crema.train;

import dev.crema.api.Metric;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;

/**
 * The fraction of predictions that are right.
 *
 * <p>What counts as right follows from the shapes:
 *
 * <ul>
 *   <li>scores (n, c) or (n, c, ...) or (n, ..., c) of a floating dtype against class numbers (n)
 *       or (n, ...): the class of the greatest score, the first of equals;
 *   <li>class numbers against class numbers of the same shape: equal ones;
 *   <li>one floating score a sample, (n) or (n, 1), against 0 and 1: a score above the threshold
 *       says 1. The threshold is 0, for logits; {@link #ofProbabilities()} has 0.5.
 * </ul>
 */
public final class Accuracy implements Metric {
  private final double threshold;
  private long right;
  private long total;

  /** An accuracy of logits. */
  public Accuracy() {
    this(0);
  }

  private Accuracy(double threshold) {
    this.threshold = threshold;
  }

  /** An accuracy that takes one floating score a sample as the probability of 1. */
  public static Accuracy ofProbabilities() {
    return new Accuracy(0.5);
  }

  @Override
  public String name() {
    return "accuracy";
  }

  @Override
  public void reset() {
    right = 0;
    total = 0;
  }

  @Override
  public void update(Tensor prediction, Tensor target) {
    Tensor hits = hits(prediction, target);
    right += hits.sum().itemLong();
    total += hits.numel();
  }

  private Tensor hits(Tensor prediction, Tensor target) {
    if (!prediction.isFloating() && prediction.shape().equals(target.shape())) {
      return prediction.eq(target);
    }
    boolean oneScore = prediction.numel() == target.numel() && isColumn(prediction, target);
    if (prediction.isFloating() && oneScore) {
      return binary(prediction.flatten(), target.flatten());
    }
    int axis = prediction.isFloating() && !target.isFloating() ? classAxis(prediction, target) : -1;
    if (axis < 0) {
      throw refused(prediction, target);
    }
    return prediction.argmax(axis).eq(target);
  }

  /** Whether both are n values with at most an axis of size 1 after them. */
  private static boolean isColumn(Tensor... tensors) {
    for (Tensor tensor : tensors) {
      if (tensor.ndim() != 1 && !(tensor.ndim() == 2 && tensor.size(1) == 1)) {
        return false;
      }
    }
    return true;
  }

  private Tensor binary(Tensor score, Tensor target) {
    Tensor yes = target.eq(1L);
    if (!yes.logicalOr(target.eq(0L)).all().itemBoolean()) {
      throw new CremaException(
          "accuracy: one score a sample says 0 or 1, but the targets have other values, from %s to"
                  .formatted(target.min().item())
              + " %s; for classes give a score for each".formatted(target.max().item()));
    }
    return score.gt(threshold).eq(yes);
  }

  /** The axis without which the scores have the target's shape, axis 1 first; -1 for none. */
  private static int classAxis(Tensor scores, Tensor target) {
    if (scores.ndim() < 2 || scores.ndim() != target.ndim() + 1) {
      return -1;
    }
    int last = scores.ndim() - 1;
    return fits(scores, target, 1) ? 1 : fits(scores, target, last) ? last : -1;
  }

  private static boolean fits(Tensor scores, Tensor target, int axis) {
    for (int i = 0; i < target.ndim(); i++) {
      if (scores.size(i < axis ? i : i + 1) != target.size(i)) {
        return false;
      }
    }
    return true;
  }

  private static CremaException refused(Tensor prediction, Tensor target) {
    return new CremaException(
        "accuracy: prediction %s%s and target %s%s do not go together; give scores (n, c) and class"
                .formatted(prediction.dtype(), prediction.shape(), target.dtype(), target.shape())
            + " numbers (n), or one score and one 0 or 1 a sample; argmax(1) makes class numbers of"
            + " one-hot targets");
  }

  @Override
  public double value() {
    return total == 0 ? Double.NaN : (double) right / total;
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }
}
