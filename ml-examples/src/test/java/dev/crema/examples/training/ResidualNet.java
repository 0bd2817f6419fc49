package dev.crema.examples.training;

import dev.crema.api.Module;
import dev.crema.layers.AdaptiveAvgPool2d;
import dev.crema.layers.BatchNorm2d;
import dev.crema.layers.BatchNormLayer;
import dev.crema.layers.Conv2d;
import dev.crema.layers.ConvLayer;
import dev.crema.layers.Flatten;
import dev.crema.layers.Identity;
import dev.crema.layers.Linear;
import dev.crema.layers.Sequential;
import dev.crema.optim.SGD;
import dev.crema.tensor.DType;
import dev.crema.tensor.Tensor;
import java.util.function.Supplier;

/** A small residual net: three blocks of 16, 32 and 64 channels. */
final class ResidualNet {
  private ResidualNet() {}

  /** Two convolutions beside a way around them. */
  private static final class Block extends Module {
    private final Module activation;
    private final Conv2d conv1;
    private final BatchNorm2d bn1;
    private final Conv2d conv2;
    private final BatchNorm2d bn2;
    private final Module shortcut;

    Block(int inputs, int outputs, int stride, DType dtype, Module activation) {
      this.activation = activation;
      conv1 = convolution(inputs, outputs, 3, stride, dtype);
      bn1 = norm(outputs, dtype);
      conv2 = convolution(outputs, outputs, 3, 1, dtype);
      bn2 = norm(outputs, dtype);
      shortcut =
          stride == 1 && inputs == outputs
              ? new Identity()
              : new Sequential(
                  convolution(inputs, outputs, 1, stride, dtype), norm(outputs, dtype));
    }

    @Override
    protected Tensor forward(Tensor x) {
      Tensor inner = bn2.apply(conv2.apply(activation.apply(bn1.apply(conv1.apply(x)))));
      return activation.apply(inner.add(shortcut.apply(x)));
    }
  }

  private static Conv2d convolution(int inputs, int outputs, int size, int stride, DType dtype) {
    return new Conv2d(
        ConvLayer.Config.of(inputs, outputs, size)
            .withStride(stride)
            .withPadding(size / 2)
            .withoutBias()
            .withDtype(dtype));
  }

  private static BatchNorm2d norm(int channels, DType dtype) {
    return new BatchNorm2d(new BatchNormLayer.Config(channels, 1e-5, 0.1, true, true, dtype));
  }

  static Training training(DType dtype, Supplier<Module> activation) {
    Module model =
        new Sequential(
            convolution(1, 16, 3, 1, dtype),
            norm(16, dtype),
            activation.get(),
            new Block(16, 16, 1, dtype, activation.get()),
            new Block(16, 32, 2, dtype, activation.get()),
            new Block(32, 64, 2, dtype, activation.get()),
            new AdaptiveAvgPool2d(1),
            new Flatten(),
            new Linear(64, 10, true, dtype));
    SGD.Options options = new SGD.Options(0.02).withMomentum(0.9).withWeightDecay(5e-4);
    return Training.classification(
        model, new SGD(model.parameters(), options), Images.of("fashion-mnist-mini", 32, dtype));
  }
}
