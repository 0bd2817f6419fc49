package dev.crema.examples;

import dev.crema.api.Batches;
import dev.crema.api.Module;
import dev.crema.config.ModelDescription;
import dev.crema.config.Output;
import dev.crema.data.CsvInputs;
import dev.crema.data.DataLoader;
import dev.crema.data.Datasets;
import dev.crema.data.LabeledData;
import dev.crema.examples.data.Holdout;
import dev.crema.layers.CrossEntropyLoss;
import dev.crema.layers.Linear;
import dev.crema.optim.Adam;
import dev.crema.tensor.Crema;
import dev.crema.tensor.Tensor;

/** Reads handwritten digits with one hidden layer. */
final class DigitsExample implements Example {
  private static final double BRIGHTEST = 16;

  /** 64 pixels, 128 hidden units, a score for each digit. */
  static final class Reader extends Module {
    private final Linear hidden = new Linear(64, 128);
    private final Linear output = new Linear(128, 10);

    @Override
    protected Tensor forward(Tensor pixels) {
      return output.apply(hidden.apply(pixels.div(BRIGHTEST)).relu());
    }
  }

  @Override
  public String name() {
    return "digits";
  }

  @Override
  public String about() {
    return "1797 handwritten digits of 8 x 8 pixels; a hidden layer of 128 units, Adam";
  }

  @Override
  public RunSettings defaults() {
    return new RunSettings(30, 32, 1e-3, 0);
  }

  @Override
  public double run(Session session) {
    LabeledData digits = Datasets.digits();
    Holdout rows = Holdout.of(digits);
    RunSettings settings = session.settings();
    Batches training =
        DataLoader.of(rows.training().asDataset(), settings.batch()).shuffle(settings.seed());
    Batches test = DataLoader.of(rows.test().asDataset(), rows.test().size());

    Crema.manualSeed(settings.seed());
    Reader reader = new Reader();
    Adam adam = new Adam(reader.parameters(), settings.learningRate());
    ModelDescription description =
        new ModelDescription("digits_mlp", CsvInputs.first(64), digits.classNames(), Output.SCORES);
    Job job = new Job(reader, new CrossEntropyLoss(), adam, training, test, description);
    return session.test(session.train(job), job);
  }
}
