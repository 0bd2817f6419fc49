package dev.crema.examples.data;

import dev.crema.tensor.CremaException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The folder ml-examples/data, found from where the classes are and not from where one stands. */
public final class DataFolder {
  private DataFolder() {}

  /**
   * A folder in it.
   *
   * @throws CremaException if it is not there
   */
  public static Path of(String name) {
    Path classes = classes();
    for (Path at = classes; at != null; at = at.getParent()) {
      Path found = at.resolve("data").resolve(name);
      if (Files.isDirectory(found)) {
        return found;
      }
    }
    throw new CremaException(
        "there is no folder data/%s above %s; run bin/crema in a copy of the whole project"
            .formatted(name, classes == null ? "the classes" : classes));
  }

  private static @Nullable Path classes() {
    try {
      return Path.of(DataFolder.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
