package dev.crema.tensor.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * The words of a safetensors header: the marks, strings and whole numbers of JSON (RFC 8259), read
 * strictly from UTF-8 bytes. No other values occur, so nothing nests without bound.
 */
final class HeaderScanner {
  private static final int LONGEST_NUMBER = 19;

  private final Path file;
  private final byte[] header;
  private int at;

  HeaderScanner(Path file, byte[] header) {
    this.file = file;
    this.header = header;
  }

  /** Takes this mark if it comes next, white space aside. */
  boolean takes(char mark) {
    skipSpace();
    if (at < header.length && header[at] == mark) {
      at++;
      return true;
    }
    return false;
  }

  /** Takes this mark, which must come next. */
  void take(char mark) throws MalformedFileException {
    if (!takes(mark)) {
      throw unexpected("'" + mark + "'");
    }
  }

  /** Takes a comma and says yes, or takes the mark that closes a list and says no. */
  boolean takesMore(char close) throws MalformedFileException {
    if (takes(',')) {
      return true;
    }
    if (takes(close)) {
      return false;
    }
    throw unexpected("',' or '" + close + "'");
  }

  /** Nothing but white space may be left. */
  void end() throws MalformedFileException {
    skipSpace();
    if (at < header.length) {
      throw unexpected("its end");
    }
  }

  /** A number from 0 to 2^63 - 1, without sign, fraction, exponent or leading zeros. */
  long number() throws MalformedFileException {
    skipSpace();
    int start = at;
    while (at < header.length && header[at] >= '0' && header[at] <= '9') {
      at++;
    }
    int digits = at - start;
    if (digits == 0) {
      throw unexpected("a whole number");
    }
    String text = new String(header, start, Math.min(digits, LONGEST_NUMBER + 1), UTF_8);
    if (digits > 1 && header[start] == '0') {
      throw refused(start, "the number " + text + " has a leading zero");
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw refused(start, "a number of %d digits is larger than 2^63 - 1".formatted(digits));
    }
  }

  /** A string in quotes. */
  String string() throws MalformedFileException {
    take('"');
    int start = at;
    while (at < header.length && header[at] != '"' && header[at] != '\\') {
      plain();
    }
    if (at < header.length && header[at] == '"') {
      return decode(ByteBuffer.wrap(header, start, at++ - start), start);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(header, start, at - start);
    while (at < header.length && header[at] != '"') {
      if (header[at] == '\\') {
        bytes.writeBytes(escaped().getBytes(UTF_8));
      } else {
        bytes.write(plain());
      }
    }
    take('"');
    return decode(ByteBuffer.wrap(bytes.toByteArray()), start);
  }

  private byte plain() throws MalformedFileException {
    if (header[at] >= 0 && header[at] < ' ') {
      throw unexpected("a string without control characters");
    }
    return header[at++];
  }

  private String escaped() throws MalformedFileException {
    int start = at++;
    if (at == header.length) {
      throw unexpected("an escape");
    }
    char kind = (char) header[at++];
    return switch (kind) {
      case '"', '\\', '/' -> String.valueOf(kind);
      case 'b' -> "\b";
      case 'f' -> "\f";
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      case 'u' -> unicode(start);
      default -> throw refused(start, "JSON has no such escape in a string");
    };
  }

  private String unicode(int start) throws MalformedFileException {
    char first = utf16Unit();
    if (!Character.isSurrogate(first)) {
      return String.valueOf(first);
    }
    boolean paired = at + 1 < header.length && header[at] == '\\' && header[at + 1] == 'u';
    if (Character.isHighSurrogate(first) && paired) {
      at += 2;
      char second = utf16Unit();
      if (Character.isLowSurrogate(second)) {
        return String.valueOf(new char[] {first, second});
      }
    }
    throw refused(start, "half of a surrogate pair is no character");
  }

  private char utf16Unit() throws MalformedFileException {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      if (at == header.length || !HexFormat.isHexDigit(header[at])) {
        throw unexpected("four hexadecimal digits");
      }
      unit = unit << 4 | HexFormat.fromHexDigit(header[at++]);
    }
    return (char) unit;
  }

  private String decode(ByteBuffer bytes, int start) throws MalformedFileException {
    try {
      return UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw refused(start, "the string is not UTF-8");
    }
  }

  private void skipSpace() {
    while (at < header.length
        && (header[at] == ' ' || header[at] == '\n' || header[at] == '\r' || header[at] == '\t')) {
      at++;
    }
  }

  private MalformedFileException unexpected(String expected) {
    String found = "the end of the header";
    if (at < header.length) {
      byte b = header[at];
      found =
          b > ' ' && b < 0x7f ? "'" + (char) b + "'" : "byte 0x" + HexFormat.of().toHexDigits(b);
    }
    return refused(at, "expected " + expected + " but found " + found);
  }

  private MalformedFileException refused(int where, String why) {
    return new MalformedFileException(file, "header, byte %d: %s".formatted(where, why));
  }
}
