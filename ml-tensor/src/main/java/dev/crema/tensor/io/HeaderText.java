package dev.crema.tensor.io;

import static dev.crema.tensor.io.MalformedFileException.quote;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.crema.tensor.CremaException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The header of a safetensors file, character by character as the reference writes it. */
final class HeaderText {
  /** The order of the UTF-8 bytes, which is not that of Java's UTF-16 units. */
  static final Comparator<String> BY_UTF8 =
      (a, b) -> Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8));

  private HeaderText() {}

  /** The header of tensors that lie in the data in this order, padded with spaces. */
  static String of(List<Entry> entries, Map<String, String> metadata) {
    StringJoiner items = new StringJoiner(",", "{", "}");
    if (!metadata.isEmpty()) {
      items.add(json(SafetensorsFormat.METADATA) + ":" + strings(metadata));
    }
    long begin = 0;
    for (Entry entry : entries) {
      long end = begin + entry.bytes();
      items.add(json(entry.name()) + ":" + item(entry, begin, end));
      begin = end;
    }
    String header = items.toString();
    int length = header.getBytes(UTF_8).length;
    return header + " ".repeat(Math.floorMod(-length, SafetensorsFormat.PREFIX));
  }

  private static String strings(Map<String, String> metadata) {
    Map<String, String> sorted = new TreeMap<>(BY_UTF8);
    sorted.putAll(metadata);
    StringJoiner strings = new StringJoiner(",", "{", "}");
    sorted.forEach((key, value) -> strings.add(json(key) + ":" + json(value)));
    return strings.toString();
  }

  private static String item(Entry entry, long begin, long end) {
    StringJoiner sizes = new StringJoiner(",");
    IntStream.of(entry.shape().toArray()).forEach(size -> sizes.add(String.valueOf(size)));
    String dtype = SafetensorsFormat.nameOf(entry.dtype());
    return "{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[%s,%s]}"
        .formatted(dtype, sizes, Long.toString(begin), Long.toString(end));
  }

  private static String json(String text) {
    if (!UTF_8.newEncoder().canEncode(text)) {
      throw new CremaException("the string " + quote(text) + " has half of a surrogate pair");
    }
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> out.append(c < ' ' ? "\\u" + HexFormat.of().toHexDigits(c) : String.valueOf(c));
      }
    }
    return out.append('"').toString();
  }
}
