package dev.crema.tensor;

/** The nonlinear functions of neural networks. */
public sealed interface Activations permits Tensor {
  /** max(x, 0); the gradient at 0 is 0. */
  default Tensor relu() {
    return self().unary(UnaryFn.RELU);
  }

  /** 1 / (1 + exp(-x)). */
  default Tensor sigmoid() {
    return self().unary(UnaryFn.SIGMOID);
  }

  /** The hyperbolic tangent. */
  default Tensor tanh() {
    return self().unary(UnaryFn.TANH);
  }

  /** x above 0, else slope * x. */
  default Tensor leakyRelu(double slope) {
    Tensor x = self();
    return Tensor.where(x.gt(0), x, x.mul(slope));
  }

  /** x * Phi(x), with the normal distribution's Phi: Hendrycks and Gimpel, 2016. */
  default Tensor gelu() {
    return gelu("none");
  }

  /**
   * GELU, exact ("none") or by tanh: 0.5 x (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))).
   *
   * @throws CremaException for any other word
   */
  default Tensor gelu(String approximate) {
    Composition gelu =
        switch (approximate) {
          case "none" -> new Compositions.Gelu();
          case "tanh" -> new Compositions.GeluTanh();
          default ->
              throw new CremaException(
                  "gelu: approximate must be \"none\" or \"tanh\", but was \"" + approximate + '"');
        };
    return Dispatcher.apply(new Composite(gelu), self().floating());
  }

  /** x * sigmoid(x). */
  default Tensor silu() {
    return self().mul(sigmoid());
  }

  /** log(1 + exp(x)), without overflow. */
  default Tensor softplus() {
    Tensor x = self();
    return x.maximum(0).add(x.abs().neg().exp().log1p());
  }

  /** exp(x) / sum(exp(x)) along an axis, without overflow. */
  default Tensor softmax(int axis) {
    return Dispatcher.apply(
        new Composite(new Compositions.Softmax(self().shape().axis(axis))), self().floating());
  }

  /** log(softmax(x)) along an axis, without overflow or underflow. */
  default Tensor logSoftmax(int axis) {
    return Dispatcher.apply(
        new Composite(new Compositions.LogSoftmax(self().shape().axis(axis))), self().floating());
  }

  private Tensor self() {
    return (Tensor) this;
  }
}
