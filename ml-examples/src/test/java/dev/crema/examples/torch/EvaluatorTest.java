package dev.crema.examples.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The notation in which reference cases are written. */
class EvaluatorTest {
  private static Object run(String text) {
    return new Evaluator(Map.of("x", Tensor.arange(6).reshape(2, 3))).run(text);
  }

  /** Each line is what Python prints. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-2 ** 2 | -4",
        "2 ** -1 | 0.5",
        "7 // 2 * 2 % 4 | 2",
        "-7 // 2 | -4",
        "1 + 2 < 4 | true",
        "a = 3; b = a * 2; b - a | 3",
        "(lambda y: (z := y + 1) * z)(2) | 9",
        "(1, 2, 3)[-1] | 3",
        "a, b = (4, 5); a - b | -1",
        "x.shape[1] | 3",
        "int(x[1, -1]) | 5",
        "x[x > 2].sum().item() | 12",
        "y = x; y[:, 0] = 9; y.sum().item() | 30",
        "x.sum(dim=0, keepdim=True)[0, ::2].sum().item() | 10",
        "float('inf') | Infinity",
        "math.pi // 1 | 3.0"
      })
  void asPythonHasIt(String text, String printed) {
    assertThat(run(text)).hasToString(printed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "F.frobnicate(x) | unknown name torch.nn.functional.frobnicate",
        "x.frobnicate() | unknown name torch.frobnicate",
        "y + 1 | unknown name builtins.y",
        "torch.relu(x, upper=3) | relu has no argument 'upper'",
        "nn.Frobnicate(3) | unknown name torch.nn.Frobnicate",
        "x ? 1 | cannot read ' ? 1'"
      })
  void whatIsNotKnownIsNoRefusal(String text, String message) {
    assertThatExceptionOfType(Unsupported.class).isThrownBy(() -> run(text)).withMessage(message);
  }

  @Test
  void refusalsAreThoseOfCrema() {
    assertThatExceptionOfType(CremaException.class).isThrownBy(() -> run("x @ x"));
    assertThatExceptionOfType(CremaException.class).isThrownBy(() -> run("nn.Dropout(p=1.5)"));
  }
}
