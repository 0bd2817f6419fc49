package dev.crema.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crema.api.Batch;
import dev.crema.api.History;
import dev.crema.api.Trainer;
import dev.crema.data.Datasets;
import dev.crema.data.StandardScaler;
import dev.crema.layers.Sequential;
import dev.crema.layers.Standardize;
import dev.crema.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What model files name is made, and trained as it would be in code. */
class ExperimentTest {
  @TempDir private Path folder;

  private static final String IRIS =
      """
      data: iris
      test: {every: 5}
      model:
        - standardize: {num_features: 4}
        - linear: {in_features: 4, out_features: 16}
        - relu
        - linear: {in_features: 16, out_features: 3}
      loss: cross_entropy
      optimizer: {adam: {learning_rate: 0.01}}
      train: {epochs: 30, batch: 16}
      """;

  private Experiment experiment(String yaml) {
    return Experiment.of(ModelFile.parse(yaml, folder.resolve("model.yaml")));
  }

  private static int rows(Iterable<Batch> batches) {
    int rows = 0;
    for (Batch batch : batches) {
      rows += batch.size();
    }
    return rows;
  }

  @Test
  void scalingIsThatOfTheTrainingRows() {
    Experiment iris = experiment(IRIS);
    iris.fit();
    int[] rows = IntStream.range(0, 150).filter(i -> i % 5 != 4).toArray();
    Tensor training =
        Datasets.iris().features().indexSelect(0, Tensor.of(rows).to(dev.crema.tensor.DType.INT64));
    StandardScaler scaler = StandardScaler.fit(training);
    Standardize layer = (Standardize) ((Sequential) iris.model()).get(0);
    assertThat(layer.mean().equal(scaler.mean())).isTrue();
    assertThat(layer.std().equal(scaler.scale())).isTrue();
    assertThat(layer.apply(training).equal(scaler.transform(training))).isTrue();
  }

  @Test
  void theSameFileGivesTheSameWeights() {
    Tensor[] weights = new Tensor[2];
    for (int i = 0; i < 2; i++) {
      Experiment iris = experiment(IRIS);
      iris.fit();
      History history = iris.trainer().build().fit(iris.training(), iris.test());
      assertThat(history.last().metrics().get("validation_accuracy")).isGreaterThan(0.85);
      weights[i] = iris.model().stateDict().get("3.weight");
    }
    assertThat(weights[1].equal(weights[0])).isTrue();
  }

  /** A fifth of each of the three classes of fifty. */
  @Test
  void aShareIsTakenOfEachClass() {
    Experiment iris = experiment(IRIS.replace("{every: 5}", "0.2"));
    long[] counts = new long[3];
    for (Batch batch : iris.test().epoch(0)) {
      for (long label : batch.targets().toLongs()) {
        counts[(int) label]++;
      }
    }
    assertThat(counts).containsExactly(10, 10, 10);
    assertThat(rows(iris.training().epoch(0))).isEqualTo(120);
  }

  @Test
  void anotherDatasetIsTestedOn() throws IOException {
    Files.writeString(folder.resolve("more.csv"), "a,b,c,d,y\n5,3,1,0.2,0\n6,3,5,2,1\n");
    Experiment iris = experiment(IRIS.replace("{every: 5}", "{csv: {file: more.csv}}"));
    assertThat(rows(iris.training().epoch(0))).isEqualTo(150);
    assertThat(rows(iris.test().epoch(0))).isEqualTo(2);
  }

  /** Two classes by one number: class numbers become targets 0 and 1. */
  @Test
  void twoClassesByOneOutput() {
    Experiment tumours =
        experiment(
            """
            data: breast_cancer
            test: {every: 5}
            model:
              - standardize: {num_features: 30}
              - linear: {in_features: 30, out_features: 16}
              - relu
              - linear: {in_features: 16, out_features: 1}
            loss: bce_with_logits
            optimizer: {adam: {learning_rate: 0.001}}
            train: {epochs: 60, batch: 16}
            """);
    assertThat(tumours.output()).isEqualTo(Output.LOGIT);
    assertThat(tumours.check())
        .startsWith(
            "456 rows to train on, 113 to test on; inputs float32 (30,), targets float32 (1,)");
    tumours.fit();
    Trainer trainer = tumours.trainer().build();
    trainer.fit(tumours.training());
    assertThat(trainer.evaluate(tumours.test()).get("accuracy")).isGreaterThanOrEqualTo(0.99);
  }

  @Test
  void theTableNamesShapes() {
    assertThat(experiment(IRIS).check())
        .isEqualToNormalizingNewlines(
            """
            120 rows to train on, 30 to test on; inputs float32 (4,), targets int64 ()
            layer  type         output   parameters
                   Sequential   (2, 3)
            0      Standardize  (2, 4)
            1      Linear       (2, 16)          80
            2      ReLU         (2, 16)
            3      Linear       (2, 3)           51
            131 parameters, 131 of them trained, 524 bytes; 8 buffer elements\
            """);
  }
}
