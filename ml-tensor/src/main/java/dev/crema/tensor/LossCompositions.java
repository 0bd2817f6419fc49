package dev.crema.tensor;

import org.jspecify.annotations.Nullable;

/** The losses that a backend may claim with a fused kernel, in their plainest form. */
public final class LossCompositions {
  private LossCompositions() {}

  /** The mean of (x - y)^2; inputs x and y of one shape and floating dtype. */
  public record MeanSquaredError() implements Composition {
    @Override
    public String name() {
      return "mseLoss";
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      return Op.one(inputs[0].dtype(), Shape.of());
    }

    @Override
    public Tensor[] body(Tensor... inputs) {
      return new Tensor[] {inputs[0].sub(inputs[1]).square().mean()};
    }

    @Override
    public boolean hasGradient() {
      return true;
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      Tensor gradient =
          Dispatcher.apply(
              new Composite(new MeanSquaredErrorGrad()),
              context.grad(),
              context.input(0),
              context.input(1));
      return new @Nullable Tensor[] {gradient, context.needs(1) ? gradient.neg() : null};
    }
  }

  /** g 2 (x - y) / n: the gradient of {@link MeanSquaredError}; inputs g, x and y. */
  public record MeanSquaredErrorGrad() implements Composition {
    @Override
    public String name() {
      return "mseLossGrad";
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      return Op.one(inputs[1].dtype(), inputs[1].shape());
    }

    @Override
    public Tensor[] body(Tensor... inputs) {
      Tensor x = inputs[1];
      Tensor share = inputs[0].div((double) x.numel());
      return new Tensor[] {x.sub(inputs[2]).mul(share).mul(2)};
    }
  }

  /**
   * The mean of -logSoftmax(x)[label]; inputs logits x (n, classes) and labels (n), which are
   * classes. The logarithms are kept for the gradient.
   */
  public record CrossEntropy() implements Composition {
    @Override
    public String name() {
      return "crossEntropy";
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      DType dtype = inputs[0].dtype();
      return new TensorType[] {
        new TensorType(dtype, Shape.of()), new TensorType(dtype, inputs[0].shape())
      };
    }

    @Override
    public Tensor[] body(Tensor... inputs) {
      Tensor logs = inputs[0].logSoftmax(1);
      Tensor losses = logs.gather(1, inputs[1].unsqueeze(1)).squeeze(1).neg();
      return new Tensor[] {losses.mean(), logs};
    }

    @Override
    public boolean hasGradient() {
      return true;
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      Tensor logs = context.output(1);
      Composite own = new Composite(new CrossEntropyGrad());
      Tensor gradient = Dispatcher.apply(own, context.grad(), logs, context.input(1));
      Tensor ofLogs = context.grad(1);
      if (ofLogs != null) {
        Composite rest = new Composite(new Compositions.LogSoftmaxGrad(1));
        gradient = gradient.add(Dispatcher.apply(rest, ofLogs, logs));
      }
      return new @Nullable Tensor[] {gradient, null};
    }
  }

  /**
   * g (softmax(x) - onehot(label)) / n: the gradient of {@link CrossEntropy}; inputs g, the
   * logarithms of the softmax, and the labels.
   */
  public record CrossEntropyGrad() implements Composition {
    @Override
    public String name() {
      return "crossEntropyGrad";
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      return Op.one(inputs[1].dtype(), inputs[1].shape());
    }

    @Override
    public Tensor[] body(Tensor... inputs) {
      Tensor logs = inputs[1];
      Tensor index = inputs[2].unsqueeze(1);
      Tensor share = inputs[0].div((double) logs.size(0)).neg();
      Tensor picked = logs.zerosLike().scatterAdd(1, index, share.expand(index.shape()));
      return new Tensor[] {picked.sub(logs.exp().mul(share))};
    }
  }
}
