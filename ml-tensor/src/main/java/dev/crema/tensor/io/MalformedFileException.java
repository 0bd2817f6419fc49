package dev.crema.tensor.io;

import java.io.IOException;
import java.nio.file.Path;

/** A file is not what its format demands; the message says which file, what, and what instead. */
public class MalformedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  private static final int LONGEST_QUOTE = 80;

  /**
   * A file refused.
   *
   * @param file the file as the caller named it
   * @param problem what was found and what was expected
   */
  public MalformedFileException(Path file, String problem) {
    super(file + ": " + problem);
  }

  /** A name from a file, fit for a message: in quotes, without control characters, not too long. */
  static String quote(String name) {
    StringBuilder quoted = new StringBuilder("'");
    for (int i = 0; i < Math.min(name.length(), LONGEST_QUOTE); i++) {
      char c = name.charAt(i);
      if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
        quoted.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
      } else {
        quoted.append(c);
      }
    }
    return quoted.append(name.length() > LONGEST_QUOTE ? "...'" : "'").toString();
  }
}
