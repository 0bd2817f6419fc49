package dev.crema.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code crema train}, {@code check}, {@code schema} and {@code predict}. */
class ModelFileCommandsTest {
  private static final Path MODELS = Path.of(System.getProperty("basedir", "."), "models");
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "iris-mlp, iris_mlp_4_16_3",
    "digits-mlp, digits_mlp_64_128_10_adam",
    "penguins, penguins_mlp_4_16_3"
  })
  void shippedModelsReachTheirAnchors(String model, String anchor) {
    Shell train = Shell.crema("train", MODELS.resolve(model + ".yaml"), "--out", folder);

    assertThat(train.err()).isEmpty();
    assertThat(train.accuracy()).isGreaterThanOrEqualTo(Anchor.of(anchor).gate());
    for (String file : List.of("loss.png", "confusion.png", "metrics.csv", "run.json")) {
      assertThat(folder.resolve(file)).isNotEmptyFile();
    }
  }

  @Test
  @Tag("slow")
  void mnistIsRead() {
    Shell train = Shell.crema("train", MODELS.resolve("mnist-lenet.yaml"), "--out", folder);

    assertThat(train.accuracy()).isGreaterThanOrEqualTo(0.985);
  }

  @Test
  void numbersArePredicted() throws IOException {
    Shell train = Shell.crema("train", MODELS.resolve("diabetes.yaml"), "--out", folder);
    assertThat(train.err()).isEmpty();
    assertThat(train.out().getLast()).matches("test mean absolute error 4\\d\\.\\d{4}");
    assertThat(folder.resolve("regression.png")).isNotEmptyFile();

    Path patient =
        Files.writeString(
            folder.resolve("patient.csv"),
            "age,sex,bmi,bp,s1,s2,s3,s4,s5,s6\n59,2,32.1,101,157,93.2,38,4,4.8598,87\n");
    Shell predict = Shell.crema("predict", folder, patient);
    assertThat(predict.err()).isEmpty();
    assertThat(predict.out()).hasSize(2).startsWith("predicted");
    assertThat(Double.parseDouble(predict.out().getLast())).isBetween(100.0, 346.0);
  }

  /** Every fifth penguin is held out: predicted from a file of them alone, as the run tested it. */
  @Test
  void heldOutPenguinsArePredicted() throws IOException {
    Shell train = Shell.crema("train", MODELS.resolve("penguins.yaml"), "--out", folder);
    List<String> all = Files.readAllLines(MODELS.resolve("../data/penguins.csv"));
    List<String> held = new ArrayList<>(List.of(all.getFirst()));
    for (int row = 4; row < all.size() - 1; row += 5) {
      held.add(all.get(row + 1));
    }
    Path file = Files.write(folder.resolve("held-out.csv"), held);

    Shell predict = Shell.crema("predict", folder, file);

    assertThat(predict.err()).isEmpty();
    assertThat(predict.out()).hasSize(69).startsWith("predicted,Adelie,Chinstrap,Gentoo");
    int right = 0;
    for (int i = 1; i < held.size(); i++) {
      String species = held.get(i).split(",")[0].replace("\"", "");
      right += predict.out().get(i).startsWith(species + ",") ? 1 : 0;
    }
    assertThat("%.4f".formatted(right / 68.0)).isEqualTo("%.4f".formatted(train.accuracy()));
  }

  /** The same for the models that are written in Java. */
  @Test
  void programsLeaveModelsThatPredict() throws IOException {
    Shell.crema("run", "xor", "--out", folder);
    Path questions = Files.writeString(folder.resolve("questions.csv"), "0,0\n0,1\n1,0\n1,1\n");
    Shell predict = Shell.crema("predict", folder, questions);
    assertThat(predict.err()).isEmpty();
    assertThat(predict.out()).first().isEqualTo("predicted,0,1");
    assertThat(predict.out().subList(1, 5))
        .extracting(line -> line.substring(0, 2))
        .containsExactly("0,", "1,", "1,", "0,");
  }

  @Test
  void imagesArePredicted() throws IOException {
    Path yaml =
        Files.writeString(
            folder.resolve("small.yaml"),
            """
            data:
              idx:
                images: DATA/t10k-images-idx3-ubyte.gz
                labels: DATA/t10k-labels-idx1-ubyte.gz
            model: [flatten, {linear: {in_features: 784, out_features: 10}}]
            loss: cross_entropy
            optimizer: {adam: {learning_rate: 0.001}}
            train: {epochs: 1}
            """
                .replace(
                    "DATA",
                    MODELS.resolve("../data/fashion-mnist-mini").toAbsolutePath().toString()));
    assertThat(Shell.crema("train", yaml, "--out", folder).err()).isEmpty();
    Path black = folder.resolve("black.png");
    ImageIO.write(new BufferedImage(56, 56, BufferedImage.TYPE_BYTE_GRAY), "png", black.toFile());

    Shell predict = Shell.crema("predict", folder, black);

    assertThat(predict.err()).isEmpty();
    assertThat(predict.out()).hasSize(2).startsWith("predicted,0,1,2,3,4,5,6,7,8,9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"diabetes", "digits-mlp", "iris-mlp", "mnist-lenet", "penguins"})
  void shippedModelsAreRight(String model) {
    Shell check = Shell.crema("check", MODELS.resolve(model + ".yaml"));

    assertThat(check.err()).isEmpty();
    assertThat(check.out().getFirst()).contains(" rows to train on, ");
    assertThat(check.out().getLast()).contains(" parameters, ");
  }

  @Test
  void checkNamesThePlace() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("wrong.yaml"),
            Files.readString(MODELS.resolve("iris-mlp.yaml"))
                .replace("in_features: 16", "in_features: 8"));

    Shell check = Shell.crema("check", file);

    assertThat(check.code()).isEqualTo(2);
    assertThat(check.err())
        .containsExactly(
            "crema: "
                + file
                + " line 8, column 5: linear: expects 8 features on the last axis, was given shape"
                + " (2, 16) [in 3 (Linear)]");
  }

  @Test
  void thePageShowsAShippedFile() throws IOException {
    assertThat(MODELS.resolve("../../docs/model-files.md"))
        .content()
        .contains("```yaml\n" + Files.readString(MODELS.resolve("penguins.yaml")) + "```\n")
        .contains(
            "iris-mlp.yaml line 8, column 5: linear: expects 8 features on the last axis, was given"
                + " shape (2, 16) [in 3 (Linear)]");
  }

  @Test
  void theSchemaIsJson() {
    Shell schema = Shell.crema("schema");

    JsonNode json = new JsonMapper().readTree(String.join("\n", schema.out()));
    assertThat(json.get("$defs").get("layer").toString()).contains("\"linear\"", "\"xor_mlp\"");
  }

  @Test
  void wordsThatArePutIntoQuotes() throws IOException {
    Files.writeString(folder.resolve("d.csv"), "x,y\n0,\"a, b\"\n1,c\n0,\"a, b\"\n1,c\n");
    Path yaml =
        Files.writeString(
            folder.resolve("quotes.yaml"),
            """
            data: {csv: {file: d.csv}}
            test: 0.5
            model: {linear: {in_features: 1, out_features: 2}}
            loss: cross_entropy
            optimizer: {sgd: {learning_rate: 1}}
            """);
    Shell.crema("train", yaml, "--out", folder.resolve("run"));
    Shell predict = Shell.crema("predict", folder.resolve("run"), folder.resolve("d.csv"));
    assertThat(predict.out().getFirst()).isEqualTo("predicted,\"a, b\",c");
  }
}
