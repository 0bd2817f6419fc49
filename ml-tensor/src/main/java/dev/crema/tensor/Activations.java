package dev.crema.tensor;

import java.util.Arrays;

/**
 * The nonlinear functions of neural networks. Where a formula changes, the gradient is PyTorch's.
 */
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
    // Not |x|, which has no curvature at 0: the second derivative there is 1/4.
    Tensor above = x.gt(0);
    Tensor small = Tensor.where(above, x.neg(), x);
    return x.maskedFill(above.logicalNot(), 0).add(small.exp().log1p());
  }

  /**
   * log(1 + exp(beta x)) / beta, and x itself where beta x is above a threshold, from which on both
   * are the same number.
   */
  default Tensor softplus(double beta, double threshold) {
    Tensor x = self();
    Tensor scaled = x.mul(beta);
    return Tensor.where(scaled.gt(threshold), x, scaled.softplus().div(beta));
  }

  /** log(sigmoid(x)), without underflow. */
  default Tensor logsigmoid() {
    return self().neg().softplus().neg();
  }

  /** x * tanh(softplus(x)): Misra, "Mish", 2019. */
  default Tensor mish() {
    Tensor x = self();
    return x.mul(x.softplus().tanh());
  }

  /** x above 0, else alpha * (exp(x) - 1): Clevert, Unterthiner, Hochreiter, 2015. */
  default Tensor elu(double alpha) {
    Tensor x = self();
    Tensor positive = x.gt(0);
    // exp of a large x would make 0 * infinity in the gradient of the branch that is not taken
    Tensor low = Tensor.where(positive, x.zerosLike(), x).expm1().mul(alpha);
    return Tensor.where(positive, x, low);
  }

  /** x above 0, else alpha * (exp(x / alpha) - 1): Barron, 2017. */
  default Tensor celu(double alpha) {
    Tensor x = self();
    Tensor positive = x.gt(0);
    Tensor low = Tensor.where(positive, x.zerosLike(), x).div(alpha).expm1().mul(alpha);
    return Tensor.where(positive, x, low);
  }

  /**
   * 1.0507 * elu(x, 1.6733), which keeps mean 0 and variance 1 from layer to layer: Klambauer et
   * al., "Self-normalizing neural networks", 2017.
   */
  default Tensor selu() {
    return self().elu(1.6732632423543772848170429916717).mul(1.0507009873554804934193349852946);
  }

  /**
   * x above 0, else weight * x: He et al., 2015.
   *
   * @param weight one number, or one for each channel on axis 1
   * @throws CremaException if it has another number of elements
   */
  default Tensor prelu(Tensor weight) {
    Tensor x = self();
    boolean channels = weight.numel() != 1;
    if (channels && (x.ndim() < 2 || weight.numel() != x.size(1))) {
      throw new CremaException(
          "prelu: a weight of shape %s for x of shape %s: give one number, or one a channel (axis 1)"
              .formatted(weight.shape(), x.shape()));
    }
    int[] shape = new int[channels ? x.ndim() : 0];
    Arrays.fill(shape, 1);
    if (channels) {
      shape[1] = x.size(1);
    }
    return Tensor.where(x.gt(0), x, x.mul(weight.reshape(shape)));
  }

  /** x held between two bounds, with a gradient of 0 on them and outside. */
  default Tensor hardtanh(double low, double high) {
    Tensor x = self();
    Tensor lifted = Tensor.where(x.le(low), x.scalar(low), x);
    return Tensor.where(x.ge(high), x.scalar(high), lifted);
  }

  /** x held between 0 and 6. */
  default Tensor relu6() {
    return hardtanh(0, 6);
  }

  /** 0 up to -3, 1 from 3 on, x / 6 + 1/2 between them. */
  default Tensor hardsigmoid() {
    return Dispatcher.apply(new Composite(new Compositions.HardSigmoid()), self());
  }

  /** x * hardsigmoid(x): Howard et al., "Searching for MobileNetV3", 2019. */
  default Tensor hardswish() {
    Tensor x = self();
    Tensor curve = x.mul(x.add(3)).div(6);
    return Tensor.where(x.lt(-3), x.scalar(0.0), Tensor.where(x.le(3), curve, x));
  }

  /** 0 from -lambda to lambda, else x. */
  default Tensor hardshrink(double lambda) {
    Tensor x = self();
    return Tensor.where(x.ge(-lambda).logicalAnd(x.le(lambda)), x.scalar(0.0), x);
  }

  /** 0 from -lambda to lambda, else x moved by lambda towards 0. */
  default Tensor softshrink(double lambda) {
    Tensor x = self();
    Tensor moved = Tensor.where(x.gt(0), x.sub(lambda), x.add(lambda));
    return Tensor.where(x.ge(-lambda).logicalAnd(x.le(lambda)), x.scalar(0.0), moved);
  }

  /** x - tanh(x). */
  default Tensor tanhshrink() {
    return self().sub(tanh());
  }

  /** x / (1 + |x|). */
  default Tensor softsign() {
    Tensor x = self();
    return x.div(x.abs().add(1));
  }

  /** x above a threshold, else a value. */
  default Tensor threshold(double threshold, double value) {
    Tensor x = self();
    return Tensor.where(x.le(threshold), x.scalar(value), x);
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
