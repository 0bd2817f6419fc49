package dev.crema.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What model files mean, and that writing one and reading it again changes nothing. */
class ModelFileTest {
  private static final Path MODELS =
      Path.of(System.getProperty("basedir", "."), "..", "ml-examples", "models");
  private static final Path HERE = Path.of("model.yaml");

  static List<Path> shipped() throws IOException {
    try (Stream<Path> files = Files.list(MODELS)) {
      return files.sorted().toList();
    }
  }

  private static final String EVERYTHING =
      """
      data:
        csv: {file: birds.csv, features: [a, b], categories: ["yes", "1.5"], label: null}
      test:
        csv: {file: more.csv, separator: ';'}
      model:
        - linear: {in_features: 4, out_features: 8, bias: false}
        - [relu, dropout: {p: 1e-3}, [tanh]]
        - linear: {in_features: 8, out_features: 3}
      loss: {cross_entropy: {weight: [1, 2.5, 3], label_smoothing: 0.1}}
      optimizer: {adam: {learning_rate: 0.001}}
      schedule: {step_lr: {step_size: 10}}
      train: {epochs: 7, batch: 5, seed: -3, clip_norm: 2}
      """;

  @Test
  void everythingIsRead() {
    ModelFile file = ModelFile.parse(EVERYTHING, HERE);
    assertThat(file.data().options().get("categories")).isEqualTo(List.of("yes", "1.5"));
    assertThat(file.test()).isInstanceOf(HeldOut.Other.class);
    LayerNode.Block model = (LayerNode.Block) file.model();
    assertThat(model.layers()).hasSize(3);
    Part dropout = (Part) ((LayerNode.Block) model.layers().get(1)).layers().get(1);
    assertThat(dropout.name()).isEqualTo("dropout");
    assertThat(dropout.options()).containsEntry("p", 0.001);
    assertThat(dropout.place()).isEqualTo(new Place("model.yaml", 7, 12));
    assertThat(file.train()).isEqualTo(new TrainSettings(7, 5, -3, 2.0));
    assertThat(file.schedule().name()).isEqualTo("step_lr");
  }

  @Test
  void whatIsNotSaidHasADefault() {
    ModelFile file = ModelFile.parse("data: iris\nmodel: relu\nloss: mse\noptimizer: adam\n", HERE);
    assertThat(file.test()).isEqualTo(new HeldOut.Share(0.2));
    assertThat(file.train()).isEqualTo(new TrainSettings(10, 32, 0, null));
    assertThat(file.schedule()).isNull();
    assertThat(file.model()).isInstanceOf(Part.class);
  }

  private static void comesBack(ModelFile file) {
    String yaml = file.toYaml();
    ModelFile again = ModelFile.parse(yaml, file.file());
    assertThat(again.toYaml()).isEqualTo(yaml);
    assertThat(withoutPlaces(again)).isEqualTo(withoutPlaces(file));
  }

  private static String withoutPlaces(ModelFile file) {
    return file.toString().replaceAll("place=\\S+ line \\d+, column \\d+|places=\\{[^}]*}", "");
  }

  @Test
  void fileToModelToFile() {
    comesBack(ModelFile.parse(EVERYTHING, HERE));
  }

  /** The same layers with the same weights come of it, to the bit. */
  @ParameterizedTest
  @MethodSource("shipped")
  void shippedFileToModelToFile(Path path) throws IOException {
    ModelFile file = ModelFile.read(path);
    comesBack(file);
    Experiment experiment = Experiment.of(file);
    Experiment again = Experiment.of(ModelFile.parse(file.toYaml(), path));
    assertThat(again.model().toString()).isEqualTo(experiment.model().toString());
    assertThat(again.check()).isEqualTo(experiment.check());
    experiment
        .model()
        .stateDict()
        .forEach(
            (name, value) ->
                assertThat(again.model().stateDict().get(name).equal(value)).as(name).isTrue());
  }
}
