package dev.crema.functional;

import dev.crema.tensor.Backward;
import dev.crema.tensor.Composite;
import dev.crema.tensor.Composition;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Dispatcher;
import dev.crema.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Losses of answers to questions of yes or no. */
abstract sealed class BinaryLosses extends RegressionLosses permits ClassLosses {
  private static final double LOWEST_LOG = -100;

  /** PyTorch's constant, which is a float. */
  private static final double LEAST_DIVISOR = 1e-12f;

  /** The loss of each element, with a gradient that is finite at 0 and 1. */
  private record BinaryCrossEntropy() implements Composition {
    @Override
    public String name() {
      return "binaryCrossEntropy";
    }

    @Override
    public Tensor[] body(Tensor... inputs) {
      Tensor yes = inputs[1];
      Tensor no = yes.neg().add(1);
      Tensor weighted = yes.mul(logYes(inputs[0])).add(no.mul(logNo(inputs[0])));
      return new Tensor[] {weighted.neg()};
    }

    private static Tensor logYes(Tensor x) {
      return x.log().maximum(LOWEST_LOG);
    }

    private static Tensor logNo(Tensor x) {
      return x.neg().log1p().maximum(LOWEST_LOG);
    }

    @Override
    public boolean hasGradient() {
      return true;
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      @Nullable Tensor[] found = new @Nullable Tensor[2];
      Tensor x = context.input(0);
      if (context.needs(0)) {
        Tensor divisor = x.mul(x.neg().add(1)).maximum(LEAST_DIVISOR);
        found[0] = context.grad().mul(x.sub(context.input(1)).div(divisor));
      }
      if (context.needs(1)) {
        found[1] = context.grad().mul(logNo(x).sub(logYes(x)));
      }
      return found;
    }
  }

  /** {@link #binaryCrossEntropy(Tensor, Tensor, Tensor, Reduction)} without a weight. */
  public static Tensor binaryCrossEntropy(Tensor x, Tensor target) {
    return binaryCrossEntropy(x, target, null, Reduction.MEAN);
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
    String name = "binaryCrossEntropy";
    LossInputs.matching(name, x, y);
    LossInputs.probabilities(
        name, "predictions", x, "; binaryCrossEntropyWithLogits takes any number");
    LossInputs.probabilities(name, "targets", y, "");
    Tensor losses = Dispatcher.apply(new Composite(new BinaryCrossEntropy()), x, y);
    return reduction.of(weighted(name, losses, weight));
  }

  /** The same as the loss without weights. */
  public static Tensor binaryCrossEntropyWithLogits(Tensor x, Tensor target) {
    return binaryCrossEntropyWithLogits(x, target, null, null, Reduction.MEAN);
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
    String name = "binaryCrossEntropyWithLogits";
    LossInputs.matching(name, x, y);
    LossInputs.probabilities(name, "targets", y, "");
    Tensor softplus = x.neg().softplus();
    if (posWeight != null) {
      Tensor p = LossInputs.weight(name, "a posWeight", posWeight, x);
      softplus = softplus.mul(p.sub(1).mul(y).add(1));
    }
    Tensor losses = y.neg().add(1).mul(x).add(softplus);
    return reduction.of(weighted(name, losses, weight));
  }

  /** The mean of {@link #softMarginLoss(Tensor, Tensor, Reduction)}. */
  public static Tensor softMarginLoss(Tensor x, Tensor target) {
    return softMarginLoss(x, target, Reduction.MEAN);
  }

  /**
   * log(1 + exp(-y x)) for signs y, without overflow.
   *
   * @param target 1 or -1, of the predictions' dtype or integers
   * @throws CremaException if shapes or dtypes differ
   */
  public static Tensor softMarginLoss(Tensor x, Tensor target, Reduction reduction) {
    Tensor y = LossInputs.matchingNumbers("softMarginLoss", x, target);
    return reduction.of(y.mul(x).neg().softplus());
  }

  /** {@link #multilabelSoftMarginLoss(Tensor, Tensor, Tensor, Reduction)} without a weight. */
  public static Tensor multilabelSoftMarginLoss(Tensor x, Tensor target) {
    return multilabelSoftMarginLoss(x, target, null, Reduction.MEAN);
  }

  /**
   * The mean of {@link #binaryCrossEntropyWithLogits} over the classes: (…, classes) gives (…).
   *
   * @param target 0 or 1, of the predictions' dtype or integers
   * @param weight broadcasts to the predictions
   * @throws CremaException if shapes or dtypes differ
   */
  public static Tensor multilabelSoftMarginLoss(
      Tensor x, Tensor target, @Nullable Tensor weight, Reduction reduction) {
    String name = "multilabelSoftMarginLoss";
    Tensor y = LossInputs.matchingNumbers(name, x, target);
    if (x.ndim() == 0) {
      throw new CremaException(
          name + ": the prediction must have an axis of classes, but is a 0-d tensor");
    }
    Tensor yes = y.mul(x.logsigmoid());
    Tensor no = y.neg().add(1).mul(x.neg().logsigmoid());
    Tensor losses = weighted(name, yes.add(no).neg(), weight);
    return reduction.of(losses.mean(-1));
  }

  private static Tensor weighted(String name, Tensor losses, @Nullable Tensor weight) {
    return weight == null
        ? losses
        : losses.mul(LossInputs.weight(name, "a weight", weight, losses));
  }
}
