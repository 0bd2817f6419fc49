package dev.crema.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.crema.api.plugin.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** What the command says, and its exit codes. */
class CommandTest {
  @TempDir private Path folder;

  @Test
  void listsWhatCanBeRun() {
    Shell list = Shell.crema("list");

    assertThat(list.code()).isZero();
    assertThat(list.err()).isEmpty();
    assertThat(list.out()).hasSize(4);
    assertThat(list.out().get(0)).startsWith("digits  1797 handwritten digits");
    assertThat(list.out().get(1)).startsWith("iris    150 flowers");
    assertThat(list.out().get(2)).startsWith("mnist   70000 handwritten digits");
    assertThat(list.out().get(3)).startsWith("xor     the exclusive or");
  }

  @Test
  void showsEveryPluginWithItsOptions() {
    Shell layers = Shell.crema("layers");
    Plugins plugins = Plugins.load();

    assertThat(layers.code()).isZero();
    List<String> firstWords = layers.out().stream().map(line -> line.split(" ", 2)[0]).toList();
    Stream.of(
            plugins.layers(),
            plugins.losses(),
            plugins.optimizers(),
            plugins.schedules(),
            plugins.datasets())
        .forEach(catalog -> assertThat(firstWords).containsAll(catalog.names()).isNotEmpty());
    assertThat(firstWords)
        .contains("LAYER", "LOSS", "OPTIMIZER", "SCHEDULE", "DATASET")
        .contains("linear", "cross_entropy", "adam", "step_lr", "iris");
    assertThat(layers.out())
        .anyMatch(line -> line.matches("linear +in_features +\\(required\\) +size of .* int"))
        .anyMatch(line -> line.matches(" +bias +true +whether to add a bias +boolean"))
        .anyMatch(line -> line.matches("adam +learning_rate +0\\.001 +learning rate +double"));
  }

  @Test
  void helpNamesTheOptions() {
    assertThat(String.join("\n", Shell.crema("run", "--help").out()))
        .contains(
            "--model",
            "--epochs",
            "--batch",
            "--lr",
            "--seed",
            "--threads",
            "--kernels",
            "--out",
            "--resume");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "rn | no command 'rn'; did you mean 'run'? There are list, layers, run, train, ",
        "layer | no command 'layer'; did you mean 'layers'? There are list, layers, run, train, ",
        "run | say what to run: digits, iris, mnist, xor",
        "run iri | no run 'iri'; did you mean 'iris'? There are digits, iris, mnist, xor",
        "run cifar | no run 'cifar'; there are digits, iris, mnist, xor",
        "run mnist --model lenett | no model 'lenett'; did you mean 'lenet'? There are lenet, mlp",
        "run mnist --model resnet | no model 'resnet'; did you mean 'lenet'? There are lenet, mlp",
        "run xor --model mlp | --model is mlp, but run xor has one network: leave --model out",
        "run xor twice | 'twice' is one word too many",
        "run xor --epoch 3 | no option '--epoch'; did you mean '--epochs'? There are --",
        "run xor --epochs -1 | --epochs is -1: give 1 or more",
        "run xor --epochs many | Invalid value for option '--epochs': 'many' is not an int",
        "run xor --batch 0 | --batch is 0: give 1 or more",
        "run xor --threads 0 | --threads is 0: give 1 or more",
        "run xor --kernels fast | --kernels is fast: give auto, vector, scalar",
        "run xor --lr 0 | --lr is 0.0: give a number above 0",
        "run xor --lr NaN | --lr is NaN: give a number above 0",
        "run xor --lr Infinity | --lr is Infinity: give a number above 0",
        "run xor --out= | --out is empty: give a folder, or '.' for this one",
      })
  void saysWhatIsWrongInOneSentence(String line, String sentence) {
    Shell wrong = Shell.crema((Object[]) line.split(" "));

    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.out()).isEmpty();
    assertThat(wrong.err()).singleElement().asString().startsWith("crema: " + sentence);
  }

  @Test
  void withoutWordsItSaysWhichThereAre() {
    Shell nothing = Shell.crema();

    assertThat(nothing.code()).isEqualTo(2);
    assertThat(nothing.err())
        .containsExactly(
            "crema: say what to do: list, layers, run, train, check, schema, predict, new, lessons,"
                + " lesson ('crema --help' tells more)");
  }

  @Test
  void aFileIsNoFolderToWriteInto() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.txt"), "mine");

    assertThat(Shell.crema("run", "xor", "--out", file).err())
        .containsExactly(
            "crema: --out " + file + ": the folder cannot be made: there is a file of that name");
    Shell below = Shell.crema("run", "xor", "--out", file.resolve("below"));
    assertThat(below.code()).isEqualTo(2);
    assertThat(below.err()).singleElement().asString().contains("the folder cannot be made");
    assertThat(file).hasContent("mine");
  }

  @Test
  void nothingIsWrittenWhereNothingWasTrained() {
    Path out = folder.resolve("out");

    Shell.crema("run", "xor", "--out", out, "--batch", "0");
    Shell resumed = Shell.crema("run", "xor", "--out", out, "--resume");

    assertThat(resumed.code()).isEqualTo(2);
    assertThat(resumed.err())
        .containsExactly(
            "crema: there is nothing to resume in " + out + "; run without --resume to start");
    assertThat(out).doesNotExist();
  }

  @Test
  void aStackTraceIsForThoseWhoAsk() {
    assertThat(Shell.crema("run", "iri").err()).hasSize(1);
    assertThat(Shell.crema("run", "iri", "--debug").err())
        .hasSizeGreaterThan(3)
        .anyMatch(line -> line.contains("at dev.crema.examples.Example.named"));
  }

  @Test
  void numbersAreThoseOfNoCountry() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      Shell run = Shell.crema("run", "xor", "--epochs", "2", "--out", folder);
      assertThat(run.out().getFirst())
          .matches("epoch 1/2  loss \\d\\.\\d{4}  validation accuracy \\d\\.\\d{4}");
      assertThat(run.out().getLast()).matches("test accuracy \\d\\.\\d{4}");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void aFailureInTheMiddleIsOneSentenceToo() throws IOException {
    Path inTheWay = Files.createDirectories(folder.resolve("model.safetensors/in/the/way"));

    Shell run = Shell.crema("run", "xor", "--epochs", "2", "--out", folder);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .singleElement()
        .asString()
        .startsWith("crema: the checkpoint of epoch 0 cannot be written to " + folder);
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder("model.safetensors", "model.yaml", "training.safetensors");
    assertThat(inTheWay).isEmptyDirectory();
  }

  @Test
  void theLogIsQuietUnlessAskedFor() {
    Logger logger = (Logger) LoggerFactory.getLogger("dev.crema");
    try {
      assertThat(logger.getEffectiveLevel()).isEqualTo(Level.WARN);
      Shell.crema("list", "-v");
      assertThat(logger.getEffectiveLevel()).isEqualTo(Level.INFO);
    } finally {
      logger.setLevel(null);
    }
  }
}
