package dev.crema.data;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Small real datasets that are in the jar, in the layout of scikit-learn's loaders, and the images
 * of MNIST, which are in a folder.
 *
 * <pre>{@code
 * LabeledData iris = Datasets.iris();
 * iris.features().shape();  // (150, 4)
 * iris.classNames();        // [setosa, versicolor, virginica]
 * }</pre>
 *
 * <p>Where they come from, their licences and how to cite them stands in {@code
 * dev/crema/data/README.md} in the jar. Features are float32; ask for {@code
 * Datasets.iris(DType.FLOAT64)} to have the decimals of the file to the last digit.
 */
public final class Datasets {
  private static final int DIGIT_SIZE = 8;

  private Datasets() {}

  /** 150 flowers of 3 species by the length and width of sepals and petals, in cm. */
  public static LabeledData iris() {
    return iris(DType.FLOAT32);
  }

  /** {@link #iris()} with features of another dtype. */
  public static LabeledData iris(DType dtype) {
    return describe(
        load(CsvOptions.classes(Path.of("iris.csv")).withDtype(dtype)),
        "Fisher's iris flowers: 150 flowers, 50 each of 3 species, by length and width of sepals"
            + " and petals in cm. The values of the paper, as in R; the copy at UCI has two wrong"
            + " rows.");
  }

  /** 178 wines of 3 growers by 13 chemical measurements. */
  public static LabeledData wine() {
    return wine(DType.FLOAT32);
  }

  /** {@link #wine()} with features of another dtype. */
  public static LabeledData wine(DType dtype) {
    return describe(
        named(
            load(CsvOptions.classes(Path.of("wine.csv")).withDtype(dtype)),
            "class_0",
            "class_1",
            "class_2"),
        "178 wines of three growers (59, 71, 48) in one region of Italy, by 13 chemical"
            + " measurements.");
  }

  /** 569 tumours, malignant or benign, by 30 measurements of cell nuclei. */
  public static LabeledData breastCancer() {
    return breastCancer(DType.FLOAT32);
  }

  /** {@link #breastCancer()} with features of another dtype. */
  public static LabeledData breastCancer(DType dtype) {
    return describe(
        named(
            load(CsvOptions.classes(Path.of("breast_cancer.csv")).withDtype(dtype)),
            "malignant",
            "benign"),
        "Wisconsin diagnostic breast cancer: 569 tumours (212 malignant, 357 benign) by mean,"
            + " standard error and worst of 10 measurements of cell nuclei.");
  }

  /** 442 diabetes patients by 10 measurements; the label is the progression after a year. */
  public static LabeledData diabetes() {
    return diabetes(DType.FLOAT32);
  }

  /** {@link #diabetes()} with features and labels of another dtype. */
  public static LabeledData diabetes(DType dtype) {
    return describe(
        load(CsvOptions.numbers(Path.of("diabetes.csv")).withDtype(dtype)),
        "442 diabetes patients by age, sex (1 or 2), body mass index, blood pressure and 6 blood"
            + " serum measurements, as measured; the label is the progression of the disease one"
            + " year later, 25 to 346.");
  }

  /** 1797 handwritten digits of 8 x 8 pixels from 0 to 16. */
  public static LabeledData digits() {
    return digits(DType.FLOAT32);
  }

  /** {@link #digits()} with features of another dtype. */
  public static LabeledData digits(DType dtype) {
    LabeledData data =
        load(CsvOptions.classes(Path.of("digits.csv.gz")).withoutHeader().withDtype(dtype));
    List<String> pixels =
        IntStream.range(0, DIGIT_SIZE * DIGIT_SIZE)
            .mapToObj(i -> "pixel_" + i / DIGIT_SIZE + "_" + i % DIGIT_SIZE)
            .toList();
    return describe(
        new LabeledData(data.features(), data.labels(), pixels, data.classNames(), ""),
        "1797 handwritten digits by 13 people, 8 x 8 pixels from 0 to 16: reshape features to"
            + " (1797, 1, 8, 8) for images.");
  }

  /**
   * MNIST: 60,000 handwritten digits of 28 x 28 pixels to train on and 10,000 to test on, with the
   * pixels' mean taken off and divided by their standard deviation (0.1307 and 0.3081 of pixel /
   * 255).
   *
   * @param folder where the four files are, under their usual names, gzip or not
   * @throws CremaException if a file is missing or is not what it should be
   */
  public static TrainAndTest<IdxDataset> mnist(Path folder) {
    List<String> digits = IntStream.range(0, 10).mapToObj(String::valueOf).toList();
    return images(folder, 0.1307, 0.3081, digits);
  }

  /**
   * Fashion-MNIST, or a part of it: 28 x 28 pixels of clothes in 10 classes, in MNIST's form, with
   * a mean of 0.2860 and a standard deviation of 0.3530 taken out.
   *
   * @param folder where the four files are, under their usual names, gzip or not
   * @throws CremaException if a file is missing or is not what it should be
   */
  public static TrainAndTest<IdxDataset> fashionMnist(Path folder) {
    return images(
        folder,
        0.2860,
        0.3530,
        List.of(
            "T-shirt/top",
            "Trouser",
            "Pullover",
            "Dress",
            "Coat",
            "Sandal",
            "Shirt",
            "Sneaker",
            "Bag",
            "Ankle boot"));
  }

  private static TrainAndTest<IdxDataset> images(
      Path folder, double mean, double std, List<String> classes) {
    return new TrainAndTest<>(
        images(folder, "train", mean, std, classes), images(folder, "t10k", mean, std, classes));
  }

  private static IdxDataset images(
      Path folder, String part, double mean, double std, List<String> classes) {
    return new IdxDataset(
        new IdxDataset.Config(
            find(folder, part + "-images-idx3-ubyte"),
            find(folder, part + "-labels-idx1-ubyte"),
            mean,
            std,
            classes));
  }

  private static Path find(Path folder, String name) {
    for (String form : List.of(name + ".gz", name)) {
      if (Files.isRegularFile(folder.resolve(form))) {
        return folder.resolve(form);
      }
    }
    throw new CremaException(
        "there is no file %s.gz, nor one without .gz, in %s%s"
            .formatted(name, folder, NoFile.from(folder)));
  }

  private static LabeledData load(CsvOptions options) {
    try (InputStream in = Datasets.class.getResourceAsStream(options.file().toString())) {
      return CsvDataset.read(Objects.requireNonNull(in, "the jar is not whole"), options);
    } catch (IOException e) {
      throw new UncheckedIOException(options.file().toString(), e);
    }
  }

  private static LabeledData named(LabeledData data, String... classes) {
    return new LabeledData(
        data.features(), data.labels(), data.featureNames(), List.of(classes), "");
  }

  private static LabeledData describe(LabeledData data, String description) {
    return new LabeledData(
        data.features(), data.labels(), data.featureNames(), data.classNames(), description);
  }
}
