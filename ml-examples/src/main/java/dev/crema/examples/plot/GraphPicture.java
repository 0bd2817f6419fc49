package dev.crema.examples.plot;

import dev.crema.tensor.CremaException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Point;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A computation graph from left to right: each node with its formula, its value (above) and its
 * gradient (below).
 */
public final class GraphPicture implements Picture {
  private static final int WIDE = 118;
  private static final int HIGH = 58;
  private static final int ACROSS = 60;
  private static final int DOWN = 34;
  private static final int TOP = 52;
  private static final int MARGIN = 20;

  private record Node(String name, String formula, double value, double gradient) {}

  private record Place(int column, int row) {}

  private record Edge(String from, String to) {}

  private final String title;
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final List<Edge> edges = new ArrayList<>();

  /** An empty graph. */
  public GraphPicture(String title) {
    this.title = title;
  }

  /**
   * Adds a node behind those it is computed from.
   *
   * @param name what other nodes call it
   * @param formula what stands in it
   * @param from the names of the nodes that it is computed from; none for an input
   * @throws CremaException if one of them is not there yet
   */
  public GraphPicture node(
      String name, String formula, double value, double gradient, String... from) {
    for (String source : from) {
      if (!nodes.containsKey(source)) {
        throw new CremaException(
            "graph: %s is computed from %s, which is not among %s"
                .formatted(name, source, nodes.keySet()));
      }
      edges.add(new Edge(source, name));
    }
    nodes.put(name, new Node(name, formula, value, gradient));
    return this;
  }

  /** A node stands right behind the last that it is computed from. */
  private Map<String, Place> places() {
    Map<String, Integer> columns = new HashMap<>();
    for (Node node : nodes.values()) {
      int column = 0;
      for (Edge edge : edges) {
        if (edge.to.equals(node.name)) {
          column = Math.max(column, columns.getOrDefault(edge.from, 0) + 1);
        }
      }
      columns.put(node.name, column);
    }
    Map<String, Place> places = new HashMap<>();
    Map<Integer, Integer> filled = new HashMap<>();
    for (Node node : nodes.values()) {
      int column = columns.getOrDefault(node.name, 0);
      places.put(node.name, new Place(column, filled.merge(column, 1, Integer::sum) - 1));
    }
    return places;
  }

  private static int columns(Map<String, Place> places) {
    return places.values().stream().mapToInt(Place::column).max().orElse(0) + 1;
  }

  private static int rows(Map<String, Place> places) {
    return places.values().stream().mapToInt(Place::row).max().orElse(0) + 1;
  }

  @Override
  public int width() {
    int columns = columns(places());
    return 2 * MARGIN + columns * WIDE + (columns - 1) * ACROSS;
  }

  @Override
  public int height() {
    return TOP + MARGIN + rows(places()) * (HIGH + DOWN);
  }

  /** The corner above left of each node's box. */
  private Map<String, Point> corners() {
    Map<String, Place> places = places();
    int rows = rows(places);
    Map<String, Point> corners = new HashMap<>();
    places.forEach(
        (name, place) -> {
          long filled = places.values().stream().filter(p -> p.column == place.column).count();
          int free = (int) (rows - filled) * (HIGH + DOWN) / 2;
          int y = TOP + free + place.row * (HIGH + DOWN);
          corners.put(name, new Point(MARGIN + place.column * (WIDE + ACROSS), y));
        });
    return corners;
  }

  @Override
  public void draw(Graphics2D graphics) {
    graphics.setFont(Style.TITLE);
    Style.centred(graphics, title, width() / 2.0, 24);
    graphics.setStroke(Style.stroke(1.2));
    Map<String, Point> corners = corners();
    for (Edge edge : edges) {
      arrow(graphics, at(corners, edge.from), at(corners, edge.to));
    }
    for (Node node : nodes.values()) {
      box(graphics, node, at(corners, node.name));
    }
  }

  private static Point at(Map<String, Point> corners, String name) {
    return Objects.requireNonNull(corners.get(name));
  }

  /** Level to the gap before its end, so that it passes below or above what lies between. */
  private static void arrow(Graphics2D graphics, Point from, Point to) {
    int x0 = from.x + WIDE;
    int y0 = from.y + HIGH / 2;
    int x1 = to.x;
    int y1 = to.y + HIGH / 2;
    graphics.setColor(Style.INK);
    int turn = x1 - ACROSS;
    graphics.drawLine(x0, y0, turn, y0);
    graphics.drawLine(turn, y0, x1, y1);
    double angle = Math.atan2(y1 - y0, x1 - turn);
    for (double side : new double[] {-0.4, 0.4}) {
      double x = x1 - 9 * Math.cos(angle + side);
      double y = y1 - 9 * Math.sin(angle + side);
      graphics.drawLine(x1, y1, (int) Math.round(x), (int) Math.round(y));
    }
  }

  private static void box(Graphics2D graphics, Node node, Point corner) {
    int x = corner.x;
    int y = corner.y;
    graphics.setColor(Color.WHITE);
    graphics.fillRoundRect(x, y, WIDE, HIGH, 12, 12);
    graphics.setColor(Style.INK);
    graphics.drawRoundRect(x, y, WIDE, HIGH, 12, 12);
    graphics.setFont(Style.LABEL);
    Style.centred(graphics, node.formula, x + WIDE / 2.0, y + 18);
    graphics.setFont(Style.SMALL);
    graphics.setColor(Style.series(0));
    Style.centred(graphics, "value " + number(node.value), x + WIDE / 2.0, y + 34);
    graphics.setColor(Style.series(1));
    Style.centred(graphics, "gradient " + number(node.gradient), x + WIDE / 2.0, y + 50);
    graphics.setColor(Style.INK);
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.4f", value);
  }
}
