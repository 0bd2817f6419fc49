package dev.crema.examples;

import java.util.List;

/** Rows of words in columns as wide as their widest word. */
final class Table {
  private Table() {}

  /** One line a row; each row has as many cells as the first. */
  static List<String> lines(List<List<String>> rows) {
    int columns = rows.isEmpty() ? 0 : rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = row.get(i);
      line.append(cell).repeat(" ", widths[i] - cell.length() + 2);
    }
    return line.toString().stripTrailing();
  }
}
