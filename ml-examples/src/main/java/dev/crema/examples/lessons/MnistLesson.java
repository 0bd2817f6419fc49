package dev.crema.examples.lessons;

import dev.crema.data.DataLoader;
import dev.crema.data.Datasets;
import dev.crema.data.IdxDataset;
import dev.crema.data.TensorDataset;
import dev.crema.data.TrainAndTest;
import dev.crema.examples.data.DataFolder;
import dev.crema.layers.CrossEntropyLoss;
import dev.crema.optim.Adam;
import dev.crema.tensor.Crema;
import dev.crema.tensor.DType;
import dev.crema.tensor.Tensor;
import dev.crema.train.DefaultTrainer;

/** MNIST: its shapes and numbers, and how far ten thousand of its images bring a small network. */
final class MnistLesson implements Lesson {
  private static final double BRIGHTEST = 255;
  private static final int ROWS = 10_000;
  private static final int EPOCHS = 5;

  /** PyTorch's mean over three seeds is 0.9284; a point less is within what a seed changes. */
  private static final double ENOUGH = 0.9184;

  @Override
  public String name() {
    return "mnist";
  }

  @Override
  public String about() {
    return "60,000 and 10,000 written digits of 28 x 28 pixels; a network that read 10,000 of them";
  }

  @Override
  public void run(Board board) {
    TrainAndTest<IdxDataset> mnist = Datasets.mnist(DataFolder.of("mnist"));
    Tensor images = mnist.training().images();
    Tensor labels = mnist.training().labels();
    shapes(board, mnist);
    shades(board, images);
    board.picture("mnist", DigitReader.first("the first digits of MNIST", images, labels));

    board.title("784 pixels, 128 hidden units, 10 scores: 5 epochs on the first 10,000 with Adam");
    Tensor first = pixels(images.slice(0, 0, ROWS));
    TensorDataset rows = new TensorDataset(first, labels.slice(0, 0, ROWS));
    Crema.manualSeed(0);
    DigitReader reader = new DigitReader(28 * 28);
    DefaultTrainer trainer =
        DefaultTrainer.builder(reader, new CrossEntropyLoss(), new Adam(reader.parameters(), 1e-3))
            .epochs(EPOCHS)
            .build();
    trainer.fit(DataLoader.of(rows, 64).shuffle(0));
    judge(board, trainer, mnist.test());
  }

  /** A row an image, of numbers from 0 to 1. */
  private static Tensor pixels(Tensor images) {
    return images.flatten(1, -1).to(DType.FLOAT32).div(BRIGHTEST);
  }

  private static void shapes(Board board, TrainAndTest<IdxDataset> mnist) {
    board.title("The data");
    board.same("images to train on", mnist.training().images().shape(), "(60000, 28, 28)");
    board.same("their labels", mnist.training().labels().shape(), "(60000,)");
    board.same("images to test on", mnist.test().images().shape(), "(10000, 28, 28)");
    board.same("their labels", mnist.test().labels().shape(), "(10000,)");
    board.same("a pixel is a", mnist.training().images().dtype(), "uint8");
    board.printed(
        "images of 0 to 9 to train on",
        DigitReader.counts(mnist.training().labels()),
        "5923 6742 5958 6131 5842 5421 5918 6265 5851 5949");
    board.printed(
        "and to test on",
        DigitReader.counts(mnist.test().labels()),
        "980 1135 1032 1010 982 892 958 1028 974 1009");
    Tensor labels = mnist.training().labels().slice(0, 0, 10);
    board.printed("the first ten show", labels, "5 0 4 1 9 2 1 3 1 4");
  }

  /** In parts, as 47 million numbers at once would need much memory. */
  private static void shades(Board board, Tensor images) {
    double sum = 0;
    double squares = 0;
    int parts = images.size(0) / ROWS;
    for (int i = 0; i < parts; i++) {
      Tensor part = pixels(images.slice(0, i * ROWS, (i + 1) * ROWS)).to(DType.FLOAT64);
      sum += part.mean().item();
      squares += part.square().mean().item();
    }
    double mean = sum / parts;
    double deviation = StrictMath.sqrt(squares / parts - mean * mean);
    board.printed("mean of pixel / 255", mean, "0.1307");
    board.printed("its standard deviation", deviation, "0.3081");
  }

  private static void judge(Board board, DefaultTrainer trainer, IdxDataset test) {
    Tensor read = trainer.predict(pixels(test.images())).argmax(1);
    double accuracy = read.eq(test.labels()).to(DType.FLOAT64).mean().item();
    board.say("accuracy on 10,000 images that it has not seen: %.4f", accuracy);
    board.holds("at least %s".formatted(ENOUGH), accuracy >= ENOUGH);
    board.picture("mnist-wrong", DigitReader.wrong(test.images(), test.labels(), read));
  }
}
