package dev.crema.config;

import dev.crema.api.plugin.Catalog;
import dev.crema.api.plugin.OptionException;
import dev.crema.api.plugin.OptionSchema;
import dev.crema.tensor.CremaException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Has plugins make what a file names; what they refuse is an error at its place in the file. */
final class Making {
  private Making() {}

  /**
   * Makes a part.
   *
   * @param folder what relative paths in its options start from
   */
  static <T> T make(Catalog<T> catalog, Part part, Path folder) {
    return at(
        part,
        () -> catalog.create(part.name(), resolved(part, catalog.schema(part.name()), folder)));
  }

  /** Does something with a part; what is refused is an error at its place. */
  static <T> T at(Part part, Supplier<T> work) {
    try {
      return work.get();
    } catch (OptionException e) {
      throw part.placeOf(e.option()).fault(e);
    } catch (CremaException e) {
      throw part.place().fault(e);
    }
  }

  /** The options with paths that start from the folder. */
  private static Map<String, Object> resolved(Part part, List<OptionSchema> schema, Path folder) {
    Map<String, Object> options = new LinkedHashMap<>(part.options());
    for (OptionSchema option : schema) {
      if (option.type().equals("path") && options.get(option.name()) instanceof String text) {
        options.put(option.name(), resolved(text, part.placeOf(option.name()), folder));
      }
    }
    return options;
  }

  private static Path resolved(String text, Place place, Path folder) {
    try {
      return folder.resolve(text).normalize();
    } catch (InvalidPathException e) {
      throw place.fault("'%s' is no path: %s".formatted(text, e.getReason()));
    }
  }
}
