package dev.crema.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crema.api.Dataset;
import dev.crema.api.Sample;
import dev.crema.api.plugin.Plugins;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The datasets of the jar beside what their sources say of them. */
class DatasetsTest {

  static Stream<Arguments> tables() {
    return Stream.of(
        table(Datasets::iris, 4, List.of("setosa", "versicolor", "virginica"), 50, 50, 50),
        table(Datasets::wine, 13, List.of("class_0", "class_1", "class_2"), 59, 71, 48),
        table(Datasets::breastCancer, 30, List.of("malignant", "benign"), 212, 357),
        table(
            Datasets::digits,
            64,
            List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
            178,
            182,
            177,
            183,
            181,
            182,
            181,
            179,
            174,
            180));
  }

  private static Arguments table(
      Supplier<LabeledData> load, int features, List<String> classes, long... counts) {
    return Arguments.of(load, features, classes, counts);
  }

  @ParameterizedTest
  @MethodSource("tables")
  void rowsAndClassesAreThoseOfTheSource(
      Supplier<LabeledData> load, int features, List<String> classes, long[] counts) {
    LabeledData data = load.get();
    int rows = (int) Arrays.stream(counts).sum();
    assertThat(data.features().shape()).isEqualTo(Shape.of(rows, features));
    assertThat(data.features().dtype()).isEqualTo(DType.FLOAT32);
    assertThat(data.labels().shape()).isEqualTo(Shape.of(rows));
    assertThat(data.labels().dtype()).isEqualTo(DType.INT64);
    assertThat(data.featureNames()).hasSize(features).doesNotHaveDuplicates();
    assertThat(data.classNames()).isEqualTo(classes);
    assertThat(data.description()).startsWith(data.description().strip()).contains("" + rows);
    for (int c = 0; c < counts.length; c++) {
      assertThat(data.labels().eq((long) c).sum().itemLong())
          .as(classes.get(c))
          .isEqualTo(counts[c]);
    }
  }

  @Test
  void irisHasTheValuesOfThePaper() {
    LabeledData iris = Datasets.iris(DType.FLOAT64);
    assertThat(iris.features().get(0).toDoubles()).containsExactly(5.1, 3.5, 1.4, 0.2);
    assertThat(iris.features().get(34).toDoubles()).containsExactly(4.9, 3.1, 1.5, 0.2);
    assertThat(iris.features().get(37).toDoubles()).containsExactly(4.9, 3.6, 1.4, 0.1);
    assertThat(iris.features().get(149).toDoubles()).containsExactly(5.9, 3.0, 5.1, 1.8);
    assertThat(iris.featureNames())
        .containsExactly("sepal_length", "sepal_width", "petal_length", "petal_width");
    long[] inOrder = new long[150];
    Arrays.fill(inOrder, 50, 100, 1);
    Arrays.fill(inOrder, 100, 150, 2);
    assertThat(iris.labels().toLongs()).isEqualTo(inOrder);
    assertThat(Datasets.iris().features().equal(iris.features().to(DType.FLOAT32))).isTrue();
  }

  /** The ranges that scikit-learn's descriptions print. */
  @ParameterizedTest
  @CsvSource({
    "wine, 0, 11.03, 14.83",
    "wine, 4, 70, 162",
    "wine, 12, 278, 1680",
    "breast_cancer, 0, 6.981, 28.11",
    "breast_cancer, 3, 143.5, 2501",
    "breast_cancer, 23, 185.2, 4254",
    "digits, 20, 0, 16",
    "diabetes, 1, 1, 2"
  })
  void rangesAreThoseOfTheSource(String name, int column, double low, double high) {
    Dataset<Sample> data = Plugins.load().datasets().create(name, Map.of("dtype", "float64"));
    double[] values = new double[data.size()];
    Arrays.setAll(values, i -> data.get(i).input().get(column).item());
    assertThat(Arrays.stream(values).min().getAsDouble()).isEqualTo(low);
    assertThat(Arrays.stream(values).max().getAsDouble()).isEqualTo(high);
  }

  @Test
  void diabetesHasNumbersAsLabels() {
    LabeledData data = Datasets.diabetes(DType.FLOAT64);
    assertThat(data.features().shape()).isEqualTo(Shape.of(442, 10));
    assertThat(data.features().get(0).toDoubles())
        .containsExactly(59, 2, 32.1, 101, 157, 93.2, 38, 4, 4.8598, 87);
    assertThat(data.labels().min().item()).isEqualTo(25);
    assertThat(data.labels().max().item()).isEqualTo(346);
    assertThat(data.classNames()).isEmpty();
    assertThat(data.asDataset().get(0).target().shape()).isEqualTo(Shape.of(1));
    assertThat(data.asDataset().get(0).target().item()).isEqualTo(151);
  }

  @Test
  void aDigitIsAPicture() {
    LabeledData digits = Datasets.digits();
    float[][] zero = (float[][]) digits.features().get(0).reshape(8, 8).toArray();
    assertThat(zero[0]).containsExactly(0, 0, 5, 13, 9, 1, 0, 0);
    assertThat(zero[3]).containsExactly(0, 4, 12, 0, 0, 8, 8, 0);
    assertThat(digits.labels().get(0).itemLong()).isZero();
    assertThat(digits.featureNames().get(63)).isEqualTo("pixel_7_7");
  }

  @ParameterizedTest
  @CsvSource({"iris, 150, 4", "wine, 178, 13", "breast_cancer, 569, 30", "digits, 1797, 64"})
  void modelFilesCanNameThem(String name, int size, int features) {
    Dataset<Sample> data = Plugins.load().datasets().create(name, Map.of());
    assertThat(data.size()).isEqualTo(size);
    assertThat(data.get(size - 1).input().shape()).isEqualTo(Shape.of(features));
    assertThat(data.get(size - 1).target().shape()).isEqualTo(Shape.of());
    assertThat(Plugins.load().problems()).isEmpty();
  }

  @Test
  void featuresAreFloating() {
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> Datasets.iris(DType.INT64))
        .withMessage("dtype int64: features are float32, float64, float16 or bfloat16");
  }

  @Test
  void eachFileIsTheOneThatTheReadmeNames() throws IOException, NoSuchAlgorithmException {
    String readme = new String(resource("README.md"), StandardCharsets.UTF_8);
    int files = 0;
    for (String line : readme.lines().filter(line -> line.contains(".csv")).toList()) {
      String[] cells = line.split("\\|");
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(resource(cells[1].strip()));
      assertThat(HexFormat.of().formatHex(hash)).as(line).isEqualTo(cells[5].strip());
      files++;
    }
    assertThat(files).isEqualTo(5);
    assertThat(new String(resource("LICENSE-scikit-learn.txt"), StandardCharsets.UTF_8))
        .contains("BSD 3-Clause", "The scikit-learn developers");
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = Datasets.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  @Test
  void aTableThatDoesNotFitIsRefused() {
    LabeledData iris = Datasets.iris();
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> iris.withFeatures(iris.features().narrow(1, 0, 2)))
        .withMessage(
            "LabeledData takes features (n, k), labels (n,) and k feature names; given (150, 2),"
                + " (150,) and 4");
  }
}
