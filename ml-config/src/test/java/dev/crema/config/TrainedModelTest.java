package dev.crema.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import dev.crema.train.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trained model comes back with all that it needs, and without its training data. */
class TrainedModelTest {
  @TempDir private Path folder;
  private Path birds;

  @BeforeEach
  void write() throws IOException {
    StringBuilder rows = new StringBuilder("mass,sex,species\n");
    for (int i = 0; i < 20; i++) {
      rows.append(i % 2 == 0 ? 3000 + i : 5000 + i)
          .append(i % 3 == 0 ? ",male" : ",female")
          .append(i % 2 == 0 ? ",\"Adelie, small\"\n" : ",Gentoo\n");
    }
    birds = Files.writeString(folder.resolve("birds.csv"), rows.append("NA,NA,Gentoo\n"));
  }

  private Experiment train() {
    Experiment experiment =
        Experiment.of(
            ModelFile.parse(
                """
                data:
                  csv: {file: birds.csv, categories: [sex], missing: keep}
                model:
                  - standardize: {num_features: 3}
                  - linear: {in_features: 3, out_features: 2}
                loss: cross_entropy
                optimizer: {adam: {learning_rate: 0.1}}
                train: {epochs: 20, batch: 4}
                """,
                folder.resolve("model.yaml")));
    experiment.fit();
    Path run = folder.resolve("run");
    experiment
        .trainer()
        .listeners(Checkpoints.in(run))
        .build()
        .fit(experiment.training(), experiment.test());
    experiment.description().orElseThrow().save(run);
    return experiment;
  }

  @Test
  void itPredictsAsBefore() throws IOException {
    Experiment experiment = train();
    Files.delete(birds);
    TrainedModel model = TrainedModel.load(folder.resolve("run"));
    Path more =
        Files.writeString(
            folder.resolve("more.csv"), "sex,mass\nmale,2990\nfemale,5100\n,\nfemale,2950\n");
    List<Prediction> predictions = model.predict(more);
    assertThat(predictions)
        .extracting(Prediction::label)
        .containsExactly("Adelie, small", "Gentoo", predictions.get(2).label(), "Adelie, small");
    experiment.model().eval();
    Tensor before = experiment.model().apply(model.read(more));
    assertThat(model.apply(model.read(more)).equal(before)).isTrue();
    assertThat(predictions.getFirst().values().stream().mapToDouble(x -> x).sum())
        .isCloseTo(1, within(1e-6));
    assertThat(model.classNames()).containsExactly("Adelie, small", "Gentoo");
    assertThat(model.predictsNumbers()).isFalse();
  }

  @Test
  void noRowsGiveNoPredictions() throws IOException {
    train();
    TrainedModel model = TrainedModel.load(folder.resolve("run"));
    Path none = Files.writeString(folder.resolve("none.csv"), "sex,mass\n");
    assertThat(model.predict(none)).isEmpty();
  }

  @Test
  void whatIsMissingOrDamagedIsSaid() throws IOException {
    Path run = folder.resolve("run");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> TrainedModel.load(run))
        .withMessage("there is no trained model in %s: model.yaml is missing".formatted(run));
    train();
    Path description = run.resolve("model.yaml");
    String yaml = Files.readString(description);
    Files.writeString(description, yaml.replace("in_features: 3", "in_features: 4"));
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> TrainedModel.load(run))
        .withMessageContaining("1.weight")
        .withMessageContaining("(2, 4)");
    Files.writeString(description, yaml.replace("output: scores", "output: score"));
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> TrainedModel.load(run))
        .withMessageEndingWith(
            "output is one of [scores, logit, probability, values], but this is 'score'");
    Files.writeString(description, yaml);
    Files.write(run.resolve("model.safetensors"), new byte[] {1, 2, 3});
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> TrainedModel.load(run))
        .withMessageStartingWith(run.resolve("model.safetensors") + " cannot be read: ");
  }
}
