package dev.crema.data;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.crema.tensor.CremaException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The lines of a CSV file, all of one length, and the names of its columns. */
final class CsvLines implements AutoCloseable {
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  /** One row: its values, and the line that it starts in, from 1. */
  record Row(long line, List<String> values) {}

  private final Path file;
  private final CloseableIterator<CsvRecord> records;
  private final List<String> columns;
  private @Nullable Row first;

  private CsvLines(Path file, CloseableIterator<CsvRecord> records, boolean header) {
    this.file = file;
    this.records = records;
    Row top = advance();
    if (top == null) {
      throw new CremaException(
          file + " is empty: a CSV file needs " + (header ? "a header and a row" : "a row"));
    }
    this.columns = header ? names(top) : numbers(top);
    this.first = header ? null : top;
  }

  static CsvLines open(InputStream in, Path file, String separator, boolean header)
      throws IOException {
    Reader text;
    try {
      text = text(in);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    CloseableIterator<CsvRecord> records =
        CsvReader.builder()
            .fieldSeparator(separator.charAt(0))
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .ofCsvRecord(text)
            .iterator();
    return new CsvLines(file, records, header);
  }

  /** UTF-8 text, out of gzip where it is, without a byte order mark. */
  private static Reader text(InputStream in) throws IOException {
    InputStream bytes = new BufferedInputStream(in);
    if (startsWith(bytes, GZIP)) {
      bytes = new BufferedInputStream(new GZIPInputStream(bytes));
    }
    if (startsWith(bytes, BYTE_ORDER_MARK)) {
      bytes.skipNBytes(BYTE_ORDER_MARK.length);
    }
    return new InputStreamReader(
        bytes,
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  private static boolean startsWith(InputStream bytes, byte[] magic) throws IOException {
    bytes.mark(magic.length);
    byte[] start = bytes.readNBytes(magic.length);
    bytes.reset();
    return Arrays.equals(start, magic);
  }

  /** The names of the columns. */
  List<String> columns() {
    return columns;
  }

  /** The next row, or null after the last. */
  @Nullable Row next() {
    Row row = first;
    if (row != null) {
      first = null;
      return row;
    }
    row = advance();
    if (row != null && row.values.size() != columns.size()) {
      throw new CremaException(
          "%s line %d has %d values where the file has %d columns (%s): %s"
              .formatted(
                  file,
                  row.line,
                  row.values.size(),
                  columns.size(),
                  String.join(", ", columns),
                  "give each row one value a column, and put values with separators in quotes"));
    }
    return row;
  }

  private @Nullable Row advance() {
    try {
      if (!records.hasNext()) {
        return null;
      }
      CsvRecord record = records.next();
      return new Row(
          record.getStartingLineNumber(), record.getFields().stream().map(String::strip).toList());
    } catch (UncheckedIOException e) {
      throw unreadable(file, e.getCause() == null ? new IOException(e) : e.getCause());
    } catch (CsvParseException e) {
      String why = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
      throw new CremaException(file + " is not CSV: " + why, e);
    }
  }

  private static CremaException unreadable(Path file, IOException cause) {
    String why =
        switch (cause) {
          case CharacterCodingException e -> "it is not UTF-8 text: save it as UTF-8";
          case ZipException e -> "its gzip is damaged (" + e.getMessage() + ")";
          case EOFException e -> "its gzip is cut off";
          default -> cause.toString();
        };
    return new CremaException(file + " cannot be read: " + why, cause);
  }

  private List<String> names(Row header) {
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < header.values.size(); i++) {
      Integer before = seen.put(header.values.get(i), i);
      if (before != null) {
        throw new CremaException(
            "%s has two columns with the name '%s' (numbers %d and %d): rename one"
                .formatted(file, header.values.get(i), before, i));
      }
    }
    return header.values;
  }

  private static List<String> numbers(Row row) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < row.values.size(); i++) {
      names.add(String.valueOf(i));
    }
    return List.copyOf(names);
  }

  @Override
  public void close() {
    try {
      records.close();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }
}
