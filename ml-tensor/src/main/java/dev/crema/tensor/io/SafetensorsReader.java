package dev.crema.tensor.io;

import static dev.crema.tensor.io.MalformedFileException.quote;

import dev.crema.tensor.DType;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/**
 * An open safetensors file whose header was checked; tensors are read one by one.
 *
 * <p>Beyond the tensor that is read, memory is taken for the header, which is never longer than the
 * file, and for one buffer. The file is not mapped: a file that gets shorter under a mapping ends
 * the process. Used by one thread at a time.
 */
final class SafetensorsReader implements Closeable {
  private static final int BUFFER = 1 << 20;

  private final Path file;
  private final FileChannel channel;
  private final SafetensorsHeader header;
  private final long dataStart;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);

  private SafetensorsReader(
      Path file, FileChannel channel, SafetensorsHeader header, long dataStart) {
    this.file = file;
    this.channel = channel;
    this.header = header;
    this.dataStart = dataStart;
  }

  /** Opens a file and checks its header. */
  static SafetensorsReader open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      long size = channel.size();
      byte[] header = readHeader(file, channel, size);
      long dataStart = (long) SafetensorsFormat.PREFIX + header.length;
      return new SafetensorsReader(
          file, channel, SafetensorsHeader.parse(file, header, size - dataStart), dataStart);
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  /** The strings under {@code __metadata__}. */
  Map<String, String> metadata() {
    return header.metadata();
  }

  /** The tensors in the order of their data. */
  List<SafetensorsHeader.Item> items() {
    return header.items();
  }

  /** Reads one of the tensors. */
  Entry read(SafetensorsHeader.Item item) throws IOException {
    DType dtype = item.dtype();
    if (item.shape().numel() > SafetensorsFormat.MAX_ELEMENTS) {
      throw new MalformedFileException(
          file,
          "tensor %s has %d elements; a tensor here holds at most %d"
              .formatted(quote(item.name()), item.shape().numel(), SafetensorsFormat.MAX_ELEMENTS));
    }
    int numel = (int) item.shape().numel();
    Object array = ArrayBytes.allocate(dtype, numel);
    int chunk = BUFFER / dtype.bytes();
    int n;
    for (int from = 0; from < numel; from += n) {
      n = Math.min(chunk, numel - from);
      buffer.clear().limit(n * dtype.bytes());
      long at = dataStart + item.begin() + (long) from * dtype.bytes();
      fill(file, channel, buffer, at, "tensor " + quote(item.name()));
      ArrayBytes.get(buffer.flip(), array, from, n);
    }
    if (dtype == DType.BOOL) {
      checkBooleans(item.name(), (byte[]) array);
    }
    return new Entry(item.name(), dtype, item.shape(), array);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static byte[] readHeader(Path file, FileChannel channel, long size) throws IOException {
    if (size < SafetensorsFormat.PREFIX) {
      throw new MalformedFileException(
          file,
          "the file has %d bytes; expected at least the %d of the header's length"
              .formatted(size, SafetensorsFormat.PREFIX));
    }
    ByteBuffer prefix =
        ByteBuffer.allocate(SafetensorsFormat.PREFIX).order(ByteOrder.LITTLE_ENDIAN);
    fill(file, channel, prefix, 0, "the header's length");
    long length = prefix.getLong(0);
    long most = Math.min(SafetensorsFormat.MAX_HEADER, size - SafetensorsFormat.PREFIX);
    if (Long.compareUnsigned(length, most) > 0) {
      throw new MalformedFileException(
          file,
          "the header's length is %s bytes; expected at most %d, in a file of %d bytes"
              .formatted(Long.toUnsignedString(length), most, size));
    }
    byte[] header = new byte[(int) length];
    fill(file, channel, ByteBuffer.wrap(header), SafetensorsFormat.PREFIX, "the header");
    if (length == 0 || header[0] != '{') {
      throw new MalformedFileException(
          file,
          "the header begins with %s; expected '{'"
              .formatted(length == 0 ? "nothing" : "byte 0x%02x".formatted(header[0])));
    }
    return header;
  }

  /** Reads until the buffer is full. */
  private static void fill(Path file, FileChannel channel, ByteBuffer buffer, long at, String what)
      throws IOException {
    long next = at;
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, next);
      if (read < 0) {
        throw new MalformedFileException(
            file,
            "the file got shorter while it was read: it ends at byte %d, within %s"
                .formatted(next, what));
      }
      next += read;
    }
  }

  private void checkBooleans(String name, byte[] array) throws MalformedFileException {
    int wrong = ArrayBytes.firstNotBoolean(array, 0, array.length);
    if (wrong >= 0) {
      throw new MalformedFileException(
          file,
          "tensor %s of BOOL has byte %d at element %d; expected 0 or 1"
              .formatted(quote(name), array[wrong] & 0xff, wrong));
    }
  }
}
