package dev.crema.train;

import dev.crema.api.Module;
import dev.crema.tensor.Parameter;
import dev.crema.tensor.Tensor;

/** {@code y = x Aᵀ + b}, as small as a layer can be. */
final class Dense extends Module {
  final Parameter weight;
  final Parameter bias;

  Dense(Tensor weight, Tensor bias) {
    this.weight = new Parameter(weight);
    this.bias = new Parameter(bias);
  }

  Dense(int inFeatures, int outFeatures) {
    this(Tensor.rand(outFeatures, inFeatures).sub(0.5), Tensor.zeros(outFeatures));
  }

  @Override
  protected Tensor forward(Tensor x) {
    return x.matmul(weight.t()).add(bias);
  }
}
