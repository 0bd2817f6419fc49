package dev.crema.functional;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;

/**
 * The nonlinear functions of networks. Those of an element or of an axis alone are methods of the
 * tensor, where their formulas and sources stand.
 */
abstract sealed class ActivationFunctions extends ImageFunctions permits RegressionLosses {
  /** {@link Tensor#relu()} of x. */
  public static Tensor relu(Tensor x) {
    return x.relu();
  }

  /** {@link Tensor#sigmoid()} of x. */
  public static Tensor sigmoid(Tensor x) {
    return x.sigmoid();
  }

  /** {@link Tensor#tanh()} of x. */
  public static Tensor tanh(Tensor x) {
    return x.tanh();
  }

  /** {@link Tensor#leakyRelu(double)} of x. */
  public static Tensor leakyRelu(Tensor x, double slope) {
    return x.leakyRelu(slope);
  }

  /** {@link Tensor#gelu()} of x. */
  public static Tensor gelu(Tensor x) {
    return x.gelu();
  }

  /** {@link Tensor#gelu(String)} of x. */
  public static Tensor gelu(Tensor x, String approximate) {
    return x.gelu(approximate);
  }

  /** {@link Tensor#silu()} of x. */
  public static Tensor silu(Tensor x) {
    return x.silu();
  }

  /** {@link Tensor#softplus()} of x. */
  public static Tensor softplus(Tensor x) {
    return x.softplus();
  }

  /** {@link Tensor#softplus(double, double)} of x. */
  public static Tensor softplus(Tensor x, double beta, double threshold) {
    return x.softplus(beta, threshold);
  }

  /** {@link Tensor#logsigmoid()} of x. */
  public static Tensor logsigmoid(Tensor x) {
    return x.logsigmoid();
  }

  /** {@link Tensor#mish()} of x. */
  public static Tensor mish(Tensor x) {
    return x.mish();
  }

  /** {@link Tensor#elu(double)} of x. */
  public static Tensor elu(Tensor x, double alpha) {
    return x.elu(alpha);
  }

  /** {@link Tensor#celu(double)} of x. */
  public static Tensor celu(Tensor x, double alpha) {
    return x.celu(alpha);
  }

  /** {@link Tensor#selu()} of x. */
  public static Tensor selu(Tensor x) {
    return x.selu();
  }

  /** {@link Tensor#prelu(Tensor)} of x. */
  public static Tensor prelu(Tensor x, Tensor weight) {
    return x.prelu(weight);
  }

  /** {@link Tensor#hardtanh(double, double)} of x. */
  public static Tensor hardtanh(Tensor x, double low, double high) {
    return x.hardtanh(low, high);
  }

  /** {@link Tensor#relu6()} of x. */
  public static Tensor relu6(Tensor x) {
    return x.relu6();
  }

  /** {@link Tensor#hardsigmoid()} of x. */
  public static Tensor hardsigmoid(Tensor x) {
    return x.hardsigmoid();
  }

  /** {@link Tensor#hardswish()} of x. */
  public static Tensor hardswish(Tensor x) {
    return x.hardswish();
  }

  /** {@link Tensor#hardshrink(double)} of x. */
  public static Tensor hardshrink(Tensor x, double lambda) {
    return x.hardshrink(lambda);
  }

  /** {@link Tensor#softshrink(double)} of x. */
  public static Tensor softshrink(Tensor x, double lambda) {
    return x.softshrink(lambda);
  }

  /** {@link Tensor#tanhshrink()} of x. */
  public static Tensor tanhshrink(Tensor x) {
    return x.tanhshrink();
  }

  /** {@link Tensor#softsign()} of x. */
  public static Tensor softsign(Tensor x) {
    return x.softsign();
  }

  /** {@link Tensor#threshold(double, double)} of x. */
  public static Tensor threshold(Tensor x, double threshold, double value) {
    return x.threshold(threshold, value);
  }

  /** {@link Tensor#softmax(int)} of x. */
  public static Tensor softmax(Tensor x, int axis) {
    return x.softmax(axis);
  }

  /** {@link Tensor#logSoftmax(int)} of x. */
  public static Tensor logSoftmax(Tensor x, int axis) {
    return x.logSoftmax(axis);
  }

  /**
   * a * sigmoid(b), where a and b are the halves of x along an axis: Dauphin et al., 2016.
   *
   * @throws CremaException if the axis has an odd size
   */
  public static Tensor glu(Tensor x, int axis) {
    int size = x.size(axis);
    if (size % 2 != 0) {
      throw new CremaException(
          "glu: axis %d of shape %s has an odd size and cannot be halved"
              .formatted(axis, x.shape()));
    }
    return x.narrow(axis, 0, size / 2).mul(x.narrow(axis, size / 2, size / 2).sigmoid());
  }

  /** softmax(-x) along an axis. */
  public static Tensor softmin(Tensor x, int axis) {
    return x.neg().softmax(axis);
  }
}
