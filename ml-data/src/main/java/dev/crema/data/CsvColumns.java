package dev.crema.data;

import dev.crema.data.CsvLines.Row;
import dev.crema.data.CsvOptions.LabelType;
import dev.crema.data.CsvOptions.Missing;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The chosen columns of a CSV file, features and label, as tensors. */
final class CsvColumns {
  private final CsvLines lines;
  private final CsvOptions options;
  private final CsvCells cells;
  private final int label;
  private final CsvFeatures features;
  private final DoubleStream.Builder numberLabels = DoubleStream.builder();
  private final List<String> classLabels = new ArrayList<>();
  private final LongStream.Builder lineNumbers = LongStream.builder();

  CsvColumns(CsvLines lines, CsvOptions options) {
    this.lines = lines;
    this.options = options;
    this.cells = new CsvCells(options.file(), lines.columns());
    List<String> names = lines.columns();
    String labelName = options.label();
    this.label = labelName == null ? names.size() - 1 : cells.column(labelName);
    List<String> chosen = options.features().isEmpty() ? allButLabel(names) : options.features();
    if (chosen.isEmpty()) {
      throw new CremaException(
          "%s has one column, '%s': the label, and no features"
              .formatted(options.file(), names.get(label)));
    }
    this.features = new CsvFeatures(cells, chosen, options.categories(), options.missing());
    if (IntStream.of(features.sources()).anyMatch(i -> i == label)) {
      throw new CremaException(
          "%s: column '%s' is the label and a feature: leave it out of the features"
              .formatted(options.file(), names.get(label)));
    }
  }

  private List<String> allButLabel(List<String> names) {
    return IntStream.range(0, names.size()).filter(i -> i != label).mapToObj(names::get).toList();
  }

  LabeledData read() {
    int rows = 0;
    for (Row row = lines.next(); row != null; row = lines.next()) {
      boolean unlabeled = options.missing() == Missing.DROP && CsvCells.isMissing(row, label);
      if (unlabeled || !features.add(row)) {
        continue;
      }
      if (options.labelType() == LabelType.CLASS) {
        classLabels.add(className(row));
      } else {
        numberLabels.add(numberLabel(row));
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
    Tensor x = features.values(options.dtype(), at);
    List<String> names = features.names();
    String description = "%d rows of %s".formatted(rows, options.file());
    if (options.labelType() == LabelType.NUMBER) {
      Tensor y = Tensor.of(numberLabels.build().toArray(), rows, 1);
      Tensor labels = cells.cast(y, options.dtype(), at, label).reshape(rows);
      return new LabeledData(x, labels, names, List.of(), description);
    }
    List<String> classes = options.classes().isEmpty() ? sorted(classLabels) : options.classes();
    Map<String, Integer> codes = new HashMap<>();
    classes.forEach(name -> codes.put(name, codes.size()));
    long[] y = classLabels.stream().mapToLong(codes::get).toArray();
    return new LabeledData(x, Tensor.of(y, rows), names, classes, description);
  }

  private double numberLabel(Row row) {
    if (CsvCells.isMissing(row, label)) {
      throw missingLabel(row);
    }
    return cells.number(row, label, "read the label as a class");
  }

  private CremaException missingLabel(Row row) {
    return cells.missing(
        row, label, "remove the row, fill the value in, or read with missing drop");
  }

  private String className(Row row) {
    String text = row.values().get(label);
    List<String> classes = options.classes();
    if (classes.isEmpty() ? CsvCells.isMissing(text) : !classes.contains(text)) {
      if (CsvCells.isMissing(text)) {
        throw missingLabel(row);
      }
      throw cells.fault(
          row.line(),
          label,
          "value '%s' is not one of the classes %s".formatted(text, String.join(", ", classes)));
    }
    return text;
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
