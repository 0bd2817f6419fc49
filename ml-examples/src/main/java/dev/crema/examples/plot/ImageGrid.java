package dev.crema.examples.plot;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.List;

/**
 * Grey images side by side, each with a word below it.
 *
 * @param title what stands above them
 * @param images of shape (images, height, width); the smallest number is white, the greatest black
 * @param captions a word for each
 * @param columns images in a row
 */
public record ImageGrid(String title, Tensor images, List<String> captions, int columns)
    implements Picture {
  private static final int SIDE = 84;
  private static final int CAPTION = 20;
  private static final int GAP = 10;
  private static final int TOP = 40;

  /** Checks that there is a word for each image. */
  public ImageGrid {
    if (images.ndim() != 3 || images.size(0) != captions.size() || columns < 1) {
      throw new CremaException(
          "images of shape %s with %d captions in %d columns: there must be a caption for each image"
              .formatted(images.shape(), captions.size(), columns));
    }
  }

  private int rows() {
    return Math.ceilDiv(captions.size(), columns);
  }

  @Override
  public int width() {
    return GAP + columns * (SIDE + GAP);
  }

  @Override
  public int height() {
    return TOP + rows() * (SIDE + CAPTION + GAP);
  }

  @Override
  public void draw(Graphics2D graphics) {
    graphics.setFont(Style.TITLE);
    Style.centred(graphics, title, width() / 2.0, 26);
    graphics.setFont(Style.LABEL);
    for (int i = 0; i < captions.size(); i++) {
      int x = GAP + i % columns * (SIDE + GAP);
      int y = TOP + i / columns * (SIDE + CAPTION + GAP);
      image(graphics, images.get(i), x, y);
      graphics.setColor(Style.FAINT);
      graphics.drawRect(x, y, SIDE, SIDE);
      graphics.setColor(Style.INK);
      Style.centred(graphics, captions.get(i), x + SIDE / 2.0, y + SIDE + 15);
    }
  }

  /** A square a pixel, so that an SVG file needs no image inside. */
  private static void image(Graphics2D graphics, Tensor pixels, int left, int top) {
    int high = pixels.size(0);
    int wide = pixels.size(1);
    double[] values = pixels.toDoubles();
    double low = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      low = Math.min(low, value);
      most = Math.max(most, value);
    }
    for (int i = 0; i < values.length; i++) {
      double dark = most > low ? (values[i] - low) / (most - low) : 0;
      int x = i % wide * SIDE / wide;
      int y = i / wide * SIDE / high;
      graphics.setColor(Style.between(Color.WHITE, Color.BLACK, dark));
      graphics.fillRect(
          left + x, top + y, (i % wide + 1) * SIDE / wide - x, (i / wide + 1) * SIDE / high - y);
    }
  }
}
