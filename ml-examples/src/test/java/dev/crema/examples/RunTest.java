package dev.crema.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crema.tensor.Crema;
import dev.crema.tensor.io.Safetensors;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs learn what they are to learn, and give the same bytes however they are run. */
class RunTest {
  private final int threads = Crema.threads();
  @TempDir private Path folder;

  @AfterEach
  void threadsAsBefore() {
    Crema.threads(threads);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void xorIsSolved(int seed) {
    Shell run = Shell.crema("run", "xor", "--seed", seed, "--out", folder);

    assertThat(run.out()).endsWith("test accuracy 1.0000");
    List<String> answers = run.out().stream().filter(line -> line.contains("xor ")).toList();
    assertThat(answers).hasSize(4);
    assertThat(List.of(answers.get(0), answers.get(3))).allMatch(a -> answer(a) < 0.1);
    assertThat(List.of(answers.get(1), answers.get(2))).allMatch(a -> answer(a) > 0.9);
  }

  private static double answer(String line) {
    return Double.parseDouble(line.replaceFirst("^[01] xor [01] = ", ""));
  }

  @Test
  void irisIsToldAsWellAsElsewhere() {
    double mean = meanAccuracy("iris");

    assertThat(mean).isGreaterThanOrEqualTo(Anchor.of("iris_mlp_4_16_3").gate());
    assertThat(mean).isGreaterThanOrEqualTo(0.90);
  }

  /** The mean test accuracy over five seeds. */
  private double meanAccuracy(String example) {
    return IntStream.range(0, 5)
        .mapToDouble(
            seed -> Shell.crema("run", example, "--seed", seed, "--out", folder).accuracy())
        .average()
        .orElseThrow();
  }

  @Test
  void digitsAreRead() {
    Shell run = Shell.crema("run", "digits", "--out", folder);

    assertThat(run.accuracy()).isGreaterThanOrEqualTo(0.956);
    assertThat(Path.of(System.getProperty("basedir", "."), "..", "README.md"))
        .content()
        .contains("`" + run.out().getLast() + "`");
  }

  @Test
  @Tag("slow")
  void digitsAreReadAsWellAsElsewhere() {
    double mean = meanAccuracy("digits");

    assertThat(mean).isGreaterThanOrEqualTo(Anchor.of("digits_mlp_64_128_10_adam").gate());
    assertThat(mean).isGreaterThanOrEqualTo(0.956);
  }

  @Test
  void theModelDoesNotDependOnTheThreads() throws IOException {
    byte[] one = trained("--threads", "1");

    assertThat(trained("--threads", "2")).isEqualTo(one);
    assertThat(trained("--threads", "5")).isEqualTo(one);
    assertThat(trained("--seed", "1")).isNotEqualTo(one);
  }

  /** The bytes of the model after two epochs of digits. */
  private byte[] trained(Object option, Object value) throws IOException {
    assertThat(Shell.crema("run", "digits", "--epochs", 2, "--out", folder, option, value).code())
        .isZero();
    return Files.readAllBytes(folder.resolve("model.safetensors"));
  }

  @Test
  void theModelIsAFileThatOthersRead() throws IOException {
    Shell.crema("run", "digits", "--epochs", 1, "--out", folder);

    assertThat(Safetensors.load(folder.resolve("model.safetensors")).tensors())
        .containsOnlyKeys("hidden.weight", "hidden.bias", "output.weight", "output.bias");
  }

  @Test
  void aTrainingInTwoPartsIsTheWholeOne() throws IOException {
    Path parts = folder.resolve("parts");
    Path whole = folder.resolve("whole");
    Shell.crema("run", "iris", "--epochs", 5, "--out", parts);
    Shell second = Shell.crema("run", "iris", "--epochs", 12, "--out", parts, "--resume");
    Shell.crema("run", "iris", "--epochs", 12, "--out", whole);

    assertThat(second.out())
        .startsWith("going on after epoch 5 with what is in " + parts)
        .noneMatch(line -> line.startsWith("epoch 5/"))
        .anyMatch(line -> line.startsWith("epoch 6/12"));
    assertThat(parts.resolve("model.safetensors"))
        .hasSameBinaryContentAs(whole.resolve("model.safetensors"));
  }

  @Test
  void aTrainingThatWasKilledGoesOn() throws Exception {
    Path killed = folder.resolve("killed");
    Path whole = folder.resolve("whole");
    Process process = start("run", "digits", "--epochs", "12", "--out", killed.toString());
    try (BufferedReader out = process.inputReader()) {
      assertThat(out.lines().anyMatch(line -> line.startsWith("epoch 2/12"))).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor()).as("killed before the end").isNotZero();
    Shell resumed = Shell.crema("run", "digits", "--epochs", 12, "--out", killed, "--resume");
    Shell.crema("run", "digits", "--epochs", 12, "--out", whole);

    assertThat(resumed.out().getFirst()).startsWith("going on after epoch ");
    assertThat(resumed.err()).isEmpty();
    assertThat(killed.resolve("model.safetensors"))
        .hasSameBinaryContentAs(whole.resolve("model.safetensors"));
  }

  @Test
  void aTrainingThatIsDoneStaysAsItIs() throws IOException {
    Shell first = Shell.crema("run", "iris", "--epochs", 3, "--out", folder);
    byte[] model = Files.readAllBytes(folder.resolve("model.safetensors"));

    Shell again = Shell.crema("run", "iris", "--epochs", 3, "--out", folder, "--resume");

    assertThat(again.out())
        .startsWith("going on after epoch 3 with what is in " + folder)
        .noneMatch(line -> line.startsWith("epoch"))
        .endsWith(first.out().getLast());
    assertThat(folder.resolve("model.safetensors")).hasBinaryContent(model);
  }

  /** Executes the command in a JVM of its own. */
  private static Process start(String... words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-Dguice_custom_class_loading=CHILD",
                "-cp",
                System.getProperty("java.class.path"),
                CremaCommand.class.getName()));
    command.addAll(List.of(words));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  @Test
  void otherSettingsAreNotTheSameTraining() {
    Shell.crema("run", "xor", "--epochs", 2, "--seed", 5, "--out", folder);

    Shell other =
        Shell.crema("run", "xor", "--epochs", 4, "--seed", 6, "--out", folder, "--resume");
    Shell rate =
        Shell.crema(
            "run", "xor", "--epochs", 4, "--seed", 5, "--lr", 0.5, "--out", folder, "--resume");

    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err())
        .containsExactly(
            "crema: "
                + folder.resolve("training.safetensors")
                + " does not fit this training, and nothing was changed:"
                + " it was trained with --seed 5 and not 6");
    assertThat(rate.err().getFirst()).endsWith("it was trained with --lr 0.05 and not 0.5");
  }

  @Test
  void aNewTrainingForgetsTheOldOne() throws IOException {
    Shell.crema("run", "xor", "--epochs", 3, "--out", folder);
    byte[] first = Files.readAllBytes(folder.resolve("training.safetensors"));
    Shell.crema("run", "xor", "--epochs", 3, "--seed", 1, "--out", folder);

    assertThat(folder.resolve("training.safetensors")).isRegularFile();
    assertThat(Files.readAllBytes(folder.resolve("training.safetensors"))).isNotEqualTo(first);
  }
}
