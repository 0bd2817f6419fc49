package dev.crema.functional;

import dev.crema.tensor.Backward;
import dev.crema.tensor.Composite;
import dev.crema.tensor.Composition;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Dispatcher;
import dev.crema.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Losses of answers to questions of yes or no. */
final class BinaryLosses {
  private static final double LOWEST_LOG = -100;

  /** PyTorch's constant, which is a float. */
  private static final double LEAST_DIVISOR = 1e-12f;

  private BinaryLosses() {}

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

  static Tensor crossEntropy(Tensor x, Tensor y, @Nullable Tensor weight, Reduction reduction) {
    String name = "binaryCrossEntropy";
    LossInputs.matching(name, x, y);
    LossInputs.probabilities(
        name, "predictions", x, "; binaryCrossEntropyWithLogits takes any number");
    LossInputs.probabilities(name, "targets", y, "");
    Tensor losses = Dispatcher.apply(new Composite(new BinaryCrossEntropy()), x, y);
    return reduction.of(weighted(name, losses, weight));
  }

  static Tensor crossEntropyWithLogits(
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

  static Tensor softMargin(Tensor x, Tensor target, Reduction reduction) {
    Tensor y = LossInputs.matchingNumbers("softMarginLoss", x, target);
    return reduction.of(y.mul(x).neg().softplus());
  }

  static Tensor multilabelSoftMargin(
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
