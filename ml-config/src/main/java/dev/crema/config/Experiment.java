package dev.crema.config;

import dev.crema.api.Batch;
import dev.crema.api.Batches;
import dev.crema.api.Collate;
import dev.crema.api.Dataset;
import dev.crema.api.DescribedDataset;
import dev.crema.api.Fittable;
import dev.crema.api.Loss;
import dev.crema.api.Metric;
import dev.crema.api.Module;
import dev.crema.api.Optimizer;
import dev.crema.api.Sample;
import dev.crema.api.Schedule;
import dev.crema.api.TrainingListener;
import dev.crema.api.plugin.Plugins;
import dev.crema.data.DataLoader;
import dev.crema.tensor.Autograd;
import dev.crema.tensor.Crema;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.HookHandle;
import dev.crema.tensor.Tensor;
import dev.crema.train.Accuracy;
import dev.crema.train.ClipGradients;
import dev.crema.train.DefaultTrainer;
import dev.crema.train.MeanAbsoluteError;
import dev.crema.train.TrainerBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a {@link ModelFile} names, made and ready to train.
 *
 * <pre>{@code
 * Files.writeString(
 *     file,
 *     """
 *     data: iris
 *     test: {every: 5}
 *     model:
 *       - standardize: {num_features: 4}
 *       - linear: {in_features: 4, out_features: 3}
 *     loss: cross_entropy
 *     optimizer:
 *       adam: {learning_rate: 0.05}
 *     """);
 * Experiment iris = Experiment.of(ModelFile.read(file));
 * iris.fit();
 * iris.trainer().build().fit(iris.training(), iris.test());
 * }</pre>
 *
 * <p>The same file gives the same weights, to the bit.
 */
public final class Experiment {
  private static final int TEST_BATCH = 1000;

  private final ModelFile file;
  private final BuiltModel model;
  private final Loss loss;
  private final Optimizer optimizer;
  private final @Nullable Schedule schedule;
  private final Dataset<Sample> data;
  private final Output output;
  private final Rows rows;

  private Experiment(ModelFile file, Plugins plugins) {
    Path path = file.file().toAbsolutePath().getParent();
    Path folder = path == null ? Path.of("") : path;
    this.file = file;
    Crema.manualSeed(file.train().seed());
    this.model = BuiltModel.of(file.model(), plugins.layers(), folder);
    this.loss = Making.make(plugins.losses(), file.loss(), folder);
    var optimizers = Making.make(plugins.optimizers(), file.optimizer(), folder);
    this.optimizer =
        Making.at(file.optimizer(), () -> optimizers.create(model.module().parameters()));
    this.schedule = schedule(file.schedule(), plugins, folder);
    this.data = Making.make(plugins.datasets(), file.data(), folder);
    this.output = Output.of(file.loss().name(), data.get(0).target());
    this.rows = Rows.of(file, data, output, plugins.datasets(), folder);
  }

  /**
   * Makes what a file names, of the plugins on the class path.
   *
   * @throws CremaException if a plugin or an option is unknown, or something is refused; the
   *     message says where it stands in the file
   */
  public static Experiment of(ModelFile file) {
    return new Experiment(file, Plugins.load());
  }

  /** Makes what a file names, of given plugins. */
  public static Experiment of(ModelFile file, Plugins plugins) {
    return new Experiment(file, plugins);
  }

  private @Nullable Schedule schedule(@Nullable Part rates, Plugins plugins, Path folder) {
    if (rates == null) {
      return null;
    }
    var schedules = Making.make(plugins.schedules(), rates, folder);
    return Making.at(rates, () -> schedules.create(optimizer));
  }

  /** The file. */
  public ModelFile file() {
    return file;
  }

  /** The model. */
  public Module model() {
    return model.module();
  }

  /** The loss. */
  public Loss loss() {
    return loss;
  }

  /** The optimizer of the model's parameters. */
  public Optimizer optimizer() {
    return optimizer;
  }

  /** The schedule, if the file has one. */
  public Optional<Schedule> schedule() {
    return Optional.ofNullable(schedule);
  }

  /** The rows to train on, in batches, in another random order each epoch. */
  public Batches training() {
    return DataLoader.of(rows.training(), file.train().batch()).shuffle(file.train().seed());
  }

