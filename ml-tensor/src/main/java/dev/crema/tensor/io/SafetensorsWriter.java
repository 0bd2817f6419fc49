package dev.crema.tensor.io;

import static dev.crema.tensor.io.MalformedFileException.quote;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.crema.tensor.CremaException;
import dev.crema.tensor.DType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes one safetensors file; see {@link SafetensorsFormat} for the bytes. */
final class SafetensorsWriter {
  private static final int BUFFER = 1 << 20;

  private final Path file;
  private final List<Entry> entries;
  private final byte[] header;

  SafetensorsWriter(Path file, Collection<Entry> entries, Map<String, String> metadata) {
    this.file = file;
    this.entries = new ArrayList<>(entries);
    this.entries.sort(
        Comparator.comparingInt((Entry e) -> SafetensorsFormat.ORDER.indexOf(e.dtype()))
            .thenComparing(Entry::name, HeaderText.BY_UTF8));
    checkEntries();
    this.header = HeaderText.of(this.entries, metadata).getBytes(UTF_8);
    if (header.length > SafetensorsFormat.MAX_HEADER) {
      throw refused(
          "the header takes %d bytes; safetensors allows %d"
              .formatted(header.length, SafetensorsFormat.MAX_HEADER));
    }
  }

  /** Writes beside the file and then moves, so that no half-written file bears its name. */
  void write() throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      writeTo(part);
      try {
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private void writeTo(Path part) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            part,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
      drain(channel, buffer.putLong(header.length).flip());
      drain(channel, ByteBuffer.wrap(header));
      for (Entry entry : entries) {
        int chunk = BUFFER / entry.dtype().bytes();
        int n;
        for (int from = 0; from < entry.numel(); from += n) {
          n = Math.min(chunk, entry.numel() - from);
          buffer.clear().limit(n * entry.dtype().bytes());
          ArrayBytes.put(buffer, entry.array(), entry.offset() + from, n);
          drain(channel, buffer);
        }
      }
      channel.force(true);
    }
  }

  private static void drain(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private void checkEntries() {
    Set<String> names = new HashSet<>();
    for (Entry entry : entries) {
      if (entry.name().equals(SafetensorsFormat.METADATA)) {
        throw refused("no tensor can be named '__metadata__', which safetensors keeps for itself");
      }
      if (!names.add(entry.name())) {
        throw refused("two tensors are named " + quote(entry.name()));
      }
      if (entry.array() instanceof byte[] bytes && entry.dtype() == DType.BOOL) {
        checkBooleans(entry, bytes);
      }
    }
  }

  private void checkBooleans(Entry entry, byte[] bytes) {
    int wrong = ArrayBytes.firstNotBoolean(bytes, entry.offset(), entry.numel());
    if (wrong >= 0) {
      throw refused(
          "tensor %s of bool has byte %d at element %d; expected 0 or 1"
              .formatted(quote(entry.name()), bytes[wrong] & 0xff, wrong - entry.offset()));
    }
  }

  private CremaException refused(String why) {
    return new CremaException("writing " + file + ": " + why);
  }
}
