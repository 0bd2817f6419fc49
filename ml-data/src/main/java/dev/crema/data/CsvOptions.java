package dev.crema.data;

import dev.crema.api.plugin.Option;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a CSV file is read; see {@link CsvDataset}.
 *
 * @param file the file's path; gzip is recognised by its content
 * @param labelType what labels are
 * @param label the name of the label column; null for the last column
 * @param features the feature columns, in order; empty for all but the label. {@code sex=male} is 1
 *     where column sex holds male and 0 where it holds something else
 * @param categories those of the feature columns that hold words: each becomes a feature for each
 *     word in it, sorted, such as {@code sex=female} and {@code sex=male}
 * @param classes the class names in the order of their numbers, so that two files have the same
 *     ones; empty for those found, sorted (by value where all are whole numbers)
 * @param missing what becomes of a row that lacks a value
 * @param header whether the first line names the columns; without it they are called 0, 1, 2, …
 * @param separator what stands between two values: one character
 * @param dtype the dtype of features, and of labels that are numbers
 */
public record CsvOptions(
    @Option(doc = "path of the file; gzip is recognised") Path file,
    @Option(doc = "what labels are", defaultValue = "class") LabelType labelType,
    @Option(doc = "label column; the last where it is not given", defaultValue = "null")
        @Nullable String label,
    @Option(doc = "feature columns; all but the label where none is given", defaultValue = "")
        List<String> features,
    @Option(doc = "feature columns that hold words, each its own feature", defaultValue = "")
        List<String> categories,
    @Option(doc = "class names in order; those found where none is given", defaultValue = "")
        List<String> classes,
    @Option(doc = "what becomes of a row that lacks a value", defaultValue = "refuse")
        Missing missing,
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

  /** What becomes of a row in which a value that is read is empty, NA, NaN or the like. */
  public enum Missing {
    /** The file is refused. */
    REFUSE,
    /** The row is left out. */
    DROP,
    /**
     * A missing number is NaN, for which {@code standardize} gives the mean; a missing word is none
     * of its column's, all 0. A row without a label is refused all the same.
     */
    KEEP
  }

  /**
   * Checked settings.
   *
   * @throws CremaException if the separator is not one character, the dtype not floating, or
   *     classes are given where labels are numbers
   */
  public CsvOptions {
    features = List.copyOf(features);
    categories = List.copyOf(categories);
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
  public static CsvOptions classes(Path file) {
    return of(file, LabelType.CLASS);
  }

  /** A file with a header and a number to be predicted in its last column. */
  public static CsvOptions numbers(Path file) {
    return of(file, LabelType.NUMBER);
  }

  private static CsvOptions of(Path file, LabelType type) {
    return new CsvOptions(
        file,
        type,
        null,
        List.of(),
        List.of(),
        List.of(),
        Missing.REFUSE,
        true,
        ",",
        DType.FLOAT32);
  }

  /** These settings with another label column. */
  public CsvOptions withLabel(String column) {
    return with(column, features, categories, classes, missing);
  }

  /** These settings with only these features, columns or {@code column=word}. */
  public CsvOptions withFeatures(String... columns) {
    return with(label, List.of(columns), categories, classes, missing);
  }

  /** These settings with these feature columns read as words. */
  public CsvOptions withCategories(String... columns) {
    return with(label, features, List.of(columns), classes, missing);
  }

  /** These settings with these classes and no others. */
  public CsvOptions withClasses(String... names) {
    return with(label, features, categories, List.of(names), missing);
  }

  /** These settings with another fate for rows that lack a value. */
  public CsvOptions withMissing(Missing fate) {
    return with(label, features, categories, classes, fate);
  }

  /** These settings for a file whose first line is a row already. */
  public CsvOptions withoutHeader() {
    return with(false, separator, dtype);
  }

  /** These settings with another separator. */
  public CsvOptions withSeparator(char between) {
    return with(header, String.valueOf(between), dtype);
  }

  /** These settings with features of another dtype. */
  public CsvOptions withDtype(DType changed) {
    return with(header, separator, changed);
  }

  /** With another meaning of the columns. */
  private CsvOptions with(
      @Nullable String newLabel,
      List<String> newFeatures,
      List<String> newCategories,
      List<String> newClasses,
      Missing newMissing) {
    return new CsvOptions(
        file,
        labelType,
        newLabel,
        newFeatures,
        newCategories,
        newClasses,
        newMissing,
        header,
        separator,
        dtype);
  }

  /** With another form of the file. */
  private CsvOptions with(boolean newHeader, String newSeparator, DType newDtype) {
    return new CsvOptions(
        file,
        labelType,
        label,
        features,
        categories,
        classes,
        missing,
        newHeader,
        newSeparator,
        newDtype);
  }
}
