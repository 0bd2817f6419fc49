package dev.crema.data;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CSV files that are not read, and why. */
class CsvRefusalTest {
  @TempDir private Path folder;

  private void refused(byte[] bytes, UnaryOperator<CsvOptions> change, String message)
      throws IOException {
    Path file = folder.resolve("data.csv");
    Files.write(file, bytes);
    CsvOptions options = change.apply(CsvOptions.numbers(file));
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> new CsvDataset(options))
        .withMessage(file + message);
  }

  private void refused(String text, UnaryOperator<CsvOptions> change, String message)
      throws IOException {
    refused(text.getBytes(StandardCharsets.UTF_8), change, message);
  }

  private void refused(String text, String message) throws IOException {
    refused(text, UnaryOperator.identity(), message);
  }

  private static CsvOptions asClasses(CsvOptions options) {
    return CsvOptions.classes(options.file());
  }

  @Test
  void noFile() {
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> new CsvDataset(CsvOptions.classes(Path.of("nowhere/data.csv"))))
        .withMessage(
            "there is no file nowhere/data.csv; relative paths start from "
                + Path.of("").toAbsolutePath());
  }

  @Test
  void nothingInIt() throws IOException {
    refused("", " is empty: a CSV file needs a header and a row");
    refused("\n\n", CsvOptions::withoutHeader, " is empty: a CSV file needs a row");
    refused("a,b\n", " has a header (a, b) and no rows: give one or more");
  }

  @Test
  void rowsOfAnotherLength() throws IOException {
    String advice = ": give each row one value a column, and put values with separators in quotes";
    refused("a,b\n1,2\n3\n", " line 3 has 1 values where the file has 2 columns (a, b)" + advice);
    refused(
        "a,b\n1,2\n\n3,4,5\n", " line 4 has 3 values where the file has 2 columns (a, b)" + advice);
    refused(
        "1,2\n3,4,5\n",
        CsvOptions::withoutHeader,
        " line 2 has 3 values where the file has 2 columns (0, 1)" + advice);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,5",
        "0x10",
        "1d",
        "1_000",
        "Infinity",
        "1e",
        "--1",
        "ten",
        "1 2",
        "٣",
        ".",
        "+",
        "-.e1",
        "e5",
        "1.2.3",
        "1e+",
        "1e5.0",
        "+-1"
      })
  void valuesThatAreNoNumbers(String value) throws IOException {
    refused(
        "a,b\n1,2\n\"" + value + "\",4\n",
        " line 3, column 'a': value '"
            + value
            + "' is not a number: write numbers like 12, -0.5 or 1e-3, or leave the column out, or"
            + " name it as a category");
    refused(
        "a,b\n1,2\n4,\"" + value + "\"\n",
        " line 3, column 'b': value '"
            + value
            + "' is not a number: write numbers like 12, -0.5 or 1e-3, or read the label as a"
            + " class");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "NA", "n/a", "NaN", "null", "None", "?", "  "})
  void valuesThatAreMissing(String value) throws IOException {
    refused(
        "a,b\n" + value + ",2\n",
        " line 2, column 'a': the value is missing ('"
            + value.strip()
            + "'): remove the row, fill the value in, leave the column out of the features, or read"
            + " with missing drop or keep");
    String label =
        " line 2, column 'b': the value is missing ('"
            + value.strip()
            + "'): remove the row, fill the value in, or read with missing drop";
    refused("a,b\n1," + value + "\n", label);
    refused("a,b\n1," + value + "\n", CsvRefusalTest::asClasses, label);
  }

  @Test
  void valuesThatAreTooLarge() throws IOException {
    refused(
        "a,b,y\n1,2,3\n4,1e39,6\n",
        " line 3, column 'b': value 1.0E39 is too large for float32: read it as float64");
    refused(
        "a,b\n1,2\n4,70000\n",
        options -> options.withDtype(DType.FLOAT16),
        " line 3, column 'b': value 70000.0 is too large for float16: read it as float64");
    refused("a,b\n1e999,2\n", " line 2, column 'a': value '1e999' is too large for float64");
  }

  @Test
  void columnsThatAreNotThere() throws IOException {
    String has = "'; its columns are a, b";
    refused("a,b\n1,2\n", options -> options.withLabel("c"), " has no column 'c" + has);
    refused("a,b\n1,2\n", options -> options.withFeatures("A"), " has no column 'A" + has);
    refused(
        "1,2\n",
        options -> options.withoutHeader().withLabel("2"),
        " has no column '2'; its columns are 0, 1");
  }

  @Test
  void columnsThatClash() throws IOException {
    refused("a,b,a\n1,2,3\n", " has two columns with the name 'a' (numbers 0 and 2): rename one");
    refused(
        "a,b\n1,2\n",
        options -> options.withFeatures("a", "b"),
        ": column 'b' is the label and a feature: leave it out of the features");
    refused("a\n1\n", " has one column, 'a': the label, and no features");
  }

  @Test
  void classesThatAreNotNamed() throws IOException {
    refused(
        "a,y\n1,cat\n2,cow\n",
        options -> asClasses(options).withClasses("cat", "dog"),
        " line 3, column 'y': value 'cow' is not one of the classes cat, dog");
  }

  @Test
  void bytesThatAreNoText() throws IOException {
    refused(
        "a,b\n1,é\n".getBytes(StandardCharsets.ISO_8859_1),
        CsvRefusalTest::asClasses,
        " cannot be read: it is not UTF-8 text: save it as UTF-8");
  }

  @Test
  void damagedGzip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
    }
    byte[] whole = bytes.toByteArray();
    refused(
        Arrays.copyOf(whole, whole.length - 5),
        UnaryOperator.identity(),
        " cannot be read: its gzip is cut off");
    whole[whole.length - 6] ^= 1;
    refused(
        whole,
        UnaryOperator.identity(),
        " cannot be read: its gzip is damaged (Corrupt GZIP trailer)");
  }

  @Test
  void quotesThatDoNotFit() throws IOException {
    refused(
        "a,b\n1,\"2\n3,4\n",
        " is not CSV: Unclosed quoted field at end of input (record starting at line 2)");
    refused(
        "a,b\n1,2\n1,\"2\"x\n",
        " is not CSV: Unexpected character after closing quote: 'x' (0x78) (record starting at"
            + " line 3)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        ";; | separator ';;': give one character, such as ',', ';' or a tab",
        "\" | separator '\"': give one character, such as ',', ';' or a tab"
      })
  void separatorsOfNoUse(String separator, String message) {
    CsvOptions good = CsvOptions.classes(Path.of("data.csv"));
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(
            () ->
                new CsvOptions(
                    good.file(),
                    good.labelType(),
                    good.label(),
                    good.features(),
                    good.categories(),
                    good.classes(),
                    good.missing(),
                    good.header(),
                    separator,
                    good.dtype()))
        .withMessage(message);
  }

  @Test
  void settingsThatContradict() {
    CsvOptions options = CsvOptions.numbers(Path.of("data.csv"));
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> options.withClasses("a", "b"))
        .withMessage(
            "classes [a, b] were given, but labels are numbers: leave them out or read classes");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> options.withDtype(DType.BOOL))
        .withMessage("dtype bool: features are float32, float64, float16 or bfloat16");
  }
}
