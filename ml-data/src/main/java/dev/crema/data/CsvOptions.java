package dev.crema.data;

import dev.crema.api.plugin.Option;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a CSV file is read; see {@link CsvDataset}.
 *
 * @param file the file's path; gzip is recognised by its content
 * @param labelType what labels are
 * @param label the name of the label column; null for the last column
 * @param features the names of the feature columns, in order; empty for all but the label
 * @param classes the class names in the order of their numbers, so that two files have the same
 *     ones; empty for those found, sorted (by value where all are whole numbers)
 * @param header whether the first line names the columns; without it they are called 0, 1, 2, …
 * @param separator what stands between two values: one character
 * @param dtype the dtype of features, and of labels that are numbers
 */
public record CsvOptions(
    @Option(doc = "path of the file; gzip is recognised") String file,
    @Option(doc = "what labels are") LabelType labelType,
    @Option(doc = "label column; the last where it is not given", defaultValue = "null")
        @Nullable String label,
    @Option(doc = "feature columns; all but the label where none is given", defaultValue = "")
        List<String> features,
    @Option(doc = "class names in order; those found where none is given", defaultValue = "")
        List<String> classes,
    @Option(doc = "whether the first line names the columns", defaultValue = "true") boolean header,
    @Option(doc = "what stands between two values", defaultValue = ",") String separator,
    @Option(doc = "dtype of features", defaultValue = "float32") DType dtype) {

  /** What the label column holds. */
  public enum LabelType {
    /** Names or numbers of classes: each different text is a class. */
    CLASS,
    /** Numbers to be predicted. */
    NUMBER
  }

  /**
   * Checked settings.
   *
   * @throws CremaException if the separator is not one character, the dtype not floating, or
   *     classes are given where labels are numbers
   */
  public CsvOptions {
    features = List.copyOf(features);
    classes = List.copyOf(classes);
    if (separator.length() != 1 || "\"\r\n".contains(separator)) {
      throw new CremaException(
          "separator '%s': give one character, such as ',', ';' or a tab".formatted(separator));
    }
    if (!dtype.isFloating()) {
      throw new CremaException(
          "dtype %s: features are float32, float64, float16 or bfloat16".formatted(dtype));
    }
    if (labelType == LabelType.NUMBER && !classes.isEmpty()) {
      throw new CremaException(
          "classes %s were given, but labels are numbers: leave them out or read classes"
              .formatted(classes));
    }
  }

  /** A file with a header and a class in its last column. */
  public static CsvOptions classes(String file) {
    return of(file, LabelType.CLASS);
  }

  /** A file with a header and a number to be predicted in its last column. */
  public static CsvOptions numbers(String file) {
    return of(file, LabelType.NUMBER);
  }

  private static CsvOptions of(String file, LabelType type) {
    return new CsvOptions(file, type, null, List.of(), List.of(), true, ",", DType.FLOAT32);
  }

  /** These settings with another label column. */
  public CsvOptions withLabel(String column) {
    return new CsvOptions(file, labelType, column, features, classes, header, separator, dtype);
  }

  /** These settings with only these feature columns. */
  public CsvOptions withFeatures(String... columns) {
    return new CsvOptions(
        file, labelType, label, List.of(columns), classes, header, separator, dtype);
  }

  /** These settings with these classes and no others. */
  public CsvOptions withClasses(String... names) {
    return new CsvOptions(
        file, labelType, label, features, List.of(names), header, separator, dtype);
  }

  /** These settings for a file whose first line is a row already. */
  public CsvOptions withoutHeader() {
    return new CsvOptions(file, labelType, label, features, classes, false, separator, dtype);
  }

  /** These settings with another separator. */
  public CsvOptions withSeparator(char between) {
    return new CsvOptions(
        file, labelType, label, features, classes, header, String.valueOf(between), dtype);
  }

  /** These settings with features of another dtype. */
  public CsvOptions withDtype(DType changed) {
    return new CsvOptions(file, labelType, label, features, classes, header, separator, changed);
  }
}
