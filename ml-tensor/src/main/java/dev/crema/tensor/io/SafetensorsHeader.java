package dev.crema.tensor.io;

import static dev.crema.tensor.io.MalformedFileException.quote;

import dev.crema.tensor.DType;
import dev.crema.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A header that was found true to its file: each tensor's span has the size of its shape, and the
 * spans cover the data without hole or overlap, so that no byte is read twice or never.
 *
 * @param items the tensors in the order of their data
 */
record SafetensorsHeader(Map<String, String> metadata, List<Item> items) {

  /**
   * A tensor in the data.
   *
   * @param begin the first byte, counted from the beginning of the data
   * @param end the byte behind the last
   */
  record Item(String name, DType dtype, Shape shape, long begin, long end) {}

  /** Parses a header and checks it against the number of bytes behind it. */
  static SafetensorsHeader parse(Path file, byte[] header, long dataLength)
      throws MalformedFileException {
    HeaderParser.Claims claims = new HeaderParser(file, header).parse();
    List<Item> items = new ArrayList<>(claims.tensors().size());
    for (HeaderParser.Claim claim : claims.tensors()) {
      items.add(check(file, claim, dataLength));
    }
    items.sort(Comparator.comparingLong(Item::begin).thenComparingLong(Item::end));
    checkCover(file, items, dataLength);
    return new SafetensorsHeader(claims.metadata(), items);
  }

  private static Item check(Path file, HeaderParser.Claim claim, long dataLength)
      throws MalformedFileException {
    DType dtype = SafetensorsFormat.dtypes().get(claim.dtype());
    if (dtype == null) {
      throw refused(
          file,
          claim,
          "has dtype %s; expected one of F64 F32 F16 BF16 I64 I32 I16 I8 U8 BOOL"
              .formatted(quote(claim.dtype())));
    }
    if (claim.begin() > claim.end() || claim.end() > dataLength) {
      throw refused(
          file,
          claim,
          "lies at bytes %d to %d of the data, which has %d bytes"
              .formatted(claim.begin(), claim.end(), dataLength));
    }
    Shape shape = shape(file, claim, dtype);
    long bytes = shape.numel() * dtype.bytes();
    if (bytes != claim.end() - claim.begin()) {
      throw refused(
          file,
          claim,
          "has shape %s of %s, which takes %d bytes, but its data_offsets span %d"
              .formatted(shape, claim.dtype(), bytes, claim.end() - claim.begin()));
    }
    return new Item(claim.name(), dtype, shape, claim.begin(), claim.end());
  }

  private static Shape shape(Path file, HeaderParser.Claim claim, DType dtype)
      throws MalformedFileException {
    int[] sizes = new int[claim.shape().length];
    long most = Long.MAX_VALUE / dtype.bytes();
    long numel = 1;
    for (int i = 0; i < sizes.length; i++) {
      long size = claim.shape()[i];
      if (size > Integer.MAX_VALUE) {
        throw refused(
            file,
            claim,
            "has size %d at axis %d; expected at most %d".formatted(size, i, Integer.MAX_VALUE));
      }
      if (numel > most / Math.max(1, size)) {
        throw refused(
            file,
            claim,
            "has shape %s of %s, which takes more than 2^63 bytes"
                .formatted(Arrays.toString(claim.shape()), claim.dtype()));
      }
      sizes[i] = (int) size;
      numel *= size;
    }
    return Shape.of(sizes);
  }

  private static void checkCover(Path file, List<Item> items, long dataLength)
      throws MalformedFileException {
    long covered = 0;
    String before = "the beginning of the data";
    for (Item item : items) {
      if (item.begin != covered) {
        throw new MalformedFileException(
            file,
            "tensor %s begins at byte %d of the data, but %s ends at %d; expected no %s"
                .formatted(
                    quote(item.name),
                    item.begin,
                    before,
                    covered,
                    item.begin < covered ? "overlap" : "hole"));
      }
      covered = item.end;
      before = "tensor " + quote(item.name);
    }
    if (covered != dataLength) {
      throw new MalformedFileException(
          file,
          "the data has %d bytes, but its tensors end at byte %d".formatted(dataLength, covered));
    }
  }

  private static MalformedFileException refused(Path file, HeaderParser.Claim claim, String why) {
    return new MalformedFileException(file, "tensor " + quote(claim.name()) + " " + why);
  }
}
