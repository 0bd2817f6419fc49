package dev.crema.examples.plot;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Tensor;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnitSource;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.PaintScale;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.renderer.xy.XYBlockRenderer;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.util.ShapeUtils;
import org.jfree.data.statistics.HistogramDataset;
import org.jfree.data.xy.DefaultXYDataset;
import org.jfree.data.xy.DefaultXYZDataset;
import org.jfree.data.xy.XYDataset;
import org.jspecify.annotations.Nullable;

/**
 * Lines, points, bars and regions over two axes, in the order in which they are added.
 *
 * <pre>{@code
 * double[] epoch = {1, 2, 3};
 * new Plot("loss", "epoch", "cross-entropy")
 *     .line("training", epoch, new double[] {0.9, 0.5, 0.3})
 *     .line("validation", epoch, new double[] {0.8, 0.6, 0.5}, Plot.Line.DASHED)
 *     .save(java.nio.file.Path.of("target/loss.png"));
 * }</pre>
 */
public final class Plot implements Picture {
  /** How a line is drawn. */
  public enum Line {
    SOLID,
    DASHED,
    THIN
  }

  /** How a point is drawn. */
  public enum Marker {
    CIRCLE,
    SQUARE,
    CROSS
  }

  private static final double SIZE = 7;

  /** Cells of a picture of regions, each way. */
  private static final int CELLS = 160;

  private final XYPlot plot;
  private final JFreeChart chart;
  private int layers;
  private int series;

  /** An empty plot with the words at its axes. */
  public Plot(String title, String x, String y) {
    plot = new XYPlot(null, axis(new NumberAxis(x)), axis(new NumberAxis(y)), null);
    plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
    plot.setBackgroundPaint(Color.WHITE);
    plot.setDomainGridlinePaint(Style.FAINT);
    plot.setRangeGridlinePaint(Style.FAINT);
    plot.setOutlinePaint(Style.INK);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    chart = new JFreeChart(title, Style.TITLE, plot, true);
    chart.setBackgroundPaint(Color.WHITE);
    chart.setPadding(new RectangleInsets(6, 6, 6, 14));
    chart.getLegend().setItemFont(Style.LABEL);
    chart.getLegend().setFrame(BlockBorder.NONE);
  }

  private static <A extends ValueAxis> A axis(A axis) {
    axis.setLabelFont(Style.LABEL);
    axis.setTickLabelFont(Style.SMALL);
    if (axis instanceof NumberAxis number) {
      number.setAutoRangeIncludesZero(false);
    }
    return axis;
  }

  /** A solid line through points. */
  public Plot line(String name, double[] x, double[] y) {
    return line(name, x, y, Line.SOLID);
  }

