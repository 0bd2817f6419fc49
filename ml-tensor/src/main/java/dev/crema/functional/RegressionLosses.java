package dev.crema.functional;

import dev.crema.tensor.Composite;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Dispatcher;
import dev.crema.tensor.LossCompositions;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;

/** Losses of numbers that are to be near other numbers. */
abstract sealed class RegressionLosses extends ActivationFunctions permits BinaryLosses {
  private static final Composite MEAN_SQUARE =
      new Composite(new LossCompositions.MeanSquaredError());

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
    LossInputs.matching("mseLoss", x, y);
    return reduction == Reduction.MEAN
        ? Dispatcher.apply(MEAN_SQUARE, x, y)
        : reduction.of(x.sub(y).square());
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
    LossInputs.matching("l1Loss", x, y);
    return reduction.of(x.sub(y).abs());
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
    LossInputs.matching("smoothL1Loss", x, y);
    if (!(beta >= 0)) {
      throw new CremaException("smoothL1Loss: beta must be 0 or more, but was " + beta);
    }
    Tensor apart = x.sub(y);
    return reduction.of(beta == 0 ? apart.abs() : bent(apart, beta, 1));
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

  /** {@link #poissonNllLoss(Tensor, Tensor, PoissonNllOptions)} of logarithms of the rate. */
  public static Tensor poissonNllLoss(Tensor x, Tensor target) {
    return poissonNllLoss(x, target, PoissonNllOptions.DEFAULT);
  }

  /**
   * The negative log-likelihood of counts y of a Poisson distribution: eˣ - y x, or x - y log(x +
   * eps) for rates x; in full with y log y - y + log(2 π y) / 2 where y is above 1.
   *
   * @param target of the predictions' dtype, or integers
   * @throws CremaException if shapes or dtypes differ
   */
  public static Tensor poissonNllLoss(Tensor x, Tensor target, PoissonNllOptions options) {
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
