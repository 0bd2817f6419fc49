package dev.crema.functional;

import dev.crema.tensor.Composite;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Dispatcher;
import dev.crema.tensor.LossCompositions;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;

/** Losses of numbers that are to be near other numbers. */
final class RegressionLosses {
  private static final Composite MEAN_SQUARE =
      new Composite(new LossCompositions.MeanSquaredError());

  private RegressionLosses() {}

  static Tensor mse(Tensor x, Tensor y, Reduction reduction) {
    LossInputs.matching("mseLoss", x, y);
    return reduction == Reduction.MEAN
        ? Dispatcher.apply(MEAN_SQUARE, x, y)
        : reduction.of(x.sub(y).square());
  }

  static Tensor l1(Tensor x, Tensor y, Reduction reduction) {
    LossInputs.matching("l1Loss", x, y);
    return reduction.of(x.sub(y).abs());
  }

  static Tensor smoothL1(Tensor x, Tensor y, double beta, Reduction reduction) {
    LossInputs.matching("smoothL1Loss", x, y);
    if (!(beta >= 0)) {
      throw new CremaException("smoothL1Loss: beta must be 0 or more, but was " + beta);
    }
    Tensor apart = x.sub(y);
    return reduction.of(beta == 0 ? apart.abs() : bent(apart, beta, 1));
  }

  static Tensor huber(Tensor x, Tensor y, double delta, Reduction reduction) {
    LossInputs.matching("huberLoss", x, y);
    if (!(delta > 0)) {
      throw new CremaException("huberLoss: delta must be above 0, but was " + delta);
    }
    return reduction.of(bent(x.sub(y), delta, delta));
  }

  /**
   * A parabola between -limit and limit, lines of this slope outside: also for infinite numbers.
   */
  private static Tensor bent(Tensor apart, double limit, double slope) {
    Tensor size = apart.abs();
    Tensor near = size.lt(limit);
    Tensor small = Tensor.where(near, apart, apart.zerosLike());
    Tensor parabola = small.square().mul(0.5).mul(slope / limit);
    return Tensor.where(near, parabola, size.sub(0.5 * limit).mul(slope));
  }

  static Tensor poisson(Tensor x, Tensor target, PoissonNllOptions options) {
    Tensor y = LossInputs.matchingNumbers("poissonNllLoss", x, target);
    Tensor losses =
        options.logInput() ? x.exp().sub(y.mul(x)) : x.sub(y.mul(x.add(options.eps()).log()));
    return options.reduction().of(options.full() ? losses.add(stirling(y)) : losses);
  }

  /** y log y - y + log(2 pi y) / 2 where y is above 1, else 0. */
  private static Tensor stirling(Tensor y) {
    Tensor small = y.le(1);
    Tensor safe = y.maskedFill(small, 1);
    Tensor half = safe.mul(2 * Math.PI).log().mul(0.5);
    return safe.mul(safe.log()).sub(safe).add(half).maskedFill(small, 0);
  }

  static Tensor gaussian(
      Tensor x, Tensor target, Tensor variance, boolean full, double eps, Reduction reduction) {
    Tensor y = LossInputs.matchingNumbers("gaussianNllLoss", x, target);
    Tensor given = variances(x, variance);
    // As in PyTorch the gradient goes through the bound as if it were not there.
    Tensor held = given.sub(given.detach()).add(eps);
    Tensor v = Tensor.where(given.lt(eps), held, given);
    Tensor losses = v.log().add(x.sub(y).square().div(v)).mul(0.5);
    return reduction.of(full ? losses.add(0.5 * StrictMath.log(2 * Math.PI)) : losses);
  }

  /** One variance an element, or one a row: with a last axis of size 1 or without it. */
  private static Tensor variances(Tensor x, Tensor variance) {
    String name = "gaussianNllLoss";
    Tensor v = LossInputs.numbers(name, x, variance);
    LossInputs.refuseWhere(
        v.detach().lt(0), v, name + ": variances must be 0 or more, but the one at %s is %s");
    if (v.shape().equals(x.shape())) {
      return v;
    }
    if (x.ndim() > 0) {
      Shape rows = x.shape().without(x.ndim() - 1);
      if (v.shape().equals(rows)) {
        return v.unsqueeze(-1);
      }
      boolean column = v.ndim() == x.ndim() && v.size(-1) == 1;
      if (column && v.shape().without(v.ndim() - 1).equals(rows)) {
        return v;
      }
    }
    throw new CremaException(
        "%s: the prediction has shape %s and the variance %s: give one an element, or one a row"
            .formatted(name, x.shape(), v.shape()));
  }
}
