package dev.crema.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images as inputs of a model. */
class ImageInputsTest {
  @TempDir private Path folder;

  private static ImageInputs inputs(int height, int width, double mean, double std) {
    return new ImageInputs(new ImageInputs.Config(height, width, mean, std));
  }

  private Path save(BufferedImage image) throws IOException {
    Path file = folder.resolve("image.png");
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  @Test
  void greyLevelsAreThoseOfTheFile() throws IOException {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
    int[] levels = {0, 1, 100, 128, 254, 255};
    for (int i = 0; i < 6; i++) {
      image.getRaster().setSample(i % 3, i / 3, 0, levels[i]);
    }
    Tensor read = inputs(2, 3, 0.5, 0.25).read(save(image));
    assertThat(read.shape().toArray()).containsExactly(1, 1, 2, 3);
    float[] values = read.toFloats();
    for (int i = 0; i < 6; i++) {
      assertThat(values[i]).isEqualTo((levels[i] / 255f - 0.5f) / 0.25f);
    }
  }

  /** Weights of ITU-R BT.601: pure red, green, blue and white. */
  @Test
  void coloursBecomeGrey() throws IOException {
    BufferedImage image = new BufferedImage(4, 1, BufferedImage.TYPE_INT_RGB);
    int[] colours = {0xff0000, 0x00ff00, 0x0000ff, 0xffffff};
    for (int i = 0; i < 4; i++) {
      image.setRGB(i, 0, colours[i]);
    }
    float[] values = inputs(1, 4, 0, 1).read(save(image)).toFloats();
    assertThat(values[0]).isCloseTo(0.299f, within(1e-6f));
    assertThat(values[1]).isCloseTo(0.587f, within(1e-6f));
    assertThat(values[2]).isCloseTo(0.114f, within(1e-6f));
    assertThat(values[3]).isCloseTo(1f, within(1e-6f));
  }

  @Test
  void aLargerImageIsAveraged() throws IOException {
    BufferedImage image = new BufferedImage(4, 2, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(0, 0, 0, 255);
    image.getRaster().setSample(2, 0, 0, 255);
    image.getRaster().setSample(3, 1, 0, 255);
    assertThat(inputs(1, 2, 0, 1).read(save(image)).toFloats()).containsExactly(0.25f, 0.5f);
  }

  @Test
  void refusals() throws IOException {
    Path file = save(new BufferedImage(30, 28, BufferedImage.TYPE_BYTE_GRAY));
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> inputs(28, 28, 0, 1).read(file))
        .withMessage(
            file
                + " has 30 x 28 pixels, but the model reads 28 x 28: give that size or a multiple"
                + " of it");
    Path text = Files.writeString(folder.resolve("text.png"), "not an image");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> inputs(28, 28, 0, 1).read(text))
        .withMessage(text + " is no image that can be read: give a PNG file");
    Path cut = folder.resolve("cut.png");
    byte[] whole = Files.readAllBytes(file);
    Files.write(cut, java.util.Arrays.copyOf(whole, whole.length / 2));
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> inputs(28, 30, 0, 1).read(cut))
        .withMessageStartingWith(cut + " is a damaged image: ");
  }
}
