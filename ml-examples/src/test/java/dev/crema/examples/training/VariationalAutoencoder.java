package dev.crema.examples.training;

import dev.crema.api.Module;
import dev.crema.api.ModuleTree;
import dev.crema.functional.F;
import dev.crema.functional.Reduction;
import dev.crema.layers.Linear;
import dev.crema.optim.Adam;
import dev.crema.tensor.Crema;
import dev.crema.tensor.DType;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import java.util.function.Supplier;

/** The variational autoencoder of PyTorch's examples; its loss is the mean over the batch. */
final class VariationalAutoencoder extends ModuleTree {
  private static final int CODE = 20;

  private final Module activation;
  private final Linear fc1;
  private final Linear fc21;
  private final Linear fc22;
  private final Linear fc3;
  private final Linear fc4;
  private final transient DType dtype;

  private VariationalAutoencoder(DType dtype, Module activation) {
    this.dtype = dtype;
    this.activation = activation;
    fc1 = new Linear(784, 400, true, dtype);
    fc21 = new Linear(400, CODE, true, dtype);
    fc22 = new Linear(400, CODE, true, dtype);
    fc3 = new Linear(CODE, 400, true, dtype);
    fc4 = new Linear(400, 784, true, dtype);
  }

  static Training training(DType dtype, Supplier<Module> activation) {
    VariationalAutoencoder model = new VariationalAutoencoder(dtype, activation.get());
    Images images = Images.of("mnist", 128, dtype);
    return new Training(
        model,
        new Adam(model.parameters(), 1e-3),
        step -> model.loss(images.next().inputs().view(-1, 784)),
        Double.POSITIVE_INFINITY);
  }

  private Tensor loss(Tensor x) {
    Tensor hidden = activation.apply(fc1.apply(x));
    Tensor mean = fc21.apply(hidden);
    Tensor variance = fc22.apply(hidden);
    Tensor noise = Tensor.randn(Crema.generator(), dtype, Shape.of(x.size(0), CODE));
    Tensor code = mean.add(noise.mul(variance.mul(0.5).exp()));
    Tensor picture = fc4.apply(activation.apply(fc3.apply(code))).sigmoid();
    Tensor likelihood = F.binaryCrossEntropy(picture, x, null, Reduction.SUM);
    Tensor divergence = variance.add(1).sub(mean.pow(2)).sub(variance.exp()).sum().mul(-0.5);
    return likelihood.add(divergence).div(x.size(0));
  }
}
