package dev.crema.examples.plot;

import dev.crema.tensor.CremaException;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;

/** Something that can be drawn, and saved as a PNG or SVG file; no screen is needed for either. */
public interface Picture {
  /** Pixels of a PNG file for each unit of width and height: sharp on a dense screen. */
  int DENSITY = 2;

  /** Draws the whole picture from the origin of the graphics. */
  void draw(Graphics2D graphics);

  default int width() {
    return 640;
  }

  default int height() {
    return 480;
  }

  /**
   * Writes a file, as its ending says: {@code .png} or {@code .svg}. Folders are made where needed.
   *
   * @throws CremaException if the ending is another one, or the file cannot be written
   */
  default void save(Path file) {
    System.setProperty("java.awt.headless", "true");
    String name = file.toString();
    try {
      @Nullable Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      if (name.endsWith(".png")) {
        ImageIO.write(rendered(), "png", file.toFile());
      } else if (name.endsWith(".svg")) {
        writeSvg(file);
      } else {
        throw new CremaException("a picture is saved as .png or .svg, not as " + name);
      }
    } catch (IOException e) {
      throw new CremaException("the picture %s cannot be written: %s".formatted(name, e), e);
    }
  }

  /** The picture as pixels. */
  default BufferedImage rendered() {
    BufferedImage image =
        new BufferedImage(width() * DENSITY, height() * DENSITY, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.scale(DENSITY, DENSITY);
    Style.background(graphics, width(), height());
    draw(graphics);
    graphics.dispose();
    return image;
  }

  private void writeSvg(Path file) throws IOException {
    try {
      Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().newDocument();
      SVGGraphics2D graphics = new SVGGraphics2D(document);
      graphics.setSVGCanvasSize(new Dimension(width(), height()));
      Style.background(graphics, width(), height());
      draw(graphics);
      try (var out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
        graphics.stream(out, true);
      }
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }
}
