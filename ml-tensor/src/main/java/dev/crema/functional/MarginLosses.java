package dev.crema.functional;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;

/** Losses of scores that are to be apart by a margin. */
final class MarginLosses {
  private MarginLosses() {}

  static Tensor hingeEmbedding(Tensor x, Tensor target, double margin, Reduction reduction) {
    Tensor y = LossInputs.matchingNumbers("hingeEmbeddingLoss", x, target);
    Tensor far = x.neg().add(margin);
    Tensor ofOthers = lacking(far).maskedFill(y.eq(1), 0);
    return reduction.of(ofOthers.add(x.maskedFill(y.eq(-1), 0)));
  }

  static Tensor ranking(
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

  static Tensor multi(Tensor scores, Tensor target, MultiMarginOptions options) {
    String name = "multiMarginLoss";
    Tensor x = rows(name, scores, target);
    ClassIndices labels = ClassIndices.of(name, x, target, null);
    int axis = labels.axis();
    Tensor weight = ClassIndices.classWeights(name, options.weight(), x, axis);
    Tensor own = labels.labels().unsqueeze(axis);
    Tensor lack = x.sub(x.gather(axis, own)).add(options.margin());
    Tensor others = labels.labels().oneHot(x.size(axis)).eq(0);
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

  static Tensor multilabel(Tensor scores, Tensor target, Reduction reduction) {
    boolean single = scores.ndim() == 0 && target.ndim() == 0;
    Tensor x = single ? scores.unsqueeze(0) : scores;
    LabelLists lists =
        LabelLists.of("multilabelMarginLoss", x, single ? target.unsqueeze(0) : target);
    Tensor own = x.gather(-1, lists.labels()).unsqueeze(-1);
    Tensor lack = x.unsqueeze(-2).sub(own).add(1);
    Tensor pairs = lists.listed().unsqueeze(-1).logicalAnd(lists.others().unsqueeze(-2));
    return reduction.of(positive(lack, pairs).sum(-2, -1).div((double) x.size(-1)));
  }
}
