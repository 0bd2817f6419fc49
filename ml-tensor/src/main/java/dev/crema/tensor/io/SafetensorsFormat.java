package dev.crema.tensor.io;

import dev.crema.tensor.DType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The safetensors format over Java arrays.
 *
 * <p>A file is the length of the header (8 bytes, little-endian), the header (JSON, UTF-8, padded
 * with spaces to a multiple of 8) and the data: the tensors' elements, row-major, little-endian,
 * one tensor right after the other. The header holds for each tensor {@code
 * "name":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}} with offsets into the data, and
 * strings under {@code __metadata__}.
 *
 * <p>Written are the bytes that the reference implementation writes: tensors by dtype, those of
 * higher alignment first ({@code I64 F64 F32 I32 BF16 F16 I16 I8 U8 BOOL}), then by the UTF-8 bytes
 * of their names; metadata, whose order the reference leaves open, by key. Equal content gives
 * equal bytes.
 *
 * <p>Source: the format's description in the README of huggingface/safetensors, and its {@code
 * safetensors/src/tensor.rs}.
 */
final class SafetensorsFormat {
  /** The longest header, in bytes; the reference implementation's limit. */
  static final int MAX_HEADER = 100_000_000;

  /** The name in the header that is no tensor. */
  static final String METADATA = "__metadata__";

  /** The bytes before the header. */
  static final int PREFIX = 8;

  /** The most elements of one tensor: the longest Java array. */
  static final int MAX_ELEMENTS = Integer.MAX_VALUE - 8;

  /** The reference implementation's order of alignment, from the highest. */
  static final List<DType> ORDER =
      List.of(
          DType.INT64,
          DType.FLOAT64,
          DType.FLOAT32,
          DType.INT32,
          DType.BFLOAT16,
          DType.FLOAT16,
          DType.INT16,
          DType.INT8,
          DType.UINT8,
          DType.BOOL);

  private static final Map<String, DType> BY_NAME =
      ORDER.stream().collect(Collectors.toUnmodifiableMap(SafetensorsFormat::nameOf, d -> d));

  private SafetensorsFormat() {}

  /** All that a file holds; the tensors in the order of their data. */
  record Contents(List<Entry> entries, Map<String, String> metadata) {}

  /**
   * Reads a file whole; {@link SafetensorsReader} reads single tensors.
   *
   * @throws MalformedFileException if the file is not exactly as the format demands
   */
  static Contents read(Path file) throws IOException {
    try (SafetensorsReader reader = SafetensorsReader.open(file)) {
      List<Entry> entries = new ArrayList<>();
      for (SafetensorsHeader.Item item : reader.items()) {
        entries.add(reader.read(item));
      }
      return new Contents(entries, reader.metadata());
    }
  }

  /**
   * Writes a file. It is written beside the old one, which it replaces when it is complete.
   *
   * @throws dev.crema.tensor.CremaException if two tensors have one name, or the header gets too
   *     long
   */
  static void write(Path file, Collection<Entry> entries, Map<String, String> metadata)
      throws IOException {
    new SafetensorsWriter(file, entries, metadata).write();
  }

  static Map<String, DType> dtypes() {
    return BY_NAME;
  }

  static String nameOf(DType dtype) {
    return switch (dtype) {
      case FLOAT64 -> "F64";
      case FLOAT32 -> "F32";
      case FLOAT16 -> "F16";
      case BFLOAT16 -> "BF16";
      case INT64 -> "I64";
      case INT32 -> "I32";
      case INT16 -> "I16";
      case INT8 -> "I8";
      case UINT8 -> "U8";
      case BOOL -> "BOOL";
    };
  }
}
