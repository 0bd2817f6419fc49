package dev.crema.examples.lessons;

import dev.crema.data.DataLoader;
import dev.crema.data.Datasets;
import dev.crema.data.LabeledData;
import dev.crema.examples.data.Holdout;
import dev.crema.layers.CrossEntropyLoss;
import dev.crema.optim.Adam;
import dev.crema.tensor.Crema;
import dev.crema.tensor.DType;
import dev.crema.tensor.Tensor;
import dev.crema.train.DefaultTrainer;

/** Written digits of 8 x 8 pixels: rows to train on, rows to test on, and a network that reads. */
final class DigitsLesson implements Lesson {
  private static final double BRIGHTEST = 16;
  private static final int EPOCHS = 30;

  /** PyTorch's mean over five seeds is 0.96602; a point less is within what a seed changes. */
  private static final double ENOUGH = 0.95602;

  @Override
  public String name() {
    return "digits";
  }

  @Override
  public String about() {
    return "1797 written digits of 8 x 8 pixels, read by one hidden layer";
  }

  @Override
  public void run(Board board) {
    LabeledData digits = Datasets.digits();
    data(board, digits);

    board.title("64 pixels, 128 hidden units, 10 scores: 30 epochs with Adam");
    Holdout rows = Holdout.of(digits.withFeatures(digits.features().div(BRIGHTEST)));
    board.same("rows to train on", rows.training().size(), 1438);
    board.same("every fifth row to test on", rows.test().size(), 359);
    Crema.manualSeed(0);
    DigitReader reader = new DigitReader(64);
    long learned = reader.parameters().stream().mapToLong(Tensor::numel).sum();
    board.same("numbers to learn: (64 + 1) 128 + (128 + 1) 10", learned, 9610);
    DefaultTrainer trainer =
        DefaultTrainer.builder(reader, new CrossEntropyLoss(), new Adam(reader.parameters(), 1e-3))
            .epochs(EPOCHS)
            .build();
    trainer.fit(DataLoader.of(rows.training().asDataset(), 32).shuffle(0));
    judge(board, trainer, rows.test());
  }

  private static void data(Board board, LabeledData digits) {
    board.title("The data");
    board.same("the shape of the pixels", digits.features().shape(), "(1797, 64)");
    board.same("the shape of the labels", digits.labels().shape(), "(1797,)");
    String known = "178 182 177 183 181 182 181 179 174 180";
    board.printed("images of 0 to 9", DigitReader.counts(digits.labels()), known);
    Tensor images = digits.features().reshape(-1, 8, 8);
    board.printed("the brightest pixel", images.max(), "16");
    board.near("the mean", images.to(DType.FLOAT64).mean(), 1e-12, 4.884164579855314);
    board.printed("the first image's first row", images.get(0, 0), "0 0 5 13 9 1 0 0");
    board.picture("digits", DigitReader.first("the first digits", images, digits.labels()));
  }

  private static void judge(Board board, DefaultTrainer trainer, LabeledData test) {
    Tensor read = trainer.predict(test.features()).argmax(1);
    double accuracy = read.eq(test.labels()).to(DType.FLOAT64).mean().item();
    board.say("accuracy on rows that it has not seen: %.4f; by chance it would be 0.1", accuracy);
    board.holds("at least %s".formatted(ENOUGH), accuracy >= ENOUGH);
    Tensor images = test.features().reshape(-1, 8, 8);
    board.picture("digits-wrong", DigitReader.wrong(images, test.labels(), read));
  }
}
