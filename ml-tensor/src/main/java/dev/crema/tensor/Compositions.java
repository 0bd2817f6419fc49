package dev.crema.tensor;

import org.jspecify.annotations.Nullable;

/** The operations that a backend may claim with a fused kernel: each its body and its gradient. */
public final class Compositions {
  private Compositions() {}

  /**
   * x W^T + b, and a function of that if there is one; inputs x (…, in), weight (out, in) and, if
   * there is one, bias (out).
   *
   * @param activation null, or a function whose slope follows from its value: RELU, TANH, SIGMOID
   */
  public record Linear(@Nullable UnaryFn activation) implements Composition {
    /** Checks the activation: the gradient has nothing but the output to go by. */
    public Linear {
      if (activation != null
          && activation != UnaryFn.RELU
          && activation != UnaryFn.TANH
          && activation != UnaryFn.SIGMOID) {
        throw new CremaException(
            "linear: relu, tanh and sigmoid can be its activation, not " + activation.label());
      }
    }

    /** Without an activation. */
    public Linear() {
      this(null);
    }

    @Override
    public String name() {
      return "linear";
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      Shape x = inputs[0].shape();
      Shape weight = inputs[1].shape();
      if (x.rank() == 0 || weight.rank() != 2 || x.get(-1) != weight.get(1)) {
        throw new CremaException(
            "linear: an input of shape %s does not fit a weight of shape %s: the last axis must have %s features"
                .formatted(x, weight, weight.rank() == 2 ? weight.get(1) : "the weight's"));
      }
      return Op.one(inputs[0].dtype(), x.with(x.rank() - 1, weight.get(0)));
    }

    @Override
    public Tensor[] body(Tensor... inputs) {
      Tensor x = inputs[0];
      Tensor weight = inputs[1];
      Shape to = infer(inputs)[0].shape();
      Tensor rows = x.ndim() == 2 ? x : x.reshape(rows(x.shape()), x.size(-1));
      Tensor product = rows.matmul(weight.t());
      Tensor shifted = inputs.length == 3 ? product.add(inputs[2]) : product;
      Tensor y = activation == null ? shifted : shifted.unary(activation);
      return new Tensor[] {x.ndim() == 2 ? y : y.reshape(to)};
    }

    /** The product of all sizes but the last. */
    private static int rows(Shape shape) {
      int rows = 1;
      for (int i = 0; i < shape.rank() - 1; i++) {
        rows *= shape.get(i);
      }
      return rows;
    }

    @Override
    public boolean hasGradient() {
      return true;
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      Shape from = context.shape(0);
      int rows = rows(from);
      UnaryFn.Rule slope = activation == null ? null : activation.rule();
      Tensor gradient = slope == null ? context.grad() : slope.apply(context.grad(), context);
      Tensor flat = from.rank() == 2 ? gradient : gradient.reshape(rows, gradient.size(-1));
      @Nullable Tensor[] found = new @Nullable Tensor[context.inputs()];
      if (context.needs(0)) {
        Tensor product = flat.matmul(context.input(1));
        found[0] = from.rank() == 2 ? product : product.reshape(from);
      }
      if (context.needs(1)) {
        Tensor x = context.input(0);
        found[1] = flat.t().matmul(from.rank() == 2 ? x : x.reshape(rows, from.get(-1)));
      }
      if (found.length == 3 && context.needs(2)) {
        found[2] = flat.sum(0);
      }
      return found;
    }
  }

  /** exp(x - max) / sum(exp(x - max)) along an axis. */
  public record Softmax(int axis) implements Composition {
    @Override
    public String name() {
      return "softmax";
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      return Op.one(inputs[0].dtype(), inputs[0].shape());
    }

    @Override
    public Tensor[] body(Tensor... inputs) {
      Tensor x = inputs[0];
      if (x.numel() == 0) {
        return new Tensor[] {x.alias()};
      }
      Tensor powers = x.sub(x.amax(true, axis)).exp();
      return new Tensor[] {powers.div(powers.sum(true, axis))};
    }

