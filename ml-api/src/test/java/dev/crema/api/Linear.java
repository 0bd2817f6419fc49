package dev.crema.api;

import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;

/** {@code y = x Aᵀ + b}, as small as a layer can be. */
final class Linear extends Module {
  final Parameter weight;
  final Parameter bias;
  private final int inFeatures;
  private final int outFeatures;

  Linear(int inFeatures, int outFeatures) {
    this.inFeatures = inFeatures;
    this.outFeatures = outFeatures;
    this.weight = new Parameter(Tensor.rand(outFeatures, inFeatures).sub(0.5));
    this.bias = new Parameter(Tensor.zeros(outFeatures));
  }

  @Override
  protected Tensor forward(Tensor x) {
    return x.matmul(weight.t()).add(bias);
  }

  @Override
  protected String extraRepr() {
    return "in_features=" + inFeatures + ", out_features=" + outFeatures;
  }
}
