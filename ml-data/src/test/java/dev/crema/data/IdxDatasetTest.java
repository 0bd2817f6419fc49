package dev.crema.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.crema.api.Batch;
import dev.crema.api.Dataset;
import dev.crema.api.Sample;
import dev.crema.api.plugin.Plugins;
import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files in the IDX format: what they hold, and what is said of those that are not whole. */
class IdxDatasetTest {
  private static final int HEADER = 16;

  @TempDir private Path folder;

  /** An array of bytes as an IDX file. */
  private static byte[] idx(int code, byte[] data, int... sizes) {
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeShort(0);
      out.writeByte(code);
      out.writeByte(sizes.length);
      for (int size : sizes) {
        out.writeInt(size);
      }
      out.write(data);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Five images of 3 x 2 pixels, all different. */
  private static byte[] fiveImages() {
    byte[] pixels = new byte[30];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i * 8 + 3);
    }
    return idx(8, pixels, 5, 3, 2);
  }

  private static byte[] packed(byte[] data) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(data);
    }
    return bytes.toByteArray();
  }

  private Path file(String name, byte[] content) {
    try {
      return Files.write(folder.resolve(name), content);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private IdxDataset five(byte[] images, String... classes) {
    Path labels = file("labels", idx(8, new byte[] {4, 0, 9, 1, 4}, 5));
    return new IdxDataset(
        new IdxDataset.Config(file("images", images), labels, 0.25, 0.5, List.of(classes)));
  }

  @Test
  void pixelsBecomeNumbersOnDemand() throws IOException {
    IdxDataset data = five(packed(fiveImages()));
    assertThat(data.size()).isEqualTo(5);
    assertThat(data.images().dtype()).isEqualTo(DType.UINT8);
    assertThat(data.images().shape()).isEqualTo(Shape.of(5, 3, 2));
    assertThat(data.labels().toLongs()).containsExactly(4, 0, 9, 1, 4);
    Sample third = data.get(2);
    assertThat(third.input().shape()).isEqualTo(Shape.of(1, 3, 2));
    assertThat(third.target().itemLong()).isEqualTo(9);
    float[] pixels = data.images().get(2).toFloats();
    assertThat(pixels).containsExactly(99, 107, 115, 123, 131, 139);
    for (int i = 0; i < pixels.length; i++) {
      assertThat(third.input().toFloats()[i]).isEqualTo((pixels[i] / 255 - 0.25f) / 0.5f);
    }
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> data.get(5))
        .withMessage("sample 5 was asked for: there are samples 0 to 4");
  }

  @Test
  void batchesAreThoseOfTheSamples() {
    IdxDataset data = five(fiveImages(), "0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    assertThat(data.classNames()).hasSize(10);
    Iterator<Batch> slow = DataLoader.of(data, 2).shuffle(3).epoch(1).iterator();
    int count = 0;
    for (Batch fast : data.batches(2).shuffle(3).epoch(1)) {
      Batch one = slow.next();
      assertThat(fast.inputs().equal(one.inputs())).isTrue();
      assertThat(fast.targets().equal(one.targets())).isTrue();
      count += fast.size();
    }
    assertThat(slow.hasNext()).isFalse();
    assertThat(count).isEqualTo(5);
  }

  @Test
  void modelFilesNameIt() {
    five(fiveImages());
    Map<String, Object> options =
        Map.of(
            "images", folder.resolve("images").toString(),
            "labels", folder.resolve("labels").toString(),
            "std", 0.5);
    Dataset<?> data = Plugins.load().datasets().create("idx", options);
    assertThat(data.size()).isEqualTo(5);
    assertThat(((Sample) data.get(0)).input().max().item()).isEqualTo((43 / 255f) / 0.5f);
  }

  @Test
  void everyDtypeIsRead() {
    byte[] number = {(byte) 0xc0, 0x20, 0, 0, 0, 0, 0, 1};
    assertThat(IdxFile.read(file("f8", idx(0x0e, number, 1))).toArray())
        .isEqualTo(new double[] {Double.longBitsToDouble(0xc020000000000001L)});
    assertThat(IdxFile.read(file("f4", idx(0x0d, number, 2))).toArray())
        .isEqualTo(new float[] {-2.5f, Float.MIN_VALUE});
    assertThat(IdxFile.read(file("i4", idx(0x0c, number, 1, 2))).toArray())
        .isEqualTo(new int[][] {{0xc0200000, 1}});
    assertThat(IdxFile.read(file("i2", idx(0x0b, number, 4))).toArray())
        .isEqualTo(new short[] {(short) 0xc020, 0, 0, 1});
    Tensor signed = IdxFile.read(file("i1", idx(0x09, number, 8)));
    assertThat(signed.dtype()).isEqualTo(DType.INT8);
    assertThat(signed.toLongs()).startsWith(-64, 32);
    assertThat(IdxFile.read(file("u1", idx(0x08, number, 8))).toLongs()).startsWith(192, 32);
    assertThat(IdxFile.read(file("none", idx(0x08, new byte[0], 0, 7))).shape())
        .isEqualTo(Shape.of(0, 7));
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    refused(new byte[0], " has 0 bytes, but an IDX file begins with four");
    refused(
        new byte[] {'P', '5', '\n', '2'},
        " begins with the bytes 50 35, but an IDX file with 00 00");
    refused(
        idx(0x0a, new byte[2], 2),
        " has the dtype code 0a; there are 08 (uint8), 09 (int8), 0b (int16), 0c (int32), 0d"
            + " (float32), 0e (float64)");
    refused(
        Arrays.copyOf(fiveImages(), 10),
        " ends in its header: 3 axes need 12 bytes, but there are 6");
    refused(
        Arrays.copyOf(fiveImages(), 40),
        " is too short: its header says [5, 3, 2] of uint8, which is 30 bytes, but 24 follow");
    refused(
        Arrays.copyOf(fiveImages(), 50), " goes on after the 30 bytes of shape (5, 3, 2) of uint8");
    refused(
        packed(Arrays.copyOf(fiveImages(), 40)),
        " ends after 24 bytes of elements, but shape (5, 3, 2) of uint8 needs 30");
    refused(
        packed(Arrays.copyOf(fiveImages(), 50)),
        " goes on after the 30 bytes of shape (5, 3, 2) of uint8");
    byte[] whole = packed(fiveImages());
    refused(
        Arrays.copyOf(whole, whole.length - 3),
        ": the gzip data end too early; the file was cut off");
    byte[] damaged = whole.clone();
    damaged[whole.length - 5] ^= 1;
    refused(damaged, ": the gzip data are damaged: Corrupt GZIP trailer");
    Path nowhere = folder.resolve("nowhere");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> IdxFile.read(nowhere))
        .withMessage("there is no file " + nowhere);
  }

  /** Headers that ask for more memory than there is. */
  @Test
  void nothingIsAllocatedForWhatIsNotThere() throws IOException {
    int most = Integer.MAX_VALUE;
    refused(
        idx(8, new byte[4], most, most, most),
        " is too short: its header says [2147483647, 2147483647, 2147483647] of uint8, which is"
            + " more than 2^63 bytes, but 4 follow");
    byte[] bomb = packed(idx(0x0e, new byte[4], 2_000_000));
    refused(
        bomb,
        " is too short: its header says [2000000] of float64, which is 16000000 bytes, but a gzip"
            + " file of %d bytes holds at most %d".formatted(bomb.length, bomb.length * 1032));
    refused(
        idx(8, new byte[0], -1, 0),
        " is too large: its header says [4294967295, 0] of uint8, but a Java array has at most"
            + " 2147483639 bytes");
  }

  private void refused(byte[] content, String message) {
    Path file = file("file", content);
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> IdxFile.read(file))
        .withMessage(file + message);
  }

  @Test
  void filesMustBelongTogether() {
    byte[] images = fiveImages();
    Path four = file("four", idx(8, new byte[4], 4));
    Path of = file("images", images);
    refused(four, of, four + " holds 4 labels, but " + of + " holds 5 images");
    refused(of, of, of + " holds uint8 of shape (5, 3, 2), but labels are integers (n,)");
    refused(
        four,
        four,
        four + " holds uint8 of shape (4,), but images are uint8 (n, height, width), one or more");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> five(images, "0", "1", "2", "3", "4"))
        .withMessage(folder.resolve("labels") + ": label 2 is 9, but the classes are 0 to 4");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> new IdxDataset.Config(Path.of("a"), Path.of("b"), 0, 0, List.of()))
        .withMessage("pixels with mean 0.0 and std 0.0: give finite numbers, and a std above 0");
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> Datasets.mnist(folder))
        .withMessageStartingWith(
            "there is no file train-images-idx3-ubyte.gz, nor one without .gz, in " + folder);
  }

  private static void refused(Path labels, Path images, String message) {
    IdxDataset.Config config = new IdxDataset.Config(images, labels, 0, 1, List.of());
    assertThatExceptionOfType(CremaException.class)
        .isThrownBy(() -> new IdxDataset(config))
        .withMessage(message);
  }

  /** Cut at each byte of the header and at many others, no file is taken for whole. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void noPartOfAFileIsRead(boolean gzip) throws IOException {
    byte[] plain = fiveImages();
    byte[] whole = gzip ? packed(plain) : plain;
    assertThat(IdxFile.read(file("whole", whole)).numel()).isEqualTo(30);
    for (int length = 0; length < whole.length; length++) {
      refusedInWords(Arrays.copyOf(whole, length));
    }
    byte[] large = idx(8, new byte[40 * 28 * 28], 40, 28, 28);
    new Random(1).nextBytes(large);
    System.arraycopy(idx(8, new byte[0], 40, 28, 28), 0, large, 0, HEADER);
    byte[] content = gzip ? packed(large) : large;
    Random random = new Random(2);
    for (int i = 0; i < 300; i++) {
      refusedInWords(Arrays.copyOf(content, random.nextInt(content.length)));
    }
  }

  private void refusedInWords(byte[] content) {
    Path file = file("part", content);
    assertThatExceptionOfType(CremaException.class)
        .as("%d bytes", content.length)
        .isThrownBy(() -> IdxFile.read(file))
        .withMessageStartingWith(file.toString());
  }

  /** Any byte of the header may be anything: the file is read as it says, or refused in words. */
  @Test
  void aChangedHeaderIsRefusedOrRead() throws IOException {
    Random random = new Random(3);
    int read = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] changed = fiveImages();
      for (int k = 0; k <= random.nextInt(3); k++) {
        changed[random.nextInt(HEADER)] = (byte) random.nextInt(256);
      }
      byte[] content = i % 2 == 0 ? changed : packed(changed);
      Path file = file("changed", content);
      try {
        assertThat(IdxFile.read(file).numel()).isLessThanOrEqualTo(30);
        read++;
      } catch (CremaException e) {
        assertThat(e).hasMessageStartingWith(file.toString());
      }
    }
    assertThat(read).isBetween(1, 200);
  }
}
