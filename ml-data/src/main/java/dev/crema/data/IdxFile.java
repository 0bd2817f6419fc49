package dev.crema.data;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import dev.crema.tensor.Shape;
import dev.crema.tensor.Storage;
import dev.crema.tensor.Tensor;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads arrays in the IDX format, plain or gzip, which is recognised by its content: two zero
 * bytes, one for the dtype, one for the number of axes, their sizes as 32-bit big-endian numbers,
 * then the elements, row-major and big-endian.
 *
 * <p>Files are not trusted. A plain file must be as long as its header says, before anything is
 * allocated. How much a gzip file holds is known only once it is unpacked, so its header is first
 * compared with the most that so many compressed bytes can hold, and then memory grows with what
 * really arrives. (The size in the last four bytes of a gzip file is no help: who forges one number
 * forges the other.)
 *
 * <p>Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".
 */
public final class IdxFile {
  /** Deflate packs at most 258 bytes into 2 bits, headers not counted. */
  private static final long GREATEST_RATIO = 1032;

  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;
  private static final int PREFIX = 4;

  private final Path file;
  private final InputStream in;
  private final long length;
  private final boolean gzip;

  private IdxFile(Path file, InputStream in, long length, boolean gzip) {
    this.file = file;
    this.in = in;
    this.length = length;
    this.gzip = gzip;
  }

  /**
   * The array in a file.
   *
   * @throws CremaException if there is no such file, or it is not what it should be; the message
   *     names the file, what was found and what was expected
   */
  public static Tensor read(Path file) {
    try (BufferedInputStream raw = new BufferedInputStream(Files.newInputStream(file))) {
      raw.mark(2);
      boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
      raw.reset();
      InputStream in = gzip ? new GZIPInputStream(raw) : raw;
      return new IdxFile(file, in, Files.size(file), gzip).read();
    } catch (NoSuchFileException e) {
      throw NoFile.at(file, e);
    } catch (EOFException e) {
      throw new CremaException(file + ": the gzip data end too early; the file was cut off", e);
    } catch (ZipException e) {
      throw new CremaException(file + ": the gzip data are damaged: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new CremaException(file + " cannot be read: " + e, e);
    }
  }

  private Tensor read() throws IOException {
    byte[] prefix = in.readNBytes(PREFIX);
    if (prefix.length < PREFIX) {
      throw refused("has %d bytes, but an IDX file begins with four", prefix.length);
    }
    if (prefix[0] != 0 || prefix[1] != 0) {
      throw refused(
          "begins with the bytes %02x %02x, but an IDX file with 00 00", prefix[0], prefix[1]);
    }
    DType dtype = dtype(prefix[2]);
    Shape shape = shape(prefix[3] & 0xff, dtype);
    int bytes = Math.toIntExact(shape.numel() * dtype.bytes());
    byte[] data = in.readNBytes(bytes);
    if (data.length < bytes) {
      throw refused(
          "ends after %d bytes of elements, but shape %s of %s needs %d",
          data.length, shape, dtype, bytes);
    }
    if (in.read() >= 0) {
      throw refused("goes on after the %d bytes of shape %s of %s", bytes, shape, dtype);
    }
    return Tensor.of(Storage.of(dtype, array(dtype, data)), shape);
  }

  private DType dtype(int code) {
    return switch (code) {
      case 0x08 -> DType.UINT8;
      case 0x09 -> DType.INT8;
      case 0x0b -> DType.INT16;
      case 0x0c -> DType.INT32;
      case 0x0d -> DType.FLOAT32;
      case 0x0e -> DType.FLOAT64;
      default ->
          throw refused(
              "has the dtype code %02x; there are 08 (uint8), 09 (int8), 0b (int16), 0c (int32), 0d"
                  + " (float32), 0e (float64)",
              code);
    };
  }

  /** The sizes, checked against the length of the file before an element is read. */
  private Shape shape(int rank, DType dtype) throws IOException {
    byte[] header = in.readNBytes(4 * rank);
    if (header.length < 4 * rank) {
      throw refused(
          "ends in its header: %d axes need %d bytes, but there are %d",
          rank, 4 * rank, header.length);
    }
    ByteBuffer numbers = ByteBuffer.wrap(header);
    long[] sizes = new long[rank];
    long bytes = dtype.bytes();
    for (int i = 0; i < rank; i++) {
      sizes[i] = Integer.toUnsignedLong(numbers.getInt());
      bytes =
          sizes[i] == 0 ? 0 : bytes > Long.MAX_VALUE / sizes[i] ? Long.MAX_VALUE : bytes * sizes[i];
    }
    String words = "its header says %s of %s".formatted(Arrays.toString(sizes), dtype);
    long most = gzip ? length * GREATEST_RATIO : length - PREFIX - header.length;
    if (bytes > most) {
      throw refused(
          "is too short: %s, which is %s bytes, but %s",
          words,
          bytes == Long.MAX_VALUE ? "more than 2^63" : bytes,
          gzip
              ? "a gzip file of %d bytes holds at most %d".formatted(length, most)
              : "%d follow".formatted(most));
    }
    if (bytes > LONGEST_ARRAY || Arrays.stream(sizes).anyMatch(size -> size > LONGEST_ARRAY)) {
      throw refused(
          "is too large: %s, but a Java array has at most %d bytes", words, LONGEST_ARRAY);
    }
    return Shape.of(Arrays.stream(sizes).mapToInt(Math::toIntExact).toArray());
  }

  private static Object array(DType dtype, byte[] data) {
    ByteBuffer bytes = ByteBuffer.wrap(data);
    int count = data.length / dtype.bytes();
    return switch (dtype) {
      case INT16 -> {
        short[] array = new short[count];
        bytes.asShortBuffer().get(array);
        yield array;
      }
      case INT32 -> {
        int[] array = new int[count];
        bytes.asIntBuffer().get(array);
        yield array;
      }
      case FLOAT32 -> {
        float[] array = new float[count];
        bytes.asFloatBuffer().get(array);
        yield array;
      }
      case FLOAT64 -> {
        double[] array = new double[count];
        bytes.asDoubleBuffer().get(array);
        yield array;
      }
      default -> data;
    };
  }

  private CremaException refused(String what, Object... values) {
    return new CremaException(file + " " + what.formatted(values));
  }
}
