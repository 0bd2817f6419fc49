package dev.crema.examples.lessons;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small table: named columns of the same length. */
final class Frame {
  private final Map<String, List<?>> columns;

  private Frame(Map<String, List<?>> columns) {
    this.columns = columns;
  }

  /** A table of one column. */
  static Frame of(String name, List<?> values) {
    return new Frame(Map.of(name, List.copyOf(values)));
  }

  /**
   * The table with one more column.
   *
   * @throws CremaException if the column has another length, or there is one of this name
   */
  Frame with(String name, List<?> values) {
    if (values.size() != rows() || columns.containsKey(name)) {
      throw new CremaException(
          "frame: the column %s has %d values where the table has %d rows and the columns %s"
              .formatted(name, values.size(), rows(), columns.keySet()));
    }
    Map<String, List<?>> more = new LinkedHashMap<>(columns);
    more.put(name, List.copyOf(values));
    return new Frame(more);
  }

  int rows() {
    return columns.values().iterator().next().size();
  }

  int columns() {
    return columns.size();
  }

  /**
   * A column as float64 numbers.
   *
   * @throws CremaException if there is none of this name, or it holds something else
   */
  Tensor numbers(String name) {
    List<?> values = columns.get(name);
    if (values == null) {
      throw new CremaException(
          "frame: there is no column %s, only %s".formatted(name, columns.keySet()));
    }
    double[] numbers = new double[values.size()];
    for (int i = 0; i < numbers.length; i++) {
      if (!(values.get(i) instanceof Number number)) {
        throw new CremaException(
            "frame: row %d of %s is %s, no number".formatted(i, name, values.get(i)));
      }
      numbers[i] = number.doubleValue();
    }
    return Tensor.of(numbers);
  }

  /** As pandas prints it: an index, and columns flush right. */
  @Override
  public String toString() {
    int index = String.valueOf(Math.max(0, rows() - 1)).length();
    List<StringBuilder> lines = new ArrayList<>();
    lines.add(new StringBuilder(" ".repeat(index)));
    for (int i = 0; i < rows(); i++) {
      lines.add(new StringBuilder(String.valueOf(i)));
      lines.getLast().append(" ".repeat(index - lines.getLast().length()));
    }
    columns.forEach((name, values) -> append(lines, name, values));
    return String.join("\n", lines);
  }

  private static void append(List<StringBuilder> lines, String name, List<?> values) {
    int width = name.length();
    for (Object value : values) {
      width = Math.max(width, value.toString().length());
    }
    lines.getFirst().append(" ".repeat(2 + width - name.length())).append(name);
    for (int i = 0; i < values.size(); i++) {
      String text = values.get(i).toString();
      lines.get(i + 1).append(" ".repeat(2 + width - text.length())).append(text);
    }
  }
}