  /** A line through points. */
  public Plot line(String name, double[] x, double[] y, Line style) {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, x.length == 1);
    renderer.setSeriesStroke(0, stroke(style));
    renderer.setDrawSeriesLineAsPath(true);
    return add(points(name, x, y), renderer, Style.series(series++));
  }

  private static BasicStroke stroke(Line style) {
    return switch (style) {
      case SOLID -> Style.stroke(2);
      case DASHED -> Style.dashes(2);
      case THIN -> Style.stroke(0.8);
    };
  }

  /** Points, each with a dark edge. */
  public Plot scatter(String name, double[] x, double[] y, Marker marker) {
    return scatter(name, x, y, marker, SIZE);
  }

  /** Points of a size, each with a dark edge. */
  public Plot scatter(String name, double[] x, double[] y, Marker marker, double size) {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
    renderer.setSeriesShape(0, shape(marker, size));
    renderer.setUseOutlinePaint(marker != Marker.CROSS);
    renderer.setSeriesOutlinePaint(0, Style.INK);
    renderer.setSeriesOutlineStroke(0, Style.stroke(0.7));
    return add(points(name, x, y), renderer, Style.series(series++));
  }

  private static Shape shape(Marker marker, double size) {
    double from = -size / 2;
    return switch (marker) {
      case CIRCLE -> new Ellipse2D.Double(from, from, size, size);
      case SQUARE -> new Rectangle2D.Double(from, from, size, size);
      case CROSS -> ShapeUtils.createDiagonalCross((float) (size / 2), 0.6f);
    };
  }

  /**
   * Regions of a square or rectangle, and its sides as the limits of the axes.
   *
   * @param x where it begins and ends from left to right
   * @param y where it begins and ends from below
   * @param share for points of shape (n, 2) in float64 n numbers, as in {@link #regions(double[],
   *     double[], double[])}
   */
  public Plot regions(Range x, Range y, UnaryOperator<Tensor> share) {
    Tensor across = Tensor.linspace(DType.FLOAT64, x.low, x.high, CELLS);
    Tensor up = Tensor.linspace(DType.FLOAT64, y.low, y.high, CELLS);
    Tensor columns = across.unsqueeze(0).expand(CELLS, CELLS).flatten();
    Tensor rows = up.unsqueeze(1).expand(CELLS, CELLS).flatten();
    Tensor shares = share.apply(Tensor.stack(List.of(columns, rows), 1));
    regions(across.toDoubles(), up.toDoubles(), shares.toDoubles());
    return limitX(x.low, x.high).limitY(y.low, y.high);
  }

  /** From where to where. */
  public record Range(double low, double high) {}

  /**
   * Regions of a plane, each cell of a grid in the colour of its class, the paler the less sure.
   *
   * @param x the middles of the columns, evenly spaced
   * @param y the middles of the rows, evenly spaced
   * @param share from 0 (surely the first class) to 1 (surely the second), row by row
   */
  public Plot regions(double[] x, double[] y, double[] share) {
    if (share.length != x.length * y.length || x.length < 2 || y.length < 2) {
      throw new CremaException(
          "regions: %d values for a grid of %d columns and %d rows"
              .formatted(share.length, x.length, y.length));
    }
    double[][] cells = new double[3][share.length];
    for (int i = 0; i < share.length; i++) {
      cells[0][i] = x[i % x.length];
      cells[1][i] = y[i / x.length];
      cells[2][i] = share[i];
    }
    DefaultXYZDataset grid = new DefaultXYZDataset();
    grid.addSeries("regions", cells);
    XYBlockRenderer renderer = new XYBlockRenderer();
    renderer.setBlockWidth((x[x.length - 1] - x[0]) / (x.length - 1) * 1.02);
    renderer.setBlockHeight((y[y.length - 1] - y[0]) / (y.length - 1) * 1.02);
    renderer.setPaintScale(new Shading(Style.series(0), Style.series(1)));
    renderer.setDefaultSeriesVisibleInLegend(false);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinesVisible(false);
    return add(grid, renderer, null);
  }

  /** From the colour of one class over white to that of the other. */
  private record Shading(Color first, Color second) implements PaintScale {
    @Override
    public double getLowerBound() {
      return 0;
    }

    @Override
    public double getUpperBound() {
      return 1;
    }

    @Override
    public Paint getPaint(double share) {
      Color full = share < 0.5 ? first : second;
      return Style.between(Color.WHITE, full, 0.12 + 0.5 * Math.abs(2 * share - 1));
    }
  }

  /** How many of the values fall into each of some intervals of the same width. */
  public Plot histogram(String name, double[] values, int bins) {
    HistogramDataset counts = new HistogramDataset();
    counts.addSeries(name, values, bins);
    XYBarRenderer renderer = new XYBarRenderer(0.05);
    renderer.setBarPainter(new StandardXYBarPainter());
    renderer.setShadowVisible(false);
    return add(counts, renderer, Style.series(series++));
  }

  /** The vertical axis as a logarithm. */
  public Plot logY() {
    LogAxis axis = axis(new LogAxis(plot.getRangeAxis().getLabel()));
    axis.setNumberFormatOverride(new DecimalFormat("0.######"));
    axis.setStandardTickUnits(new NumberTickUnitSource(true));
    plot.setRangeAxis(axis);
    return this;
  }

  /** What is shown of the horizontal axis. */
  public Plot limitX(double low, double high) {
    plot.getDomainAxis().setRange(low, high);
    return this;
  }

  /** What is shown of the vertical axis. */
  public Plot limitY(double low, double high) {
    plot.getRangeAxis().setRange(low, high);
    return this;
  }

  /** Leaves the legend out. */
  public Plot withoutLegend() {
    chart.removeLegend();
    return this;
  }

  private static XYDataset points(String name, double[] x, double[] y) {
    if (x.length != y.length) {
      throw new CremaException(
          "%s: %d horizontal and %d vertical positions".formatted(name, x.length, y.length));
    }
    DefaultXYDataset points = new DefaultXYDataset();
    points.addSeries(name, new double[][] {x, y});
    return points;
  }

  private Plot add(XYDataset data, XYItemRenderer renderer, @Nullable Color color) {
    if (color != null) {
      renderer.setSeriesPaint(0, color);
    }
    plot.setDataset(layers, data);
    plot.setRenderer(layers++, renderer);
    return this;
  }

  @Override
  public void draw(Graphics2D graphics) {
    chart.draw(graphics, new Rectangle2D.Double(0, 0, width(), height()));
  }
}
