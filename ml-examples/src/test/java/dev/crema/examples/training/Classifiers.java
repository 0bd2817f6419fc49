package dev.crema.examples.training;

import dev.crema.api.Module;
import dev.crema.functional.F;
import dev.crema.layers.Conv2d;
import dev.crema.layers.ConvLayer;
import dev.crema.layers.Flatten;
import dev.crema.layers.Linear;
import dev.crema.layers.MaxPool2d;
import dev.crema.layers.ReLU;
import dev.crema.layers.Sequential;
import dev.crema.optim.Adam;
import dev.crema.optim.SGD;
import dev.crema.tensor.DType;
import java.util.function.Supplier;

/** Networks that are a sequence of layers. */
final class Classifiers {
  private Classifiers() {}

  /** The network of PyTorch's quickstart. */
  static Training quickstart(DType dtype) {
    Module model =
        new Sequential(
            new Flatten(),
            new Linear(784, 512, true, dtype),
            new ReLU(),
            new Linear(512, 512, true, dtype),
            new ReLU(),
            new Linear(512, 10, true, dtype));
    Images images = Images.of("fashion-mnist-mini", 64, dtype);
    return Training.classification(model, new SGD(model.parameters(), 0.1), images);
  }

  /** LeNet-5 with maxima. */
  static Training lenet(DType dtype, Supplier<Module> activation) {
    Module model =
        new Sequential(
            new Conv2d(ConvLayer.Config.of(1, 6, 5).withPadding(2).withDtype(dtype)),
            activation.get(),
            new MaxPool2d(2),
            new Conv2d(ConvLayer.Config.of(6, 16, 5).withDtype(dtype)),
            activation.get(),
            new MaxPool2d(2),
            new Flatten(),
            new Linear(400, 120, true, dtype),
            activation.get(),
            new Linear(120, 84, true, dtype),
            activation.get(),
            new Linear(84, 10, true, dtype));
    Adam adam = new Adam(model.parameters(), 2e-3);
    return Training.classification(model, adam, Images.of("mnist", 64, dtype));
  }

  /** A layer of 16 million weights; images of twice the size with a frame, 64 x 64 pixels. */
  static Training wide() {
    Module model =
        new Sequential(new Flatten(), new Linear(4096, 4096), new ReLU(), new Linear(4096, 10));
    Images images =
        Images.of("fashion-mnist-mini", 16, DType.FLOAT32)
            .with(x -> F.pad(x.repeatInterleave(2, 2).repeatInterleave(2, 3), 4, 4, 4, 4));
    return Training.classification(model, new SGD(model.parameters(), 0.02), images);
  }
}
