package dev.crema.examples;

import dev.crema.api.Batches;
import dev.crema.api.Module;
import dev.crema.api.Schedule;
import dev.crema.config.ModelDescription;
import dev.crema.config.Output;
import dev.crema.data.Datasets;
import dev.crema.data.IdxDataset;
import dev.crema.data.TrainAndTest;
import dev.crema.examples.data.DataFolder;
import dev.crema.functional.F;
import dev.crema.layers.Conv2d;
import dev.crema.layers.CrossEntropyLoss;
import dev.crema.layers.Linear;
import dev.crema.optim.Adam;
import dev.crema.optim.ExponentialLR;
import dev.crema.tensor.Crema;
import dev.crema.tensor.Tensor;
import java.util.List;

/** Reads the handwritten digits of MNIST with a convolutional network, or a plain one. */
final class MnistExample implements Example {
  private static final int TEST_BATCH = 1000;

  /**
   * What the learning rate is multiplied by after each epoch. A rate that stays leaves LeNet at
   * about 98.6 of 100 after two epochs, give or take what the last batches did; a smaller one in
   * the second epoch brings it to 98.9, and does not depend on how many epochs are to come.
   */
  private static final double RATE_AFTER_AN_EPOCH = 0.3;

  /**
   * A network of the kind of LeNet-5 (Y. LeCun et al., 1998): 28 x 28 pixels, 16 images of 24 x 24,
   * halved, 32 of 8 x 8, halved, a score for each digit.
   */
  static final class LeNet extends Module {
    private final Conv2d first = new Conv2d(1, 16, 5);
    private final Conv2d second = new Conv2d(16, 32, 5);
    private final Linear output = new Linear(32 * 4 * 4, 10);

    /** The maximum comes before relu, which gives the same and has a quarter of the work. */
    @Override
    protected Tensor forward(Tensor images) {
      Tensor x = F.maxPool2d(first.apply(images), 2).relu();
      x = F.maxPool2d(second.apply(x), 2).relu();
      return output.apply(x.flatten(1, -1));
    }
  }

  /** 784 pixels, 256 and 128 hidden units, a score for each digit. */
  static final class Mlp extends Module {
    private final Linear first = new Linear(28 * 28, 256);
    private final Linear second = new Linear(256, 128);
    private final Linear output = new Linear(128, 10);

    @Override
    protected Tensor forward(Tensor images) {
      Tensor x = first.apply(images.flatten(1, -1)).relu();
      return output.apply(second.apply(x).relu());
    }
  }

  @Override
  public String name() {
    return "mnist";
  }

  @Override
  public String about() {
    return "70000 handwritten digits of 28 x 28 pixels; a network like LeNet, or --model mlp; Adam";
  }

  @Override
  public RunSettings defaults() {
    return new RunSettings(2, 64, 2e-3, 0, "lenet");
  }

  @Override
  public List<String> models() {
    return List.of("lenet", "mlp");
  }

  @Override
  public double run(Session session) {
    TrainAndTest<IdxDataset> mnist = Datasets.mnist(DataFolder.of("mnist"));
    RunSettings settings = session.settings();
    Batches training = mnist.training().batches(settings.batch()).shuffle(settings.seed());
    Batches test = mnist.test().batches(TEST_BATCH);

    Crema.manualSeed(settings.seed());
    Module model = settings.model().equals("mlp") ? new Mlp() : new LeNet();
    Adam adam = new Adam(model.parameters(), settings.learningRate());
    Schedule slower = new ExponentialLR(adam, RATE_AFTER_AN_EPOCH);
    String name = "mnist_" + settings.model();
    ModelDescription description =
        new ModelDescription(name, mnist.test().reader(), mnist.test().classNames(), Output.SCORES);
    Job job = new Job(model, new CrossEntropyLoss(), adam, slower, training, test, description);
    return session.test(session.train(job), job);
  }
}
