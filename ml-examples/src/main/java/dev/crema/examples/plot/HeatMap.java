package dev.crema.examples.plot;

import dev.crema.tensor.CremaException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A table of numbers, each in a cell the lighter the greater it is.
 *
 * @param title what stands above it
 * @param rows the names of the rows
 * @param columns the names of the columns
 * @param rowTitle what the rows are
 * @param columnTitle what the columns are
 * @param values row by row
 * @param format how a number is written, such as {@code "%.2f"}
 */
public record HeatMap(
    String title,
    List<String> rows,
    List<String> columns,
    String rowTitle,
    String columnTitle,
    double[][] values,
    String format)
    implements Picture {
  private static final int TOP = 40;
  private static final int BOTTOM = 54;
  private static final int MARGIN = 14;

  /** Checks that there is a number for each cell. */
  public HeatMap {
    for (double[] row : values) {
      if (row.length != columns.size() || values.length != rows.size()) {
        throw new CremaException(
            "heat map: %d rows of %d numbers for %d names of rows and %d of columns"
                .formatted(values.length, row.length, rows.size(), columns.size()));
      }
    }
  }

  /**
   * How often each class was taken for which.
   *
   * @param counts the rows are the classes, the columns what was predicted
   */
  public static HeatMap confusion(List<String> classes, long[][] counts) {
    double[][] values = new double[counts.length][];
    long right = 0;
    long all = 0;
    for (int i = 0; i < counts.length; i++) {
      values[i] = Arrays.stream(counts[i]).asDoubleStream().toArray();
      right += counts[i][i];
      all += Arrays.stream(counts[i]).sum();
    }
    String title = "%d of %d are right".formatted(right, all);
    return new HeatMap(title, classes, classes, "class", "predicted", values, "%.0f");
  }

  @Override
  public int width() {
    return Math.max(420, 150 + 52 * columns.size());
  }

  @Override
  public int height() {
    return Math.max(320, TOP + BOTTOM + 40 * rows.size());
  }

  @Override
  public void draw(Graphics2D graphics) {
    int left = MARGIN + 22;
    for (String row : rows) {
      left = Math.max(left, MARGIN + 30 + Style.width(graphics, Style.SMALL, row));
    }
    double wide = (width() - left - MARGIN) / (double) columns.size();
    double high = (height() - TOP - BOTTOM) / (double) rows.size();
    graphics.setFont(Style.TITLE);
    Style.centred(graphics, title, left + (width() - left - MARGIN) / 2.0, 26);
    cells(graphics, left, wide, high);
    names(graphics, left, wide, high);
  }

  private void cells(Graphics2D graphics, int left, double wide, double high) {
    double low = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double[] row : values) {
      for (double value : row) {
        low = Math.min(low, value);
        most = Math.max(most, value);
      }
    }
    graphics.setFont(Style.SMALL);
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j < columns.size(); j++) {
        Color color = Style.map(most > low ? (values[i][j] - low) / (most - low) : 0.5);
        int x = (int) Math.round(left + j * wide);
        int y = (int) Math.round(TOP + i * high);
        graphics.setColor(color);
        graphics.fillRect(x, y, (int) Math.ceil(wide), (int) Math.ceil(high));
        graphics.setColor(Style.on(color));
        String text = String.format(Locale.ROOT, format, values[i][j]);
        Style.centred(graphics, text, left + (j + 0.5) * wide, TOP + (i + 0.5) * high + 4);
      }
    }
    graphics.setColor(Style.INK);
  }

  private void names(Graphics2D graphics, int left, double wide, double high) {
    for (int i = 0; i < rows.size(); i++) {
      int width = Style.width(graphics, Style.SMALL, rows.get(i));
      graphics.drawString(rows.get(i), left - 8 - width, (float) (TOP + (i + 0.5) * high + 4));
    }
    for (int j = 0; j < columns.size(); j++) {
      Style.centred(graphics, columns.get(j), left + (j + 0.5) * wide, height() - BOTTOM + 18);
    }
    graphics.setFont(Style.LABEL);
    Style.centred(graphics, columnTitle, left + columns.size() * wide / 2, height() - 12);
    double middle = TOP + rows.size() * high / 2;
    graphics.rotate(-Math.PI / 2, MARGIN + 4, middle);
    Style.centred(graphics, rowTitle, MARGIN + 4, middle + 4);
    graphics.rotate(Math.PI / 2, MARGIN + 4, middle);
  }
}
