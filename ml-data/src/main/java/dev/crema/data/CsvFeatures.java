package dev.crema.data;

import dev.crema.data.CsvLines.Row;
import dev.crema.data.CsvOptions.Missing;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** The features in the rows of a CSV file: numbers, and words as a feature for each word. */
final class CsvFeatures {
  private static final String WAYS =
      "remove the row, fill the value in, leave the column out of the features, or read with"
          + " missing drop or keep";

  /** One or more features out of a column. */
  private abstract static sealed class Column {
    final int column;

    Column(int column) {
      this.column = column;
    }

    abstract void add(Row row, boolean missing);

    abstract List<Feature> features();
  }

  /** A feature: its name, where it comes from, a value a row. */
  private record Feature(String name, int column, double[] values) {}

  private final CsvCells cells;
  private final Missing missing;
  private final List<Column> columns = new ArrayList<>();

  /** What was read, once all rows are. */
  private @Nullable List<Feature> read;

  /** The words that a column may hold, where the features say them. */
  private final Map<Integer, Set<String>> words = new HashMap<>();

  /**
   * Features of these columns.
   *
   * @param names columns, or {@code column=word}
   * @param categories those of the columns that hold words which are to be found
   */
  CsvFeatures(CsvCells cells, List<String> names, List<String> categories, Missing missing) {
    this.cells = cells;
    this.missing = missing;
    names.forEach(name -> columns.add(column(name, categories)));
    for (String category : categories) {
      if (!names.contains(category)) {
        throw new CremaException(
            "%s: category '%s' is not one of the features %s"
                .formatted(cells.file(), category, String.join(", ", names)));
      }
    }
  }

  private Column column(String name, List<String> categories) {
    if (categories.contains(name)) {
      return new Words(cells.column(name));
    }
    int equals = name.indexOf('=');
    boolean isWord = equals > 0 && !cells.columns().contains(name);
    if (!isWord) {
      return new Numbers(cells.column(name));
    }
    String word = name.substring(equals + 1);
    int column = cells.column(name.substring(0, equals));
    words.computeIfAbsent(column, _ -> new TreeSet<>()).add(word);
    return new Word(name, column, word);
  }

  /** The columns that are read. */
  int[] sources() {
    return columns.stream().mapToInt(column -> column.column).distinct().toArray();
  }

  /** Takes a row; false where it is to be left out. */
  boolean add(Row row) {
    if (missing == Missing.DROP
        && columns.stream().anyMatch(column -> CsvCells.isMissing(row, column.column))) {
      return false;
    }
    for (Column column : columns) {
      boolean absent = CsvCells.isMissing(row, column.column);
      if (absent && missing == Missing.REFUSE) {
        throw cells.missing(row, column.column, WAYS);
      }
      column.add(row, absent);
    }
    return true;
  }

  /** The names of the features, those of the words found among them. */
  List<String> names() {
    return features().stream().map(Feature::name).toList();
  }

  /** The features of all rows, shape (rows, features). */
  Tensor values(DType dtype, long[] lineOfRow) {
    List<Feature> features = features();
    int width = features.size();
    double[] values = new double[lineOfRow.length * width];
    for (int j = 0; j < width; j++) {
      double[] one = features.get(j).values;
      for (int i = 0; i < one.length; i++) {
        values[i * width + j] = one[i];
      }
    }
    Tensor x = Tensor.of(values, lineOfRow.length, width);
    int[] sources = features.stream().mapToInt(Feature::column).toArray();
    return cells.cast(x, dtype, lineOfRow, sources);
  }

  private List<Feature> features() {
    List<Feature> all = read;
    if (all == null) {
      all = columns.stream().flatMap(column -> column.features().stream()).toList();
      read = all;
    }
    return all;
  }

  /** Decimal numbers. */
  private final class Numbers extends Column {
    private final DoubleStream.Builder values = DoubleStream.builder();

    Numbers(int column) {
      super(column);
    }

    @Override
    void add(Row row, boolean absent) {
      String instead = "leave the column out, or name it as a category";
      values.add(absent ? Double.NaN : cells.number(row, column, instead));
    }

    @Override
    List<Feature> features() {
      return List.of(new Feature(cells.columns().get(column), column, values.build().toArray()));
    }
  }

  /** Whether it is this word. */
  private final class Word extends Column {
    private final String name;
    private final String word;
    private final List<Boolean> hits = new ArrayList<>();

    Word(String name, int column, String word) {
      super(column);
      this.name = name;
      this.word = word;
    }

    @Override
    void add(Row row, boolean absent) {
      String text = row.values().get(column);
      Set<String> known = words.get(column);
      if (!absent && known != null && !known.contains(text)) {
        throw cells.fault(
            row.line(),
            column,
            "value '%s' is not one of %s".formatted(text, String.join(", ", known)));
      }
      hits.add(!absent && text.equals(word));
    }

    @Override
    List<Feature> features() {
      return List.of(
          new Feature(name, column, hits.stream().mapToDouble(hit -> hit ? 1 : 0).toArray()));
    }
  }

  /** A feature for each word found. */
  private final class Words extends Column {
    private static final String ABSENT = "";
    private final List<String> texts = new ArrayList<>();

    Words(int column) {
      super(column);
    }

    @Override
    void add(Row row, boolean absent) {
      texts.add(absent ? ABSENT : row.values().get(column));
    }

    @Override
    List<Feature> features() {
      Set<String> found = new TreeSet<>(texts);
      found.remove(ABSENT);
      String prefix = cells.columns().get(column) + "=";
      return found.stream().map(word -> feature(prefix, word)).toList();
    }

    private Feature feature(String prefix, String word) {
      double[] values = texts.stream().mapToDouble(text -> text.equals(word) ? 1 : 0).toArray();
      return new Feature(prefix + word, column, values);
    }
  }
}
