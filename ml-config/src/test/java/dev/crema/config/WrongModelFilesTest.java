package dev.crema.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.crema.tensor.CremaException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever writes a wrong model file is told where, what was asked, what was given, what to do. */
class WrongModelFilesTest {
  @TempDir private Path folder;

  /** A wrong file and what is said of it. */
  record Case(String what, String yaml, String message) {
    @Override
    public String toString() {
      return what;
    }
  }

  static List<Case> cases() {
    try (InputStream in = WrongModelFilesTest.class.getResourceAsStream("/wrong-model-files.txt")) {
      List<Case> cases = new ArrayList<>();
      String[] parts = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n== ");
      for (int i = 1; i < parts.length; i++) {
        String[] head = parts[i].split("\n", 2);
        String[] body = head[1].split("\n--\n", 2);
        cases.add(new Case(head[0], body[0] + "\n", body[1].strip()));
      }
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void saysWhatIsWrong(Case wrong) throws IOException {
    Path file = Files.writeString(folder.resolve("model.yaml"), wrong.yaml);

    Throwable thrown = catchThrowable(() -> Experiment.of(ModelFile.read(file)).check());

    assertThat(thrown).isInstanceOf(CremaException.class);
    String message =
        thrown
            .getMessage()
            .replace(folder + "/", "")
            .replace(Path.of("").toAbsolutePath().toString(), "HERE");
    assertThat(message).isEqualTo(wrong.message);
  }

  @Test
  void thereIsNoFile() {
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> ModelFile.read(Path.of("nowhere/model.yaml")))
        .withMessage(
            "there is no file nowhere/model.yaml; relative paths start from "
                + Path.of("").toAbsolutePath());
  }

  @Test
  void theFileIsEmptyOrNoText() throws IOException {
    Path file = Files.writeString(folder.resolve("model.yaml"), "# nothing\n");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> ModelFile.read(file))
        .withMessage(file + " is empty");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> ModelFile.read(file))
        .withMessage(file + " is not UTF-8 text: save it as UTF-8");
  }

  /** The "billion laughs": aliases of aliases, which would be ten thousand million layers. */
  @Test
  void aSmallFileThatPretendsToBeLarge() {
    StringBuilder bomb = new StringBuilder("data: &a0 [relu]\n");
    for (int i = 1; i <= 10; i++) {
      bomb.append("k%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(10)));
    }
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> ModelFile.parse(bomb.toString(), Path.of("bomb.yaml")))
        .withMessageContaining("exceeds the specified max");
  }

  @Test
  void aListThatHoldsItself() {
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> ModelFile.parse("data: &a [*a]\n", Path.of("loop.yaml")))
        .withMessageContaining("the file holds too much");
  }
}
