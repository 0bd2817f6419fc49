package dev.crema.tensor.io;

import static dev.crema.tensor.io.MalformedFileException.quote;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The grammar of a safetensors header: an object of tensors by name, and of a string map under
 * {@code __metadata__}. What the values mean is checked in {@link SafetensorsHeader}.
 */
final class HeaderParser {
  /** PyTorch's own limit on the number of axes an operation takes. */
  private static final int MAX_RANK = 64;

  private final Path file;
  private final HeaderScanner scanner;

  /** What the header says of one tensor, not yet checked. */
  record Claim(String name, String dtype, long[] shape, long begin, long end) {}

  /** All that a header says. */
  record Claims(Map<String, String> metadata, List<Claim> tensors) {}

  HeaderParser(Path file, byte[] header) {
    this.file = file;
    this.scanner = new HeaderScanner(file, header);
  }

  Claims parse() throws MalformedFileException {
    Map<String, String> metadata = Map.of();
    List<Claim> tensors = new ArrayList<>();
    Set<String> names = new HashSet<>();
    scanner.take('{');
    boolean more = !scanner.takes('}');
    while (more) {
      String name = scanner.string();
      if (!names.add(name)) {
        throw refused("the header has two entries named " + quote(name));
      }
      scanner.take(':');
      if (name.equals(SafetensorsFormat.METADATA)) {
        metadata = parseMetadata();
      } else {
        tensors.add(parseTensor(name));
      }
      more = scanner.takesMore('}');
    }
    scanner.end();
    return new Claims(metadata, tensors);
  }

  private Map<String, String> parseMetadata() throws MalformedFileException {
    Map<String, String> metadata = new LinkedHashMap<>();
    scanner.take('{');
    boolean more = !scanner.takes('}');
    while (more) {
      String key = scanner.string();
      scanner.take(':');
      if (metadata.put(key, scanner.string()) != null) {
        throw refused("__metadata__ has two values for " + quote(key));
      }
      more = scanner.takesMore('}');
    }
    return metadata;
  }

  private Claim parseTensor(String name) throws MalformedFileException {
    String dtype = null;
    long[] shape = null;
    long[] offsets = null;
    scanner.take('{');
    boolean more = !scanner.takes('}');
    while (more) {
      String key = scanner.string();
      scanner.take(':');
      switch (key) {
        case "dtype" -> dtype = once(name, key, dtype, scanner.string());
        case "shape" -> shape = once(name, key, shape, parseNumbers(name, key));
        case "data_offsets" -> offsets = once(name, key, offsets, parseNumbers(name, key));
        default ->
            throw refused(
                "tensor %s has the key %s; expected dtype, shape and data_offsets"
                    .formatted(quote(name), quote(key)));
      }
      more = scanner.takesMore('}');
    }
    if (dtype == null || shape == null || offsets == null) {
      throw missing(name, dtype == null ? "dtype" : shape == null ? "shape" : "data_offsets");
    }
    if (offsets.length != 2) {
      throw refused(
          "tensor %s has %d data_offsets; expected 2, a begin and an end"
              .formatted(quote(name), offsets.length));
    }
    return new Claim(name, dtype, shape, offsets[0], offsets[1]);
  }

  private <T> T once(String name, String key, @Nullable T before, T value)
      throws MalformedFileException {
    if (before != null) {
      throw refused("tensor %s has the key '%s' twice".formatted(quote(name), key));
    }
    return value;
  }

  private long[] parseNumbers(String name, String key) throws MalformedFileException {
    long[] numbers = new long[MAX_RANK];
    int n = 0;
    scanner.take('[');
    boolean more = !scanner.takes(']');
    while (more) {
      if (n == MAX_RANK) {
        throw refused(
            "tensor %s has more than %d numbers in its %s".formatted(quote(name), MAX_RANK, key));
      }
      numbers[n++] = scanner.number();
      more = scanner.takesMore(']');
    }
    return Arrays.copyOf(numbers, n);
  }

  private MalformedFileException missing(String name, String key) {
    return refused("tensor %s has no key '%s'".formatted(quote(name), key));
  }

  private MalformedFileException refused(String why) {
    return new MalformedFileException(file, why);
  }
}
