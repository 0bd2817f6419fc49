package dev.crema.examples.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.util.List;

/**
 * Colours and fonts. The colours of series are those of M. Okabe and K. Ito, Color Universal
 * Design, 2002, which the colour-blind can tell apart; the colour map rises in lightness, so that
 * it works without colour too.
 */
final class Style {
  static final List<Color> SERIES =
      List.of(
          new Color(0x0072B2),
          new Color(0xD55E00),
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0xE69F00),
          new Color(0x56B4E9),
          new Color(0x000000));
  static final Color INK = new Color(0x222222);
  static final Color FAINT = new Color(0xDDDDDD);
  static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);
  static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

  /** Nine points of the colour map viridis, from dark to light. */
  private static final int[] MAP = {
    0x440154, 0x482878, 0x3E4A89, 0x31688E, 0x26828E, 0x1F9E89, 0x35B779, 0x6DCD59, 0xFDE725
  };

  private Style() {}

  static Color series(int index) {
    return SERIES.get(index % SERIES.size());
  }

  /** The colour of a value from 0 (dark) to 1 (light). */
  static Color map(double value) {
    double at = Math.max(0, Math.min(1, value)) * (MAP.length - 1);
    int low = (int) Math.min(at, MAP.length - 2);
    return between(new Color(MAP[low]), new Color(MAP[low + 1]), at - low);
  }

  static Color between(Color a, Color b, double share) {
    return new Color(
        mix(a.getRed(), b.getRed(), share),
        mix(a.getGreen(), b.getGreen(), share),
        mix(a.getBlue(), b.getBlue(), share));
  }

  private static int mix(int a, int b, double share) {
    return (int) Math.round(a + (b - a) * share);
  }

  /** Black or white, whichever can be read on a colour. */
  static Color on(Color background) {
    double light =
        0.299 * background.getRed() + 0.587 * background.getGreen() + 0.114 * background.getBlue();
    return light > 140 ? Color.BLACK : Color.WHITE;
  }

  static BasicStroke stroke(double width) {
    return new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }

  static BasicStroke dashes(double width) {
    float[] pattern = {6, 5};
    return new BasicStroke(
        (float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, pattern, 0);
  }

  static void background(Graphics2D graphics, int width, int height) {
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(INK);
  }

  /** Text whose middle is at x, on a base line. */
  static void centred(Graphics2D graphics, String text, double x, double y) {
    double width = graphics.getFontMetrics().getStringBounds(text, graphics).getWidth();
    graphics.drawString(text, (float) (x - width / 2), (float) y);
  }

  static int width(Graphics2D graphics, Font font, String text) {
    return (int)
        Math.ceil(graphics.getFontMetrics(font).getStringBounds(text, graphics).getWidth());
  }
}
