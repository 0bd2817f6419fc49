package dev.crema.data;

import dev.crema.data.CsvLines.Row;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What stands in the cells of a CSV file, and what is said where it cannot be read.
 *
 * @param file the file, for errors
 * @param columns the names of its columns
 */
record CsvCells(Path file, List<String> columns) {
  /** What files have where a value is not known, in lower case. */
  private static final Set<String> MISSING = Set.of("", "na", "n/a", "nan", "null", "none", "?");

  /** The column of this name. */
  int column(String name) {
    int found = columns.indexOf(name);
    if (found < 0) {
      throw new CremaException(
          "%s has no column '%s'; its columns are %s"
              .formatted(file, name, String.join(", ", columns)));
    }
    return found;
  }

  static boolean isMissing(Row row, int column) {
    return isMissing(row.values().get(column));
  }

  static boolean isMissing(String text) {
    return MISSING.contains(text.toLowerCase(Locale.ROOT));
  }

  /**
   * The number in a cell.
   *
   * @param instead what else to do where it is none
   */
  double number(Row row, int column, String instead) {
    String text = row.values().get(column);
    if (!DecimalText.matches(text)) {
      throw fault(
          row.line(),
          column,
          "value '%s' is not a number: write numbers like 12, -0.5 or 1e-3, or %s"
              .formatted(text, instead));
    }
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      throw fault(row.line(), column, "value '" + text + "' is too large for float64");
    }
    return value;
  }

  CremaException missing(Row row, int column, String way) {
    return fault(
        row.line(),
        column,
        "the value is missing ('%s'): %s".formatted(row.values().get(column), way));
  }

  CremaException fault(long line, int column, String what) {
    return new CremaException(
        "%s line %d, column '%s': %s".formatted(file, line, columns.get(column), what));
  }

  /**
   * In the dtype asked for, if all values fit in it.
   *
   * @param x float64, NaN where a value is missing
   * @param lineOfRow where each row starts
   * @param columnOf the column that each value of a row comes from
   */
  Tensor cast(Tensor x, DType dtype, long[] lineOfRow, int... columnOf) {
    Tensor cast = x.to(dtype);
    boolean[] infinite = cast.isinf().toBooleans();
    for (int i = 0; i < infinite.length; i++) {
      if (infinite[i]) {
        throw fault(
            lineOfRow[i / columnOf.length],
            columnOf[i % columnOf.length],
            "value %s is too large for %s: read it as float64"
                .formatted(x.flatten().get(i).item(), dtype));
      }
    }
    return cast;
  }
}
