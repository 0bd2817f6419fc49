package dev.crema.data;

import dev.crema.data.CsvLines.Row;
import dev.crema.data.CsvOptions.LabelType;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The chosen columns of a CSV file as tensors. */
final class CsvColumns {
  /** What files have where a value is not known, in lower case. */
  private static final Set<String> MISSING = Set.of("", "na", "n/a", "nan", "null", "none", "?");

  private final CsvLines lines;
  private final CsvOptions options;
  private final int label;
  private final int[] features;
  private final DoubleStream.Builder values = DoubleStream.builder();
  private final DoubleStream.Builder numberLabels = DoubleStream.builder();
  private final List<String> classLabels = new ArrayList<>();
  private final LongStream.Builder lineNumbers = LongStream.builder();

  CsvColumns(CsvLines lines, CsvOptions options) {
    this.lines = lines;
    this.options = options;
    List<String> names = lines.columns();
    String labelName = options.label();
    this.label = labelName == null ? names.size() - 1 : column(labelName);
    this.features =
        options.features().isEmpty()
            ? IntStream.range(0, names.size()).filter(i -> i != label).toArray()
            : options.features().stream().mapToInt(this::column).toArray();
    if (features.length == 0) {
      throw new CremaException(
          "%s has one column, '%s': the label, and no features"
              .formatted(options.file(), names.get(label)));
    }
    if (IntStream.of(features).anyMatch(i -> i == label)) {
      throw new CremaException(
          "%s: column '%s' is the label and a feature: leave it out of the features"
              .formatted(options.file(), names.get(label)));
    }
  }

  private int column(String name) {
    int found = lines.columns().indexOf(name);
    if (found < 0) {
      throw new CremaException(
          "%s has no column '%s'; its columns are %s"
              .formatted(options.file(), name, String.join(", ", lines.columns())));
    }
    return found;
  }

  LabeledData read() {
    int rows = 0;
    for (Row row = lines.next(); row != null; row = lines.next()) {
      for (int feature : features) {
        values.add(number(row, feature));
      }
      if (options.labelType() == LabelType.CLASS) {
        classLabels.add(className(row));
      } else {
        numberLabels.add(number(row, label));
      }
      lineNumbers.add(row.line());
      rows++;
    }
    if (rows == 0) {
      throw new CremaException(
          "%s has a header (%s) and no rows: give one or more"
              .formatted(options.file(), String.join(", ", lines.columns())));
    }
    return table(rows);
  }

  private LabeledData table(int rows) {
    long[] at = lineNumbers.build().toArray();
    Tensor x = cast(Tensor.of(values.build().toArray(), rows, features.length), at, features);
    List<String> names = IntStream.of(features).mapToObj(lines.columns()::get).toList();
    String description = "%d rows of %s".formatted(rows, options.file());
    if (options.labelType() == LabelType.NUMBER) {
      Tensor y = cast(Tensor.of(numberLabels.build().toArray(), rows, 1), at, label);
      return new LabeledData(x, y.reshape(rows), names, List.of(), description);
    }
    List<String> classes = options.classes().isEmpty() ? sorted(classLabels) : options.classes();
    Map<String, Integer> codes = new HashMap<>();
    classes.forEach(name -> codes.put(name, codes.size()));
    long[] y = classLabels.stream().mapToLong(codes::get).toArray();
    return new LabeledData(x, Tensor.of(y, rows), names, classes, description);
  }

  private double number(Row row, int column) {
    String text = row.values().get(column);
    if (DecimalText.matches(text)) {
      double value = Double.parseDouble(text);
      if (Double.isInfinite(value)) {
        throw fault(row.line(), column, "value '" + text + "' is too large for float64");
      }
      return value;
    }
    if (isMissing(text)) {
      throw missing(row, column);
    }
    String instead = column == label ? "read the label as a class" : "leave the column out";
    throw fault(
        row.line(),
        column,
        "value '%s' is not a number: write numbers like 12, -0.5 or 1e-3, or %s"
            .formatted(text, instead));
  }

  private String className(Row row) {
    String text = row.values().get(label);
    List<String> classes = options.classes();
    if (classes.isEmpty() ? isMissing(text) : !classes.contains(text)) {
      if (isMissing(text)) {
        throw missing(row, label);
      }
      throw fault(
          row.line(),
          label,
          "value '%s' is not one of the classes %s".formatted(text, String.join(", ", classes)));
    }
    return text;
  }

  private static boolean isMissing(String text) {
    return MISSING.contains(text.toLowerCase(Locale.ROOT));
  }

  private CremaException missing(Row row, int column) {
    String way =
        column == label
            ? "remove the row or fill the value in"
            : "remove the row, fill the value in, or leave the column out of the features";
    return fault(
        row.line(),
        column,
        "the value is missing ('%s'): %s".formatted(row.values().get(column), way));
  }

  private CremaException fault(long line, int column, String what) {
    return new CremaException(
        "%s line %d, column '%s': %s"
            .formatted(options.file(), line, lines.columns().get(column), what));
  }

  /** In the dtype asked for, if all values fit in it. */
  private Tensor cast(Tensor x, long[] lineOfRow, int... columns) {
    DType dtype = options.dtype();
    Tensor cast = x.to(dtype);
    boolean[] finite = cast.isfinite().toBooleans();
    for (int i = 0; i < finite.length; i++) {
      if (!finite[i]) {
        throw fault(
            lineOfRow[i / columns.length],
            columns[i % columns.length],
            "value %s is too large for %s: read it as float64"
                .formatted(x.flatten().get(i).item(), dtype));
      }
    }
    return cast;
  }

  /** Each class once: by value where all are whole numbers, else by name. */
  private static List<String> sorted(List<String> labels) {
    List<String> names = labels.stream().distinct().sorted().toList();
    boolean whole = names.stream().allMatch(name -> asWhole(name) != null);
    return whole
        ? names.stream().sorted(Comparator.comparing(CsvColumns::asWhole)).toList()
        : names;
  }

  private static @Nullable Long asWhole(String name) {
    try {
      return Long.valueOf(name);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
