package dev.crema.config;

import dev.crema.api.plugin.Words;
import dev.crema.tensor.CremaException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The components of an options record as they are written in a file. */
final class RecordOptions {
  private RecordOptions() {}

  /** By name in snake_case; nulls are left out. */
  static SequencedMap<String, Object> of(Record options) {
    SequencedMap<String, Object> values = new LinkedHashMap<>();
    for (RecordComponent component : options.getClass().getRecordComponents()) {
      Object value = value(options, component);
      if (value != null) {
        values.put(Words.snakeCase(component.getName()), plain(value));
      }
    }
    return values;
  }

  private static @Nullable Object value(Record options, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(options);
    } catch (ReflectiveOperationException e) {
      throw new CremaException("options " + options + " cannot be read", e);
    }
  }

  private static Object plain(Object value) {
    return switch (value) {
      case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT);
      case Path path -> path.toString();
      case List<?> list -> list.stream().map(RecordOptions::plain).toList();
      default -> value;
    };
  }
}
