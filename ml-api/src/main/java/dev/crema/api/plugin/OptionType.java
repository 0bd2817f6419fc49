package dev.crema.api.plugin;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What may stand at a key, and how it is read: a scalar of some class, or a list of them. */
record OptionType(Class<?> scalar, boolean list, boolean primitive) {
  private static final Map<Class<?>, Class<?>> BOXED =
      Map.of(
          int.class, Integer.class,
          long.class, Long.class,
          double.class, Double.class,
          boolean.class, Boolean.class);

  /** The type of a record component, or null where an option cannot have it. */
  static @Nullable OptionType of(Type type) {
    if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
      OptionType element = of(generic.getActualTypeArguments()[0]);
      return element == null || element.list ? null : new OptionType(element.scalar, true, false);
    }
    if (!(type instanceof Class<?> raw)) {
      return null;
    }
    Class<?> boxed = BOXED.getOrDefault(raw, raw);
    boolean known =
        boxed == String.class
            || boxed == Path.class
            || boxed.isEnum()
            || BOXED.containsValue(boxed);
    return known ? new OptionType(boxed, false, raw.isPrimitive()) : null;
  }

  /** In words: {@code "int"}, {@code "list of double"}, {@code "one of mean, sum"}. */
  String words() {
    return list ? "list of " + scalarWords() : scalarWords();
  }

  private String scalarWords() {
    if (scalar.isEnum()) {
      return "one of " + enumWords();
    }
    return scalar == Integer.class ? "int" : scalar.getSimpleName().toLowerCase(Locale.ROOT);
  }

  private String enumWords() {
    return Arrays.stream(scalar.getEnumConstants())
        .map(constant -> word((Enum<?>) constant))
        .collect(Collectors.joining(", "));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** The default value as an annotation states it. */
  @Nullable Object parseDefault(String text) {
    if (text.equals("null") && !primitive) {
      return null;
    }
    if (!list) {
      return read(text);
    }
    return text.isBlank()
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(part -> scalar(part.strip())).toList();
  }

  /**
   * A value from a model file or a command line; numbers may be written as strings.
   *
   * @throws IllegalArgumentException if it is not of this type
   */
  Object read(@Nullable Object value) {
    if (!list) {
      return scalar(value);
    }
    return value instanceof List<?> values
        ? values.stream().map(this::scalar).toList()
        : List.of(scalar(value));
  }

  private Object scalar(@Nullable Object value) {
    if (scalar == String.class && (value instanceof String || value instanceof Number)) {
      return value.toString();
    }
    if (scalar == Path.class && (value instanceof String || value instanceof Path)) {
      return Path.of(value.toString());
    }
    if (scalar == Boolean.class) {
      return bool(value);
    }
    return scalar.isEnum() ? constant(value) : number(value);
  }

  private static Boolean bool(@Nullable Object value) {
    return switch (String.valueOf(value).toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("not a boolean");
    };
  }

  private Object constant(@Nullable Object value) {
    String asked = String.valueOf(value).replace('-', '_');
    for (Object constant : scalar.getEnumConstants()) {
      if (word((Enum<?>) constant).equalsIgnoreCase(asked)) {
        return constant;
      }
    }
    throw new IllegalArgumentException("no such constant");
  }

  private Object number(@Nullable Object value) {
    if (!(value instanceof Number || value instanceof String)) {
      throw new IllegalArgumentException("not a number");
    }
    String text = value.toString().strip();
    if (scalar == Double.class) {
      return Double.valueOf(text);
    }
    try {
      BigDecimal exact = new BigDecimal(text);
      return scalar == Integer.class ? (Object) exact.intValueExact() : exact.longValueExact();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("not a whole number in range", e);
    }
  }
}
