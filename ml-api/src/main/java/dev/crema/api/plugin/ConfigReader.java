package dev.crema.api.plugin;

import dev.crema.tensor.CremaException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes a config record of the options in a model file.
 *
 * @param <C> the record
 */
final class ConfigReader<C extends Record> {

  private record Key(OptionSchema schema, OptionType type) {}

  private final Constructor<C> constructor;
  private final SequencedMap<String, Key> keys = new LinkedHashMap<>();

  /**
   * A reader for a record.
   *
   * @throws CremaException if a component is of a type that an option cannot have, or its default
   *     is not of the component's type
   */
  ConfigReader(Class<C> config) {
    List<Class<?>> types = new ArrayList<>();
    for (RecordComponent component : config.getRecordComponents()) {
      types.add(component.getType());
      Key key = key(config, component);
      keys.put(key.schema.name(), key);
    }
    try {
      constructor = config.getDeclaredConstructor(types.toArray(new Class<?>[0]));
    } catch (NoSuchMethodException e) {
      throw new AssertionError("a record has its canonical constructor", e);
    }
    constructor.setAccessible(true);
  }

  private static Key key(Class<?> config, RecordComponent component) {
    String where = config.getName() + "." + component.getName();
    OptionType type = OptionType.of(component.getGenericType());
    if (type == null) {
      throw new CremaException(
          "%s is a %s, but an option is an int, long, double, boolean, String, Path, enum or a List of one"
              .formatted(where, component.getGenericType().getTypeName()));
    }
    Option option = component.getAnnotation(Option.class);
    boolean given = option == null || option.defaultValue().equals(Option.REQUIRED);
    String defaultValue = given ? null : option.defaultValue();
    if (defaultValue != null) {
      try {
        var _ = type.parseDefault(defaultValue);
      } catch (IllegalArgumentException e) {
        throw new CremaException(
            "the default '%s' of %s is no %s".formatted(defaultValue, where, type.words()), e);
      }
    }
    String name = Words.snakeCase(component.getName());
    String doc = option == null ? "" : option.doc();
    return new Key(new OptionSchema(name, type.words(), doc, defaultValue), type);
  }

  List<OptionSchema> schema() {
    return keys.values().stream().map(Key::schema).toList();
  }

  /**
   * Makes the record.
   *
   * @param what whose options they are, for errors: {@code "layer 'linear'"}
   * @throws OptionException if one is missing, unknown or of the wrong type
   * @throws CremaException if the record refuses them
   */
  C read(String what, Map<String, ?> options) {
    SequencedMap<String, String> faults = new LinkedHashMap<>();
    options.keySet().stream()
        .filter(name -> !keys.containsKey(name))
        .forEach(name -> faults.put(name, unknown(name)));
    @Nullable Object[] values = new Object[keys.size()];
    int i = 0;
    for (Key key : keys.values()) {
      values[i++] = value(key, options, faults);
    }
    if (!faults.isEmpty()) {
      throw new OptionException(
          "%s: %s; %s".formatted(what, String.join("; ", faults.values()), rightKeys()),
          faults.firstEntry().getKey());
    }
    return make(what, values);
  }

  private String unknown(String name) {
    String nearest = Words.nearest(name, keys.keySet());
    return "no option '%s'%s"
        .formatted(name, nearest == null ? "" : " (did you mean '" + nearest + "'?)");
  }

  private static @Nullable Object value(
      Key key, Map<String, ?> options, Map<String, String> faults) {
    OptionSchema schema = key.schema;
    if (!options.containsKey(schema.name())) {
      if (schema.defaultValue() == null) {
        faults.put(
            schema.name(), "option '%s' (%s) is missing".formatted(schema.name(), schema.type()));
        return null;
      }
      return key.type.parseDefault(schema.defaultValue());
    }
    Object given = options.get(schema.name());
    if (given == null && "null".equals(schema.defaultValue())) {
      return null;
    }
    try {
      return key.type.read(given);
    } catch (IllegalArgumentException e) {
      String shown = given instanceof String ? "\"" + given + "\"" : String.valueOf(given);
      faults.put(
          schema.name(),
          "option '%s' is %s, not %s".formatted(schema.name(), schema.type(), shown));
      return null;
    }
  }

  private String rightKeys() {
    return keys.isEmpty()
        ? "it has no options"
        : "its options are " + String.join(", ", keys.keySet());
  }

  private C make(String what, @Nullable Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      Throwable refusal = e.getTargetException();
      throw new CremaException(what + ": " + refusal.getMessage(), refusal);
    } catch (ReflectiveOperationException e) {
      throw new CremaException(what + ": its config record cannot be made", e);
    }
  }
}
