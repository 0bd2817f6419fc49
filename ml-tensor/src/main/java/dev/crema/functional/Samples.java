package dev.crema.functional;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import dev.crema.tensor.random.Generator;

/** Draws from distributions that tensors give. */
final class Samples {
  private Samples() {}

  static Tensor gumbelSoftmax(
      Generator generator, Tensor logits, double tau, boolean hard, int axis) {
    Noise.checkFloating("gumbelSoftmax", logits);
    if (!(tau > 0)) {
      throw new CremaException("gumbelSoftmax: tau must be above 0, but was " + tau);
    }
    Tensor gumbel = Noise.exponential(generator, logits.shape()).log().neg().to(logits.dtype());
    Tensor soft = logits.add(gumbel).div(tau).softmax(axis);
    if (!hard) {
      return soft;
    }
    Tensor place = soft.detach().argmax(axis).unsqueeze(axis);
    Tensor one = Tensor.ones(soft.dtype(), place.shape());
    return soft.zerosLike().scatter(axis, place, one).sub(soft.detach()).add(soft);
  }

  static Tensor bernoulli(Generator generator, Tensor probabilities) {
    Noise.checkFloating("bernoulli", probabilities);
    Tensor p = probabilities.detach().to(DType.FLOAT64);
    if (!p.ge(0).logicalAnd(p.le(1)).all().itemBoolean()) {
      throw new CremaException(
          "bernoulli: probabilities must be from 0 to 1, but those of shape %s are not"
              .formatted(p.shape()));
    }
    Tensor uniform = Noise.uniform(generator, DType.FLOAT64, p.shape());
    return uniform.lt(p).to(probabilities.dtype());
  }

  /**
   * The place where weight / e is greatest, with exponential numbers e, is a place drawn by weight;
   * the next ones are those drawn after it without it (P. Efraimidis and P. Spirakis, 2006).
   */
  static Tensor multinomial(Generator generator, Tensor weights, int count, boolean replacement) {
    checkWeights(weights, count, replacement);
    boolean single = weights.ndim() == 1;
    Tensor rows = (single ? weights.unsqueeze(0) : weights).detach().to(DType.FLOAT64);
    Tensor drawn;
    if (replacement) {
      Shape each = Shape.of(rows.size(0), count, rows.size(1));
      drawn = rows.unsqueeze(1).div(Noise.exponential(generator, each)).argmax(-1);
    } else {
      Tensor score = rows.div(Noise.exponential(generator, rows.shape()));
      drawn = score.argsort(-1, true).narrow(1, 0, count);
    }
    return single ? drawn.squeeze(0) : drawn;
  }

  private static void checkWeights(Tensor weights, int count, boolean replacement) {
    Noise.checkFloating("multinomial", weights);
    int rank = weights.ndim();
    if (rank < 1 || rank > 2 || weights.size(-1) == 0 || count < 1) {
      throw new CremaException(
          "multinomial: expects weights (categories) or (rows, categories) and 1 draw or more, was given shape %s and %d"
              .formatted(weights.shape(), count));
    }
    boolean finite = weights.ge(0).logicalAnd(weights.isfinite()).all().itemBoolean();
    if (!finite || weights.gt(0).any(-1).logicalNot().any().itemBoolean()) {
      throw new CremaException(
          "multinomial: weights must be finite and not below 0, and one of each row above 0");
    }
    int least = replacement ? 1 : leastChoices(weights);
    if (!replacement && weights.numel() > 0 && count > least) {
      throw new CremaException(
          "multinomial: %d draws without replacement, but a row of shape %s has %d categories with a weight"
              .formatted(count, weights.shape(), least));
    }
  }

  private static int leastChoices(Tensor weights) {
    return weights.numel() == 0 ? 0 : (int) weights.gt(0).sum(-1).min().itemLong();
  }
}
