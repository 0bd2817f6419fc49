package dev.crema.data;

import dev.crema.tensor.CremaException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What is said of a file that is not there. */
final class NoFile {
  private NoFile() {}

  static CremaException at(Path file, @Nullable Exception cause) {
    String message = "there is no file " + file + from(file);
    return cause == null ? new CremaException(message) : new CremaException(message, cause);
  }

  /** Where relative paths start, of which somebody who gave one may think otherwise. */
  static String from(Path file) {
    return file.isAbsolute()
        ? ""
        : "; relative paths start from %s".formatted(Path.of("").toAbsolutePath());
  }
}
