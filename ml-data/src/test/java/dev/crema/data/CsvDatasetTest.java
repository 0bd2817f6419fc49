package dev.crema.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crema.api.Dataset;
import dev.crema.api.Sample;
import dev.crema.api.plugin.Plugins;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CSV files that are read. */
class CsvDatasetTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("data.csv");
  }

  private CsvOptions classes(String text) throws IOException {
    Files.writeString(file, text);
    return CsvOptions.classes(file);
  }

  private CsvOptions numbers(String text) throws IOException {
    Files.writeString(file, text);
    return CsvOptions.numbers(file);
  }

  private static byte[] penguins() throws IOException {
    try (InputStream in = CsvDatasetTest.class.getResourceAsStream("penguins.csv")) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  @Test
  void aRealFileOfAnotherLayout() throws IOException {
    Files.write(file, penguins());
    CsvOptions options = CsvOptions.classes(file).withLabel("species");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> new CsvDataset(options.withFeatures("bill_length_mm", "body_mass_g")))
        .withMessage(
            file
                + " line 5, column 'bill_length_mm': the value is missing ('NA'): remove the row,"
                + " fill the value in, leave the column out of the features, or read with missing"
                + " drop or keep");
    CsvDataset years = new CsvDataset(options.withFeatures("year"));
    assertThat(years.size()).isEqualTo(344);
    assertThat(years.data().classNames()).containsExactly("Adelie", "Chinstrap", "Gentoo");
    long[] counts = new long[3];
    for (long label : years.data().labels().toLongs()) {
      counts[(int) label]++;
    }
    assertThat(counts).containsExactly(152, 68, 124);
  }

  @Test
  void gzipIsRecognised() throws IOException {
    String text = new String(penguins(), StandardCharsets.UTF_8).replaceAll("(?m)^.*NA.*\n", "");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    CsvOptions options =
        classes(text)
            .withLabel("species")
            .withFeatures("bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g");
    CsvDataset plain = new CsvDataset(options);
    Files.write(file, bytes.toByteArray());
    CsvDataset zipped = new CsvDataset(options);
    assertThat(plain.size()).isEqualTo(333);
    assertThat(zipped.data().features().equal(plain.data().features())).isTrue();
    assertThat(zipped.data().labels().equal(plain.data().labels())).isTrue();
    assertThat(zipped.get(0).input().toFloats()).containsExactly(39.1f, 18.7f, 181f, 3750f);
  }

  /** The rows that Python's csv module reads of this text. */
  @Test
  void quotesAndLineEndings() throws IOException {
    String text = "a,b,c\n1,\"x, \"\"quoted\"\"\",\n2,\"two\nlines\",3.5\r\n-1e3,,nan\n";
    CsvDataset data =
        new CsvDataset(
            classes(text)
                .withLabel("b")
                .withFeatures("a")
                .withClasses("x, \"quoted\"", "two\nlines", ""));
    assertThat(data.data().features().toFloats()).containsExactly(1, 2, -1000);
    assertThat(data.data().labels().toLongs()).containsExactly(0, 1, 2);
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(
            () -> new CsvDataset(numbers(text.replaceFirst(",\n", ",7\n")).withFeatures("a")))
        .withMessageContaining("line 5, column 'c': the value is missing ('nan')");
  }

  /** What numpy.savetxt writes. */
  @Test
  void numbersOfManyDigitsAreReadToTheLastBit() throws IOException {
    String text =
        """
        1.690525703800356050e+00,-4.659373705408327848e-01,3.282016367858440337e-02
        1.017658005663493181e+00,6.004985159195493916e-01,-6.254289739667596715e-01
        """;
    CsvDataset data = new CsvDataset(numbers(text).withoutHeader().withDtype(DType.FLOAT64));
    assertThat(data.data().features().toDoubles())
        .containsExactly(
            1.690525703800356, -0.4659373705408328, 1.0176580056634932, 0.6004985159195494);
    assertThat(data.data().labels().toDoubles())
        .containsExactly(0.0328201636785844, -0.6254289739667597);
    assertThat(data.data().featureNames()).containsExactly("0", "1");
  }

  @Test
  void formsOfNumbers() throws IOException {
    CsvDataset data =
        new CsvDataset(
            numbers("a;b;y\n+1; -2.5 ;3\n.5;5.;1e3\n1E-2;-0;+.5e+1\n")
                .withSeparator(';')
                .withDtype(DType.FLOAT64));
    assertThat(data.data().features().toDoubles()).containsExactly(1, -2.5, 0.5, 5, 0.01, -0.0);
    assertThat(data.data().labels().toDoubles()).containsExactly(3, 1000, 5);
    assertThat(data.get(1).target().shape()).isEqualTo(Shape.of(1));
    assertThat(data.data().description()).isEqualTo("3 rows of " + file);
  }

  @Test
  void featuresComeInTheOrderAskedFor() throws IOException {
    CsvDataset data =
        new CsvDataset(classes("a,b,c\n1,2,x\n3,4,y\n").withFeatures("b", "a").withLabel("c"));
    assertThat(data.data().features().toFloats()).containsExactly(2, 1, 4, 3);
    assertThat(data.data().featureNames()).containsExactly("b", "a");
  }

  @Test
  void classesAreSortedByValueOrName() throws IOException {
    assertThat(new CsvDataset(classes("a,y\n1,10\n1,9\n1,10\n")).data().classNames())
        .containsExactly("9", "10");
    CsvDataset named = new CsvDataset(classes("a,y\n1,b\n1,a\n1,10\n"));
    assertThat(named.data().classNames()).containsExactly("10", "a", "b");
    assertThat(named.data().labels().toLongs()).containsExactly(2, 1, 0);
  }

  @Test
  void classesOfATrainingFileServeATestFile() throws IOException {
    CsvOptions options = classes("a,y\n1,dog\n").withClasses("cat", "dog");
    assertThat(new CsvDataset(options).data().labels().toLongs()).containsExactly(1);
    assertThat(new CsvDataset(options).data().classNames()).containsExactly("cat", "dog");
  }

  @Test
  void aByteOrderMarkAndBlankLinesDoNotCount() throws IOException {
    CsvDataset data = new CsvDataset(classes("\uFEFF\"a\",y\n\n1,x\n\n2,z\n\n"));
    assertThat(data.data().featureNames()).containsExactly("a");
    assertThat(data.size()).isEqualTo(2);
  }

  @Test
  void modelFilesCanNameThem() throws IOException {
    CsvOptions ignored = numbers("1\t2\t3\n4\t5\t6\n");
    Dataset<Sample> data =
        Plugins.load()
            .datasets()
            .create(
                "csv",
                Map.of(
                    "file",
                    ignored.file(),
                    "label_type",
                    "number",
                    "label",
                    "0",
                    "features",
                    List.of("2"),
                    "header",
                    false,
                    "separator",
                    "\t"));
    assertThat(data.get(1).input().toFloats()).containsExactly(6);
    assertThat(data.get(1).target().toFloats()).containsExactly(4);
  }
}
