package dev.crema.config;

import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** What stands in a YAML file, with its places. */
sealed interface YamlNode {
  Place place();

  /** What it is, for errors. */
  String what();

  /** A number, a boolean, a string or nothing. */
  record Scalar(@Nullable Object value, Place place) implements YamlNode {
    @Override
    public String what() {
      return value instanceof String text ? "'" + text + "'" : String.valueOf(value);
    }
  }

  /** A list. */
  record Items(List<YamlNode> items, Place place) implements YamlNode {
    @Override
    public String what() {
      return "a list";
    }
  }

  /** Keys and values. */
  record Fields(SequencedMap<String, Field> fields, Place place) implements YamlNode {
    @Override
    public String what() {
      return "a mapping of keys " + String.join(", ", fields.keySet());
    }
  }

  /** The value of a key, and where the key stands. */
  record Field(YamlNode value, Place place) {}
}
