package dev.crema.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.crema.data.Datasets;
import dev.crema.data.IdxDataset;
import dev.crema.data.TrainAndTest;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files in ml-examples/data beside what is known of them. */
class ShippedDataTest {
  private static final Path DATA = Path.of(System.getProperty("basedir", "."), "data");

  @Test
  void filesAreThoseOfTheReadme() throws IOException, NoSuchAlgorithmException {
    List<String> lines = Files.readAllLines(DATA.resolve("README.md"));
    try (Stream<Path> files = Files.walk(DATA)) {
      List<Path> packed = files.filter(file -> file.toString().matches(".*\\.(gz|csv)")).toList();
      assertThat(packed).hasSize(9);
      for (Path file : packed) {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        String name = DATA.relativize(file).toString().replace('\\', '/');
        assertThat(lines)
            .anyMatch(
                line ->
                    line.startsWith("| " + name + " |")
                        && line.endsWith("| " + HexFormat.of().formatHex(hash) + " |"));
      }
    }
  }

  /** The numbers of each digit are those of the data's page; mean and deviation the usual ones. */
  @Test
  void mnistIsWhole() {
    TrainAndTest<IdxDataset> mnist = Datasets.mnist(DATA.resolve("mnist"));
    assertThat(mnist.training().images().shape()).isEqualTo(Shape.of(60_000, 28, 28));
    assertThat(counts(mnist.training()))
        .containsExactly(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949);
    assertThat(counts(mnist.test()))
        .containsExactly(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009);
    double[] histogram = new double[256];
    for (long pixel : mnist.training().images().toLongs()) {
      histogram[(int) pixel]++;
    }
    double mean = 0;
    double square = 0;
    double total = mnist.training().images().numel();
    for (int level = 0; level < 256; level++) {
      mean += level / 255.0 * histogram[level] / total;
      square += level / 255.0 * level / 255.0 * histogram[level] / total;
    }
    assertThat(mean).isCloseTo(0.1307, within(5e-5));
    assertThat(Math.sqrt(square - mean * mean)).isCloseTo(0.3081, within(5e-5));
  }

  @Test
  void fashionIsAPart() {
    TrainAndTest<IdxDataset> fashion = Datasets.fashionMnist(DATA.resolve("fashion-mnist-mini"));
    assertThat(fashion.training().size()).isEqualTo(5000);
    assertThat(fashion.test().size()).isEqualTo(1000);
    assertThat(fashion.training().classNames()).hasSize(10).endsWith("Bag", "Ankle boot");
    Tensor batch = fashion.training().batches(1000).epoch(0).iterator().next().inputs();
    assertThat(batch.shape()).isEqualTo(Shape.of(1000, 1, 28, 28));
    assertThat(Math.abs(batch.mean().item())).isLessThan(0.05);
  }

  private static long[] counts(IdxDataset data) {
    long[] counts = new long[10];
    for (long label : data.labels().toLongs()) {
      counts[(int) label]++;
    }
    return counts;
  }
}
