package dev.crema.tensor;

import org.jspecify.annotations.Nullable;

/** The operations that a backend may claim with a fused kernel: each its body and its gradient. */
public final class Compositions {
  private Compositions() {}

  /** x W^T + b; inputs x (…, in), weight (out, in) and, if there is one, bias (out). */
  public record Linear() implements Composition {
    @Override
    public String name() {
      return "linear";
    }

    @Override
    public Tensor[] body(Tensor... inputs) {
      Tensor x = inputs[0];
      Tensor weight = inputs[1];
      if (x.ndim() == 0 || weight.ndim() != 2 || x.size(-1) != weight.size(1)) {
        throw new CremaException(
            "linear: an input of shape %s does not fit a weight of shape %s: the last axis must have %s features"
                .formatted(
                    x.shape(),
                    weight.shape(),
                    weight.ndim() == 2 ? weight.size(1) : "the weight's"));
      }
      Tensor rows = x.ndim() == 2 ? x : x.reshape(-1, x.size(-1));
      if (x.numel() == 0) {
        rows = x.reshape(x.ndim() == 1 ? 1 : rows(x), x.size(-1));
      }
      Tensor product = rows.matmul(weight.t());
      Tensor shifted = inputs.length == 3 ? product.add(inputs[2]) : product;
      return new Tensor[] {
        x.ndim() == 2 ? shifted : shifted.reshape(x.shape().with(x.ndim() - 1, weight.size(0)))
      };
    }

    private static int rows(Tensor x) {
      int rows = 1;
      for (int i = 0; i < x.ndim() - 1; i++) {
        rows *= x.size(i);
      }
      return rows;
    }

    @Override
    public boolean hasGradient() {
      return true;
    }

    @Override
    public @Nullable Tensor[] gradient(Backward context) {
      Tensor gradient = context.grad();
      int out = gradient.size(-1);
      Shape from = context.shape(0);
      int rows = (int) (gradient.numel() / Math.max(1, out));
      Tensor flat = gradient.reshape(rows, out);
      @Nullable Tensor[] found = new @Nullable Tensor[context.inputs()];
      if (context.needs(0)) {
        found[0] = flat.matmul(context.input(1)).reshape(from);
      }
      if (context.needs(1)) {
        found[1] = flat.t().matmul(context.input(0).reshape(rows, from.get(-1)));
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
      Tensor y = context.output(0);
      Tensor weighted = context.grad().mul(y);
      return new @Nullable Tensor[] {weighted.sub(y.mul(weighted.sum(true, axis)))};
    }
  }

  /** x - max - log(sum(exp(x - max))) along an axis. */
  public record LogSoftmax(int axis) implements Composition {
    @Override
    public String name() {
      return "logSoftmax";
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
      Tensor gradient = context.grad();
      Tensor total = gradient.sum(true, axis);
      return new @Nullable Tensor[] {gradient.sub(context.output(0).exp().mul(total))};
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
}
