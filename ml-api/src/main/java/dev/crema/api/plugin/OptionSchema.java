package dev.crema.api.plugin;

import org.jspecify.annotations.Nullable;

/**
 * One key of a provider's options.
 *
 * @param name the key, in snake_case
 * @param type what may stand there: {@code "int"}, {@code "list of double"}, {@code "one of mean,
 *     sum"}
 * @param doc what it means
 * @param defaultValue the value where the key is left out, or null where it must be given
 */
public record OptionSchema(String name, String type, String doc, @Nullable String defaultValue) {
  /** Whether the key must be given. */
  public boolean required() {
    return defaultValue == null;
  }
}