    @Override
    public boolean hasGradient() {
      return true;
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      Composite gradient = new Composite(new SoftmaxGrad(axis));
      return new @Nullable Tensor[] {Dispatcher.apply(gradient, context.grad(), context.output(0))};
    }
  }

  /** y (g - sum(g y)) along an axis: the gradient of y = softmax(x); inputs g and y. */
  public record SoftmaxGrad(int axis) implements Composition {
    @Override
    public String name() {
      return "softmaxGrad";
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      return Op.one(inputs[0].dtype(), inputs[0].shape());
    }

    @Override
    public Tensor[] body(Tensor... inputs) {
      Tensor y = inputs[1];
      Tensor weighted = inputs[0].mul(y);
      return new Tensor[] {weighted.sub(y.mul(weighted.sum(true, axis)))};
    }
  }

  /** x - max - log(sum(exp(x - max))) along an axis. */
  public record LogSoftmax(int axis) implements Composition {
    @Override
    public String name() {
      return "logSoftmax";
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      return Op.one(inputs[0].dtype(), inputs[0].shape());
    }

    @Override
    public Tensor[] body(Tensor... inputs) {
      Tensor x = inputs[0];
      if (x.numel() == 0) {
        return new Tensor[] {x.alias()};
      }
      Tensor shifted = x.sub(x.amax(true, axis));
      return new Tensor[] {shifted.sub(shifted.exp().sum(true, axis).log())};
    }

    @Override
    public boolean hasGradient() {
      return true;
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      Composite gradient = new Composite(new LogSoftmaxGrad(axis));
      return new @Nullable Tensor[] {Dispatcher.apply(gradient, context.grad(), context.output(0))};
    }
  }

  /** g - exp(y) sum(g) along an axis: the gradient of y = logSoftmax(x); inputs g and y. */
  public record LogSoftmaxGrad(int axis) implements Composition {
    @Override
    public String name() {
      return "logSoftmaxGrad";
    }

    @Override
    public TensorType[] infer(Typed... inputs) {
      return Op.one(inputs[0].dtype(), inputs[0].shape());
    }

    @Override
    public Tensor[] body(Tensor... inputs) {
      Tensor gradient = inputs[0];
      Tensor total = gradient.sum(true, axis);
      return new Tensor[] {gradient.sub(inputs[1].exp().mul(total))};
    }
  }

  /** 0.5 x (1 + erf(x / sqrt(2))). */
  public record Gelu() implements Composition {
    @Override
    public String name() {
      return "gelu";
    }

    @Override
    public Tensor[] body(Tensor... inputs) {
      Tensor x = inputs[0];
      return new Tensor[] {x.mul(0.5).mul(x.mul(Math.sqrt(0.5)).erf().add(1))};
    }
  }

  /** 0.5 x (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))). */
  public record GeluTanh() implements Composition {
    @Override
    public String name() {
      return "gelu";
    }

    @Override
    public Tensor[] body(Tensor... inputs) {
      Tensor x = inputs[0];
      Tensor inner = x.add(x.square().mul(x).mul(0.044715)).mul(Math.sqrt(2 / Math.PI));
      return new Tensor[] {x.mul(0.5).mul(inner.tanh().add(1))};
    }
  }

  /** 0 up to -3, 1 from 3 on, x / 6 + 1/2 between them. */
  public record HardSigmoid() implements Composition {
    /** PyTorch's constant is a float, in float64 too. */
    private static final double SLOPE = 1 / 6f;

    @Override
    public String name() {
      return "hardsigmoid";
    }

    @Override
    public Tensor[] body(Tensor... inputs) {
      Tensor x = inputs[0];
      Tensor line = x.div(6).add(0.5);
      Tensor lifted = Tensor.where(x.le(-3), x.scalar(0.0), line);
      return new Tensor[] {Tensor.where(x.ge(3), x.scalar(1.0), lifted)};
    }

    @Override
    public boolean hasGradient() {
      return true;
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      Tensor flat = context.input(0).abs().ge(3);
      return new @Nullable Tensor[] {context.grad().mul(SLOPE).maskedFill(flat, 0)};
    }
  }
}
