package dev.crema.examples.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;

/**
 * A surface z = f(x, y) over a square, seen from above and aside, coloured by its height.
 *
 * @param title what stands above it
 * @param f the function
 * @param low where x and y begin
 * @param high where they end
 */
public record Surface(String title, DoubleBinaryOperator f, double low, double high)
    implements Picture {
  private static final int CELLS = 36;
  private static final double TURN = Math.toRadians(35);
  private static final double TILT = Math.toRadians(28);

  /** The height of the box for a width of 1, lest a surface look steeper than it is. */
  private static final double RISE = 0.7;

  /** Room above for the title, and on all sides for the labels. */
  private static final int TOP = 44;

  private static final int MARGIN = 40;

  /** A point on the paper, and how far away what is there lies. */
  record Spot(double x, double y, double depth) {}

  /**
   * Where a point of the cube [-1, 1] x [-1, 1] x [-1, 1] comes to lie: turned about the upright
   * axis by 35 degrees, then tilted by 28 towards the eye.
   */
  static Spot project(double x, double y, double z) {
    double right = x * Math.cos(TURN) - y * Math.sin(TURN);
    double away = x * Math.sin(TURN) + y * Math.cos(TURN);
    double up = RISE * z * Math.cos(TILT) + away * Math.sin(TILT);
    return new Spot(right, -up, away * Math.cos(TILT) - RISE * z * Math.sin(TILT));
  }

  private record Cell(Polygon outline, Color color, double depth) {}

  @Override
  public void draw(Graphics2D graphics) {
    double[][] z = new double[CELLS + 1][CELLS + 1];
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i <= CELLS; i++) {
      for (int j = 0; j <= CELLS; j++) {
        z[i][j] = f.applyAsDouble(at(i), at(j));
        least = Math.min(least, z[i][j]);
        most = Math.max(most, z[i][j]);
      }
    }
    graphics.setFont(Style.TITLE);
    Style.centred(graphics, title, width() / 2.0, 26);
    frame(graphics, least, most);
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < CELLS; i++) {
      for (int j = 0; j < CELLS; j++) {
        cells.add(cell(z, i, j, least, most > least ? most : least + 1));
      }
    }
    cells.sort(Comparator.comparingDouble(Cell::depth).reversed());
    graphics.setStroke(Style.stroke(0.4));
    for (Cell cell : cells) {
      graphics.setColor(cell.color);
      graphics.fill(cell.outline);
      graphics.setColor(Style.between(cell.color, Color.BLACK, 0.25));
      graphics.draw(cell.outline);
    }
    graphics.setColor(Style.INK);
  }

  private double at(int index) {
    return low + (high - low) * index / CELLS;
  }

  private Cell cell(double[][] z, int i, int j, double least, double most) {
    Polygon outline = new Polygon();
    double depth = 0;
    double height = 0;
    for (int corner = 0; corner < 4; corner++) {
      int a = i + (corner == 1 || corner == 2 ? 1 : 0);
      int b = j + corner / 2;
      double share = (z[a][b] - least) / (most - least);
      Spot spot = project(2.0 * a / CELLS - 1, 2.0 * b / CELLS - 1, 2 * share - 1);
      outline.addPoint(x(spot), y(spot));
      depth += spot.depth;
      height += share / 4;
    }
    return new Cell(outline, Style.map(height), depth);
  }

  /** Pixels for a length of 1: as many as let all corners of the box fit. */
  private double scale() {
    double across = Math.abs(Math.cos(TURN)) + Math.abs(Math.sin(TURN));
    double up = RISE * Math.cos(TILT) + across * Math.sin(TILT);
    return Math.min(
        (width() / 2.0 - MARGIN) / across, ((height() - TOP) / 2.0 - MARGIN / 2.0) / up);
  }

  private int x(Spot spot) {
    return (int) Math.round(width() / 2.0 + scale() * spot.x);
  }

  private int y(Spot spot) {
    return (int) Math.round(TOP + (height() - TOP) / 2.0 + scale() * spot.y);
  }

  /** The edges of the cube that lie behind, and the axes with their ends. */
  private void frame(Graphics2D graphics, double least, double most) {
    graphics.setColor(Style.FAINT);
    graphics.setStroke(Style.stroke(1));
    edge(graphics, -1, 1, -1, 1, 1, -1);
    edge(graphics, 1, -1, -1, 1, 1, -1);
    edge(graphics, 1, 1, -1, 1, 1, 1);
    edge(graphics, -1, 1, 1, 1, 1, 1);
    edge(graphics, 1, -1, 1, 1, 1, 1);
    graphics.setColor(Style.INK);
    edge(graphics, -1, -1, -1, 1, -1, -1);
    edge(graphics, -1, -1, -1, -1, 1, -1);
    edge(graphics, -1, 1, -1, -1, 1, 1);
    graphics.setFont(Style.SMALL);
    label(graphics, number(low), project(-1, -1, -1), -4, 18);
    label(graphics, "x", project(0, -1, -1), 14, 20);
    label(graphics, number(high), project(1, -1, -1), 14, 14);
    label(graphics, "y", project(-1, 0, -1), -24, 8);
    label(graphics, number(high), project(-1, 1, -1), -22, 8);
    label(graphics, "z", project(-1, 1, 0), -18, 4);
    label(graphics, number(most), project(-1, 1, 1), -26, 4);
    label(graphics, number(least), project(-1, 1, -1), -26, -10);
  }

  private void edge(
      Graphics2D graphics, double x0, double y0, double z0, double x1, double y1, double z1) {
    Spot a = project(x0, y0, z0);
    Spot b = project(x1, y1, z1);
    graphics.drawLine(x(a), y(a), x(b), y(b));
  }

  private void label(Graphics2D graphics, String text, Spot spot, int right, int down) {
    Style.centred(graphics, text, x(spot) + right, y(spot) + down);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }
}
