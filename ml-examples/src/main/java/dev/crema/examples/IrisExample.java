package dev.crema.examples;

import dev.crema.api.Batches;
import dev.crema.api.Module;
import dev.crema.config.ModelDescription;
import dev.crema.config.Output;
import dev.crema.data.DataLoader;
import dev.crema.data.Datasets;
import dev.crema.data.LabeledData;
import dev.crema.examples.data.Holdout;
import dev.crema.layers.CrossEntropyLoss;
import dev.crema.layers.Linear;
import dev.crema.layers.Standardize;
import dev.crema.optim.Adam;
import dev.crema.tensor.Crema;
import dev.crema.tensor.Tensor;

/** Tells three species of iris by the measures of their flowers. */
final class IrisExample implements Example {
  /** 4 measures, scaled; 16 hidden units, a score for each species. */
  static final class Botanist extends Module {
    private final Standardize scale = new Standardize(4);
    private final Linear hidden = new Linear(4, 16);
    private final Linear output = new Linear(16, 3);

    @Override
    protected Tensor forward(Tensor measures) {
      return output.apply(hidden.apply(scale.apply(measures)).relu());
    }
  }

  @Override
  public String name() {
    return "iris";
  }

  @Override
  public String about() {
    return "150 flowers of three species by 4 measures; a hidden layer of 16 units, Adam";
  }

  @Override
  public RunSettings defaults() {
    return new RunSettings(100, 16, 1e-2, 0);
  }

  @Override
  public double run(Session session) {
    LabeledData iris = Datasets.iris();
    Holdout rows = Holdout.of(iris);
    RunSettings settings = session.settings();
    Batches training =
        DataLoader.of(rows.training().asDataset(), settings.batch()).shuffle(settings.seed());
    Batches test = DataLoader.of(rows.test().asDataset(), rows.test().size());

    Crema.manualSeed(settings.seed());
    Botanist botanist = new Botanist();
    botanist.scale.fit(rows.training().features());
    Adam adam = new Adam(botanist.parameters(), settings.learningRate());
    ModelDescription description =
        new ModelDescription("iris_mlp", iris.reader(), iris.classNames(), Output.SCORES);
    Job job = new Job(botanist, new CrossEntropyLoss(), adam, training, test, description);
    return session.test(session.train(job), job);
  }
}