  /** The rows to test on. */
  public Batches test() {
    return DataLoader.of(rows.test(), Math.min(rows.test().size(), TEST_BATCH));
  }

  /** What the outputs of the model mean. */
  public Output output() {
    return output;
  }

  /** The names of the classes; empty where there are none. */
  public List<String> classNames() {
    return data instanceof DescribedDataset described ? described.classNames() : List.of();
  }

  /** What the model measures beside its loss. */
  public Metric metric() {
    return switch (output) {
      case SCORES, LOGIT -> new Accuracy();
      case PROBABILITY -> Accuracy.ofProbabilities();
      case VALUES -> new MeanAbsoluteError();
    };
  }

  /**
   * Runs two rows through the model and the loss, and trains nothing.
   *
   * @return a table of the layers with the shapes that they give, and what there is to train on
   * @throws CremaException if a layer or the loss refuses what it is given; the message says where
   *     it stands in the file
   */
  public String check() {
    Sample first = rows.training().get(0);
    Sample last = rows.training().get(rows.training().size() - 1);
    Batch batch = Collate.stack().collate(List.of(first, last));
    String table = model.shapes(batch.inputs());
    Tensor prediction = Autograd.noGrad(() -> model.module().apply(batch.inputs()));
    countClasses(prediction);
    Making.at(file.loss(), () -> Autograd.noGrad(() -> loss.apply(prediction, batch.targets())));
    return "%d rows to train on, %d to test on; inputs %s %s, targets %s %s%n%s"
        .formatted(
            rows.training().size(),
            rows.test().size(),
            first.input().dtype(),
            first.input().shape(),
            first.target().dtype(),
            first.target().shape(),
            table);
  }

  /** Refuses a model with fewer scores than there are classes, if the data say how many. */
  private void countClasses(Tensor prediction) {
    int classes = classNames().size();
    boolean scores = output == Output.SCORES;
    int most = scores && prediction.ndim() > 1 ? prediction.size(1) : 2;
    if (output != Output.VALUES && classes > most) {
      throw file.model()
          .place()
          .fault(
              "the model gives %s, but there are %d classes (%s): let its last layer give %d scores"
                      .formatted(
                          scores ? most + " scores" : "one number, which tells two classes apart",
                          classes,
                          String.join(", ", classNames()),
                          classes)
                  + (scores ? "" : ", with the loss cross_entropy"));
    }
  }

  /** Gives the layers that are {@link Fittable} the training data, before the training. */
  public void fit() {
    for (Module layer : model.fittable()) {
      List<Tensor> seen = new ArrayList<>();
      HookHandle handle =
          layer.registerForwardPreHook(
              (_, input) -> {
                seen.add(input);
                return null;
              });
      model.module().eval();
      try {
        for (Batch batch : DataLoader.of(rows.training(), TEST_BATCH).epoch(0)) {
          var _ = Autograd.noGrad(() -> model.module().apply(batch.inputs()));
        }
      } finally {
        handle.remove();
        model.module().train();
      }
      ((Fittable) layer).fit(Tensor.cat(seen, 0));
    }
  }

  /** What the training does beside its steps, as the file says. */
  public List<TrainingListener> listeners() {
    Double clipNorm = file.train().clipNorm();
    return clipNorm == null ? List.of() : List.of(ClipGradients.byNorm(clipNorm));
  }

  /** A trainer of all this, to which listeners can be added. */
  public TrainerBuilder trainer() {
    TrainerBuilder builder =
        DefaultTrainer.builder(model.module(), loss, optimizer)
            .epochs(file.train().epochs())
            .metrics(metric());
    listeners().forEach(builder::listeners);
    return schedule == null ? builder : builder.schedule(schedule);
  }

  /**
   * What has to be known of the model to use it, if the dataset says how its inputs are read.
   *
   * @return empty for a dataset that is not {@link DescribedDataset}
   */
  public Optional<ModelDescription> description() {
    return data instanceof DescribedDataset described
        ? Optional.of(
            new ModelDescription(file.model(), described.reader(), described.classNames(), output))
        : Optional.empty();
  }
}
