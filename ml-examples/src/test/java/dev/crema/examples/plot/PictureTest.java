package dev.crema.examples.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PictureTest {
  private static final double[] X = {1, 2, 3};
  private static final double[] Y = {0.9, 0.5, 0.3};

  @TempDir private Path folder;

  static List<Picture> pictures() {
    double[] axis = {0, 1, 2};
    double[] share = {0, 0, 0, 0.5, 0.5, 0.5, 1, 1, 1};
    return List.of(
        new Plot("lines", "x", "y").line("one", X, Y).line("two", X, X, Plot.Line.DASHED).logY(),
        new Plot("points", "x", "y")
            .regions(axis, axis, share)
            .scatter("some", X, Y, Plot.Marker.SQUARE)
            .limitX(0, 2)
            .limitY(0, 2),
        new Plot("bars", "x", "y").histogram("values", X, 2).withoutLegend(),
        HeatMap.confusion(List.of("cat", "dog"), new long[][] {{3, 1}, {0, 4}}),
        new ImageGrid("images", Tensor.rand(3, 8, 8), List.of("a", "b", "c"), 2),
        new Surface("saddle", (x, y) -> x * x - y * y, -1, 1),
        new GraphPicture("graph").node("x", "x", 1, 2).node("z", "z = 2 x", 2, 1, "x"));
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void isSavedAsPixelsAndAsLines(Picture picture) throws IOException {
    Path png = folder.resolve("deep/er/picture.png");
    picture.save(png);
    BufferedImage image = ImageIO.read(png.toFile());
    assertThat(image.getWidth()).isEqualTo(picture.width() * Picture.DENSITY);
    assertThat(image.getHeight()).isEqualTo(picture.height() * Picture.DENSITY);
    assertThat(inkAtTheEdges(image)).isZero();
    Path svg = folder.resolve("picture.svg");
    picture.save(svg);
    assertThat(Files.readString(svg)).contains("<svg").contains("</svg").contains("<text");
  }

  /** What would be cut off would touch the edge. */
  private static int inkAtTheEdges(BufferedImage image) {
    int white = Color.WHITE.getRGB();
    int ink = 0;
    for (int x = 0; x < image.getWidth(); x++) {
      ink += image.getRGB(x, 0) == white ? 0 : 1;
      ink += image.getRGB(x, image.getHeight() - 1) == white ? 0 : 1;
    }
    for (int y = 0; y < image.getHeight(); y++) {
      ink += image.getRGB(0, y) == white ? 0 : 1;
      ink += image.getRGB(image.getWidth() - 1, y) == white ? 0 : 1;
    }
    return ink;
  }

  @Test
  void theConfusionMatrixSaysHowManyAreRightAndIsLightOnItsDiagonal() {
    HeatMap map = HeatMap.confusion(List.of("cat", "dog"), new long[][] {{3, 1}, {0, 4}});
    assertThat(map.title()).isEqualTo("7 of 8 are right");
    BufferedImage image = map.rendered();
    int right = image.getWidth() * 9 / 10;
    Color often = new Color(image.getRGB(right, image.getHeight() * 7 / 10));
    Color rarely = new Color(image.getRGB(right, image.getHeight() * 2 / 10));
    assertThat(often).isEqualTo(Style.map(1));
    assertThat(rarely).isEqualTo(Style.map(0.25));
  }

  /** A turn about the upright axis and a tilt keep distances; the eye looks along the third. */
  @Test
  void theProjectionTurnsAndTilts() {
    Surface.Spot middle = Surface.project(0, 0, 0);
    assertThat(middle).isEqualTo(new Surface.Spot(0, -0.0, 0));
    for (double[] p : new double[][] {{1, 0, 0}, {0, 1, 0}, {0.6, -0.8, 0}}) {
      Surface.Spot spot = Surface.project(p[0], p[1], p[2]);
      double length = Math.hypot(Math.hypot(spot.x(), spot.y()), spot.depth());
      assertThat(length).isCloseTo(1, within(1e-12));
    }
    assertThat(Surface.project(0, 0, 1).y()).isNegative();
    assertThat(Surface.project(0, 1, 0).depth()).isGreaterThan(Surface.project(0, -1, 0).depth());
  }

  @Test
  void refusesWhatDoesNotFit() {
    Plot plot = new Plot("a", "x", "y");
    assertThatThrownBy(() -> plot.line("loss", X, new double[2]))
        .isInstanceOf(CremaException.class)
        .hasMessageContaining("loss: 3 horizontal and 2 vertical");
    assertThatThrownBy(() -> plot.regions(X, X, new double[4]))
        .isInstanceOf(CremaException.class)
        .hasMessageContaining("4 values for a grid of 3 columns and 3 rows");
    assertThatThrownBy(() -> plot.save(folder.resolve("plot.gif")))
        .isInstanceOf(CremaException.class)
        .hasMessageContaining(".png or .svg");
    assertThatThrownBy(() -> HeatMap.confusion(List.of("a"), new long[][] {{1, 2}, {3, 4}}))
        .isInstanceOf(CremaException.class)
        .hasMessageContaining("2 rows of 2 numbers for 1 names");
    assertThatThrownBy(() -> new GraphPicture("g").node("z", "z", 0, 0, "x"))
        .isInstanceOf(CremaException.class)
        .hasMessageContaining("z is computed from x");
    assertThatThrownBy(() -> new ImageGrid("i", Tensor.rand(2, 3, 3), List.of("a"), 1))
        .isInstanceOf(CremaException.class)
        .hasMessageContaining("a caption for each image");
  }
}
