package dev.crema.tensor.internal.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArrayTextTest {
  @ParameterizedTest
  @MethodSource("cases")
  void printsAsTorchDoes(PrintedTensor tensor) {
    assertThat(tensor.print()).isEqualTo(tensor.printed());
  }

  @Test
  void knowsNoLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      cases().forEach(this::printsAsTorchDoes);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void asksOnlyForWhatItPrints() {
    List<Long> asked = new ArrayList<>();
    String text =
        ArrayText.floats(
                new int[] {2_000_000, 1_000_000},
                index -> {
                  asked.add(index);
                  return index;
                },
                PrintOptions.DEFAULT)
            .format("tensor(", List.of());
    assertThat(text.lines()).hasSize(13);
    assertThat(asked).hasSize(3 * 36).contains(1_999_999_999_999L);
  }

  @Test
  void takesAnyPrefix() {
    String text =
        ArrayText.integers(new int[] {2, 1}, index -> index, PrintOptions.DEFAULT)
            .format("Parameter(", List.of("name=w"));
    assertThat(text).isEqualTo("Parameter([[0],\n           [1]], name=w)");
  }

  @Test
  void refusesOptionsThatCannotBe() {
    assertThatThrownBy(() -> new PrintOptions(4, 1000, 0, 80))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "print options need precision >= 0, threshold >= 0, edgeItems >= 1, lineWidth >= 1,"
                + " but are 4, 1000, 0, 80");
  }

  static Stream<PrintedTensor> cases() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    ArrayTextTest.class.getResourceAsStream("printed_tensors.txt")),
                UTF_8))) {
      List<PrintedTensor> tensors = PrintedTensor.parse(reader.lines().toList());
      assertThat(tensors).hasSizeGreaterThan(90);
      return tensors.stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
