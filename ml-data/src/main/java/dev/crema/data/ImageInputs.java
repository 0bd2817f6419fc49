package dev.crema.data;

import dev.crema.api.InputReader;
import dev.crema.api.plugin.Option;
import dev.crema.api.plugin.ReaderProvider;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Storage;
import dev.crema.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * Reads one grey image from a PNG, GIF, BMP or JPEG file, shape (1, 1, height, width), float32:
 * {@code (grey / 255 - mean) / std}.
 *
 * <p>Grey is 0 for black and 255 for white; of a colour it is {@code 0.299 red + 0.587 green +
 * 0.114 blue} (ITU-R BT.601). An image that is a whole number of times larger is made smaller by
 * the mean of each square of pixels; one of any other size is refused.
 *
 * @param options what is read
 */
public record ImageInputs(Config options) implements InputReader {
  private static final double RED = 0.299;
  private static final double GREEN = 0.587;
  private static final double BLUE = 0.114;

  /**
   * The settings.
   *
   * @param height pixels
   * @param width pixels
   * @param mean of the pixels / 255, which is taken off
   * @param std the standard deviation of the pixels / 255, which they are divided by
   */
  public record Config(
      @Option(doc = "pixels from top to bottom") int height,
      @Option(doc = "pixels from left to right") int width,
      @Option(doc = "what is taken off grey / 255", defaultValue = "0.0") double mean,
      @Option(doc = "what that is divided by", defaultValue = "1.0") double std) {
    /**
     * Checks the settings.
     *
     * @throws CremaException if a size is below 1, mean or std are not finite, or std not above 0
     */
    public Config {
      if (height < 1 || width < 1) {
        throw new CremaException(
            "images of %d x %d pixels: give 1 or more".formatted(width, height));
      }
      if (!Double.isFinite(mean) || !(std > 0) || Double.isInfinite(std)) {
        throw new CremaException(
            "pixels with mean %s and std %s: give finite numbers, and a std above 0"
                .formatted(mean, std));
      }
    }
  }

  @Override
  public String name() {
    return "image";
  }

  @Override
  public Tensor read(Path file) {
    BufferedImage image = decode(file);
    int times = image.getWidth() / options.width;
    if (times < 1
        || image.getWidth() != times * options.width
        || image.getHeight() != times * options.height) {
      throw new CremaException(
          "%s has %d x %d pixels, but the model reads %d x %d: give that size or a multiple of it"
              .formatted(file, image.getWidth(), image.getHeight(), options.width, options.height));
    }
    float[] values = new float[options.height * options.width];
    for (int i = 0; i < values.length; i++) {
      double grey = grey(image, i % options.width * times, i / options.width * times, times);
      values[i] = ((float) grey / 255f - (float) options.mean) / (float) options.std;
    }
    return Tensor.of(
        Storage.of(DType.FLOAT32, values), Shape.of(1, 1, options.height, options.width));
  }

  private static BufferedImage decode(Path file) {
    if (!Files.isRegularFile(file)) {
      throw NoFile.at(file, null);
    }
    try {
      BufferedImage image = ImageIO.read(file.toFile());
      if (image == null) {
        throw new CremaException(file + " is no image that can be read: give a PNG file");
      }
      return image;
    } catch (IOException | IndexOutOfBoundsException e) {
      throw new CremaException("%s is a damaged image: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** The mean grey of a square of pixels. */
  private static double grey(BufferedImage image, int left, int top, int side) {
    double sum = 0;
    for (int y = top; y < top + side; y++) {
      for (int x = left; x < left + side; x++) {
        sum += grey(image, x, y);
      }
    }
    return sum / (side * side);
  }

  /** The file's own level where it is grey: getRGB would bend it by a colour profile. */
  private static double grey(BufferedImage image, int x, int y) {
    if (image.getType() == BufferedImage.TYPE_BYTE_GRAY) {
      return image.getRaster().getSample(x, y, 0);
    }
    int rgb = image.getRGB(x, y);
    return RED * (rgb >> 16 & 0xff) + GREEN * (rgb >> 8 & 0xff) + BLUE * (rgb & 0xff);
  }

  /** {@code image} in model files. */
  public static final class Provider implements ReaderProvider<Config> {
    /** For {@link java.util.ServiceLoader}. */
    public Provider() {}

    @Override
    public String name() {
      return "image";
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public InputReader create(Config config) {
      return new ImageInputs(config);
    }
  }
}
